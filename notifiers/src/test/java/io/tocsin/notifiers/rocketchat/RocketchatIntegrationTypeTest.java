package io.tocsin.notifiers.rocketchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.notifiers.rocketchat.RocketchatConfig.RocketchatAction;
import io.tocsin.notifiers.rocketchat.RocketchatConfig.RocketchatAttachment;
import io.tocsin.notifiers.rocketchat.RocketchatConfig.RocketchatField;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RocketchatIntegrationTypeTest {
    private static final SettingsFixture<RocketchatConfig> ROCKETCHAT =
            new SettingsFixture<>(RocketchatIntegrationType.INSTANCE);
    private static final String SMALLEST = "token: t, token_id: i, ";

    private static SecretSource secret(String text) {
        return new SecretSource.Inline(Secret.of(text));
    }

    private static String template(String name) {
        return "{{ template \"rocketchat.default." + name + "\" . }}";
    }

    @Test
    void decode_tokensOnly_hasAllDefaults() {
        assertThat(ROCKETCHAT.accept(SMALLEST))
                .isEqualTo(new RocketchatConfig(
                        false,
                        HttpConfig.DEFAULT,
                        GoUrl.parse("https://open.rocket.chat/"),
                        secret("i"),
                        secret("t"),
                        "",
                        new RocketchatAttachment(
                                "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}",
                                template("title"),
                                template("titlelink"),
                                template("text"),
                                List.of(),
                                false,
                                "",
                                "",
                                List.of()),
                        template("emoji"),
                        template("iconurl"),
                        false));
    }

    @Test
    void decode_everyKey_isRead() {
        RocketchatConfig config = ROCKETCHAT.accept("send_resolved: true, http_config: {enable_http2: false},"
                + " api_url: 'http://h/x', token_file: f/../g, token_id_file: f/../i, channel: c, color: co, title: t,"
                + " title_link: tl, text: te, fields: [{title: ft, value: fv, short: false}], short_fields: true,"
                + " emoji: e, icon_url: iu, image_url: im, thumb_url: th, link_names: true, actions: [{type: at,"
                + " text: ax, url: au, imageurl: ai, iswebview: true, webviewheightratio: full, msg: am,"
                + " msginchatwindow: true, msgprocessingtype: sendMessage}]");
        assertThat(config.http().enableHttp2()).isFalse();
        // The files are relative to the working directory, not to the configuration's folder.
        assertThat(config)
                .isEqualTo(new RocketchatConfig(
                        true,
                        config.http(),
                        GoUrl.parse("http://h/x"),
                        new SecretSource.FromFile("f/../i"),
                        new SecretSource.FromFile("f/../g"),
                        "c",
                        new RocketchatAttachment(
                                "co",
                                "t",
                                "tl",
                                "te",
                                List.of(new RocketchatField(false, "ft", "fv")),
                                true,
                                "im",
                                "th",
                                List.of(new RocketchatAction(
                                        "at", "ax", "au", "ai", true, "full", "am", true, "sendMessage"))),
                        "e",
                        "iu",
                        true));
    }

    @Test
    void fieldsAndActions_withoutKeys_areEmpty() {
        RocketchatAttachment attachment =
                ROCKETCHAT.accept(SMALLEST + "fields: [{}], actions: [{}]").attachment();
        assertThat(attachment.fields()).containsExactly(new RocketchatField(null, "", ""));
        assertThat(attachment.actions())
                .containsExactly(new RocketchatAction("", "", "", "", false, "", "", false, ""));
    }

    /** Each of the two ways is inherited by itself; where both are there, the original takes the file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "token: l|rocketchat_token: g|l|",
                "token_file: l|rocketchat_token: g||l",
                "token: l|rocketchat_token_file: g||g",
                "token_file: l|rocketchat_token_file: g||l",
                "channel: c|rocketchat_token: g|g|",
                "channel: c|rocketchat_token_file: g||g",
                "token: |rocketchat_token: g|g|",
                "token: ''|rocketchat_token: g|^^|",
                "token_file: ''|rocketchat_token: g|g|",
            })
    void token_eachWay_isInherited(String element, String global, @Nullable String token, @Nullable String file) {
        SecretSource expected = file != null ? new SecretSource.FromFile(file) : secret(String.valueOf(token));
        assertThat(ROCKETCHAT.accept("token_id: i, " + element, global).token()).isEqualTo(expected);
        assertThat(ROCKETCHAT
                        .accept(
                                "token: t, " + element.replace("token", "token_id"),
                                global.replace("token", "token_id"))
                        .tokenId())
                .isEqualTo(expected);
    }

    @Test
    void token_besideTheFileOfGlobal_warns() {
        assertThat(ROCKETCHAT.warnings(SMALLEST, "rocketchat_token_file: g"))
                .singleElement()
                .asString()
                .contains("rocketchat_configs[0].token: the file wins over the text");
        assertThat(ROCKETCHAT.warnings(SMALLEST, "rocketchat_token: g")).isEmpty();
    }

    /** Deviation D-055: the original shows both, and does not read them back. */
    @Test
    void print_tokenInTwoWays_showsTheFileAlone() {
        assertThat(ROCKETCHAT.print("token: t, token_id: i", "rocketchat_token_file: g"))
                .contains("    token_id: <secret>\n    token_file: g\n");
    }

    /** Deviation D-055: the original shows null, and does not read it back. */
    @Test
    void print_emptyToken_isReadBack() {
        assertThat(ROCKETCHAT.print("token: '', token_id: ''", "rocketchat_token: ''"))
                .contains("  rocketchat_token: \"\"\n")
                .contains("    token_id: \"\"\n    token: \"\"\n");
    }

    @Test
    void apiUrl_absentOrNull_isInherited() {
        String global = "rocketchat_api_url: 'http://g'";
        assertThat(ROCKETCHAT.accept(SMALLEST, global).apiUrl()).isEqualTo(GoUrl.parse("http://g"));
        assertThat(ROCKETCHAT.accept(SMALLEST + "api_url: ", global).apiUrl()).isEqualTo(GoUrl.parse("http://g"));
        assertThat(ROCKETCHAT
                        .accept(SMALLEST + "api_url: 'http://l'", "rocketchat_api_url: ")
                        .apiUrl())
                .isEqualTo(GoUrl.parse("http://l"));
    }

    /** Deviation D-006: the original crashes on these when it sends. */
    @Test
    void decode_whatCrashesTheOriginal_isRefused() {
        ROCKETCHAT.assertRefused(SMALLEST, "rocketchat_api_url: ", "no global Rocketchat URL set");
        ROCKETCHAT.assertRefused(SMALLEST + "fields: [~]", "", "missing element in rocketchat config");
        ROCKETCHAT.assertRefused(SMALLEST + "actions: [~]", "", "missing element in rocketchat config");
        ROCKETCHAT.assertNullRefused(
                "rocketchat_token: t, rocketchat_token_id: i",
                "no global Rocketchat TokenID set either inline or in a file");
    }

    @Test
    void secrets_all_areShownNowhere() {
        ROCKETCHAT.assertHidden(
                "token: canary, token_id: canary", "rocketchat_token: canary, rocketchat_token_id: canary");
        ROCKETCHAT.assertHiddenInProblems("token: [canary], token_id: {canary: 1}", "");
        ROCKETCHAT.assertHiddenInProblems("token: canary, token_file: f", "");
        ROCKETCHAT.assertHiddenInProblems("token: canary", "rocketchat_token: canary, rocketchat_token_file: f");
        assertThat(ROCKETCHAT
                        .warnings("token: canary, token_id: canary", "rocketchat_token_file: g")
                        .toString())
                .doesNotContain("canary");
    }
}
