package io.tocsin.notifiers.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostAttachment;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostField;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostPriority;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostProps;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MattermostIntegrationTypeTest {
    private static final SettingsFixture<MattermostConfig> MATTERMOST =
            new SettingsFixture<>(MattermostIntegrationType.INSTANCE);
    private static final String SMALLEST = "webhook_url: 'http://h', ";
    private static final MattermostAttachment EMPTY =
            new MattermostAttachment("", "", "", "", "", "", "", "", "", List.of(), "", "", "", "");

    private static String template(String name) {
        return "{{ template \"mattermost.default." + name + "\" . }}";
    }

    @Test
    void decode_urlOnly_hasAllDefaults() {
        assertThat(MATTERMOST.accept(SMALLEST))
                .isEqualTo(new MattermostConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("http://h")),
                        "",
                        template("username"),
                        new MattermostAttachment(
                                template("fallback"),
                                template("color"),
                                "",
                                template("text"),
                                "",
                                "",
                                "",
                                template("title"),
                                template("titlelink"),
                                List.of(),
                                "",
                                "",
                                "",
                                ""),
                        "",
                        "",
                        List.of(),
                        "",
                        null,
                        null));
    }

    @Test
    void decode_everyKey_isRead() {
        // given
        String attachment = "fallback: fa, color: co, pretext: pr, text: te, author_name: an, author_link: al,"
                + " author_icon: ai, title: ti, title_link: tl, fields: [{title: ft, value: fv, short: true}],"
                + " thumb_url: th, footer: fo, footer_icon: fi, image_url: im";
        var expected = new MattermostAttachment(
                "fa",
                "co",
                "pr",
                "te",
                "an",
                "al",
                "ai",
                "ti",
                "tl",
                List.of(new MattermostField("ft", "fv", true)),
                "th",
                "fo",
                "fi",
                "im");
        // when
        MattermostConfig config = MATTERMOST.accept("send_resolved: false, http_config: {enable_http2: false},"
                + " webhook_url_file: f/../g, channel: c, username: u, " + attachment
                + ", icon_url: iu, icon_emoji: ie,"
                + " attachments: [{" + attachment + "}, {}], type: ty, props: {card: ca}, priority: {priority: urgent,"
                + " requested_ack: true, persistent_notifications: true}");
        // then
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(config)
                .isEqualTo(new MattermostConfig(
                        false,
                        config.http(),
                        SecretOrFile.inFile("f/../g"),
                        "c",
                        "u",
                        expected,
                        "iu",
                        "ie",
                        List.of(expected, EMPTY),
                        "ty",
                        new MattermostProps("ca"),
                        new MattermostPriority("urgent", true, true)));
    }

    @Test
    void propsAndPriority_withoutKeys_areEmpty() {
        MattermostConfig config = MATTERMOST.accept(SMALLEST + "props: {}, priority: {}");
        assertThat(config.props()).isEqualTo(new MattermostProps(""));
        assertThat(config.priority()).isEqualTo(new MattermostPriority("", false, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook_url: 'http://l' | mattermost_webhook_url: 'http://g' | http://l | ",
                "webhook_url_file: l     | mattermost_webhook_url: 'http://g' |          | l",
                "webhook_url:            | mattermost_webhook_url: 'http://g' | http://g | ",
                "webhook_url: 'http://l' | mattermost_webhook_url_file: g     | http://l | ",
                "channel: c              | mattermost_webhook_url_file: g     |          | g",
            })
    void webhookUrl_pair_isInheritedAsAWhole(
            String element, String global, @Nullable String url, @Nullable String file) {
        assertThat(MATTERMOST.accept(element, global).webhookUrl())
                .isEqualTo(new SecretOrFile(url == null ? null : Secret.of(url), file));
    }

    /** Deviation D-006: the original crashes on these when it sends. */
    @Test
    void decode_whatCrashesTheOriginal_isRefused() {
        String missing = "missing element in mattermost config";
        MATTERMOST.assertRefused(SMALLEST + "fields: [~]", "", missing);
        MATTERMOST.assertRefused(SMALLEST + "attachments: [~]", "", missing);
        MATTERMOST.assertRefused(SMALLEST + "attachments: [{fields: [~]}]", "", missing);
    }

    @Test
    void secrets_all_areShownNowhere() {
        MATTERMOST.assertHidden("webhook_url: 'http://h/canary'", "mattermost_webhook_url: 'http://h/canary'");
        MATTERMOST.assertHiddenInProblems("webhook_url: canary", "");
        MATTERMOST.assertHiddenInProblems("webhook_url: 'http://h/canary', webhook_url_file: f", "");
        MATTERMOST.assertHiddenInProblems("channel: c", "mattermost_webhook_url: canary");
        MATTERMOST.assertHiddenInProblems(
                "channel: c", "mattermost_webhook_url: 'http://h/canary', mattermost_webhook_url_file: f");
    }
}
