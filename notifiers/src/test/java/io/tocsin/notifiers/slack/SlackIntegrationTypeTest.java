package io.tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import io.tocsin.notifiers.slack.SlackConfig.Confirmation;
import io.tocsin.notifiers.slack.SlackConfig.SlackAction;
import io.tocsin.notifiers.slack.SlackConfig.SlackField;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlackIntegrationTypeTest {
    private static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";
    private static final SettingsFixture<SlackConfig> SLACK = new SettingsFixture<>(SlackIntegrationType.INSTANCE);

    private static SecretOrFile secret(String text) {
        return SecretOrFile.of(Secret.of(text));
    }

    @Test
    void decode_urlOnly_hasAllDefaults() {
        assertThat(SLACK.accept("api_url: 'http://h/x'"))
                .isEqualTo(new SlackConfig(
                        false,
                        HttpConfig.DEFAULT,
                        secret("http://h/x"),
                        SecretOrFile.NONE,
                        GoUrl.parse(POST_MESSAGE),
                        "",
                        "{{ template \"slack.default.username\" . }}",
                        "{{ template \"slack.default.color\" . }}",
                        "{{ template \"slack.default.title\" . }}",
                        "{{ template \"slack.default.titlelink\" . }}",
                        "{{ template \"slack.default.pretext\" . }}",
                        "{{ template \"slack.default.text\" . }}",
                        "",
                        List.of(),
                        false,
                        "{{ template \"slack.default.footer\" . }}",
                        "{{ template \"slack.default.fallback\" . }}",
                        "{{ template \"slack.default.callbackid\" . }}",
                        "{{ template \"slack.default.iconemoji\" . }}",
                        "{{ template \"slack.default.iconurl\" . }}",
                        "",
                        "",
                        false,
                        List.of(),
                        List.of(),
                        false,
                        Duration.ZERO));
    }

    @Test
    void decode_everyKey_isRead() {
        String element = "send_resolved: true, api_url: '" + POST_MESSAGE + "', app_url: 'http://app', channel: c,"
                + " username: u, color: co, title: t, title_link: tl, pretext: p, text: te, message_text: mt,"
                + " fields: [{title: ft, value: fv, short: false}], short_fields: true, footer: fo, fallback: fa,"
                + " callback_id: ci, icon_emoji: ie, icon_url: iu, image_url: im, thumb_url: th, link_names: true,"
                + " mrkdwn_in: [m, n], actions: [{type: at, text: ax, style: as, name: an, value: av,"
                + " confirm: {text: ct, title: cti, ok_text: co, dismiss_text: cd}}], update_message: true,"
                + " timeout: 90s, http_config: {enable_http2: false}";
        SlackConfig config = SLACK.accept(element);
        assertThat(config)
                .isEqualTo(new SlackConfig(
                        true,
                        config.http(),
                        secret(POST_MESSAGE),
                        SecretOrFile.NONE,
                        GoUrl.parse("http://app"),
                        "c",
                        "u",
                        "co",
                        "t",
                        "tl",
                        "p",
                        "te",
                        "mt",
                        List.of(new SlackField("ft", "fv", false)),
                        true,
                        "fo",
                        "fa",
                        "ci",
                        "ie",
                        "iu",
                        "im",
                        "th",
                        true,
                        List.of("m", "n"),
                        List.of(new SlackAction(
                                "at", "ax", "", "as", "an", "av", new Confirmation("ct", "cti", "co", "cd"))),
                        true,
                        Duration.ofSeconds(90)));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @Test
    void action_withUrl_losesWhatOnlyButtonsHave() {
        assertThat(SLACK.accept("api_url: 'http://h', actions: [{type: t, text: x, url: u, name: n, value: v,"
                                + " confirm: {text: c}}]")
                        .actions())
                .containsExactly(new SlackAction("t", "x", "u", "", "", "", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api_url: 'http://l'   | slack_api_url: 'http://g' | http://l | ",
                "api_url_file: l       | slack_api_url: 'http://g' |          | l",
                "api_url:              | slack_api_url: 'http://g' | http://g | ",
                "api_url: 'http://l'   | slack_api_url_file: g     | http://l | ",
                "channel: c            | slack_api_url_file: g     |          | g",
            })
    void apiUrl_pair_isInheritedAsAWhole(String element, String global, String url, String file) {
        assertThat(SLACK.accept(element, global).apiUrl())
                .isEqualTo(new SecretOrFile(url == null ? null : Secret.of(url), file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app_token: l          | slack_app_token: g      | l | ",
                "app_token_file: l     | slack_app_token: g      |   | l",
                "app_token: ''         | slack_app_token: g      | g | ",
                "app_token: l          | slack_app_token_file: g | l | ",
                "channel: c            | slack_app_token_file: g |   | g",
                "app_token: l          | slack_api_url: 'http://g' | l | ",
            })
    void appToken_pair_isInheritedAsAWhole(String element, String global, String token, String file) {
        SlackConfig config = SLACK.accept(element, global);
        assertThat(config.appToken()).isEqualTo(new SecretOrFile(token == null ? null : Secret.of(token), file));
        assertThat(config.apiUrl()).isEqualTo(secret(POST_MESSAGE));
    }

    @Test
    void appToken_any_becomesTheAuthorization() {
        assertThat(SLACK.accept("app_token: t").http().authentication())
                .isEqualTo(new Authentication.Header("Bearer", new SecretSource.Inline(Secret.of("t"))));
        // Unlike other files of a receiver it is relative to the configuration's folder.
        assertThat(SLACK.accept("", "slack_app_token_file: t").http().authentication())
                .isEqualTo(new Authentication.Header("Bearer", new SecretSource.FromFile("conf/t")));
    }

    @Test
    void appToken_ofGlobal_givesWayToAnOwnAuthorizationOrUrl() {
        String global = "slack_app_token: t, slack_app_url: 'http://app', slack_api_url: 'http://app'";
        assertThat(SLACK.accept("http_config: {authorization: {credentials: x}}", global)
                        .appToken())
                .isEqualTo(SecretOrFile.NONE);
        assertThat(SLACK.accept("http_config: {bearer_token: x}", global).apiUrl())
                .isEqualTo(secret("http://app"));
        assertThat(SLACK.accept("api_url: 'http://l'", global).appToken()).isEqualTo(SecretOrFile.NONE);
        assertThat(SLACK.accept("", global).appToken()).isEqualTo(secret("t"));
    }

    @Test
    void apiUrlFile_withGlobalToken_isNotReadWhichAWarningSays() {
        SlackConfig config = SLACK.accept("api_url_file: f", "slack_app_token: t");
        assertThat(config.apiUrl()).isEqualTo(SecretOrFile.of(Secret.of(POST_MESSAGE)));
        assertThat(SLACK.warnings("api_url_file: f", "slack_app_token: t"))
                .singleElement()
                .asString()
                .contains("slack_configs[0].api_url_file: has no effect");
    }

    /** Deviation D-200: the original shows what follows from the token beside it, and does not read that back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel: c                        | slack_app_token: t",
                "app_token: t                      | slack_api_url: 'http://h'",
                "app_token_file: t                 | slack_api_url_file: u",
                "api_url_file: u                   | slack_app_token_file: t",
                "app_token: t, http_config: {basic_auth: {username: u}} | slack_api_url: 'http://h'",
            })
    void print_withAppToken_showsTheTokenAlone(String element, String global) {
        String printed = SLACK.print(element, global);
        String shown = printed.substring(printed.indexOf("slack_configs:"));
        assertThat(shown).contains(" app_token").doesNotContain(" api_url").doesNotContain("authorization");
    }

    @Test
    void print_withUrlsThatAreNoSecrets_showsThemWhereAMaskIsNotReadBack() {
        assertThat(SLACK.print("api_url: 'HTTPS://slack.com/api/chat.postMessage', update_message: true", ""))
                .contains("\n    api_url: " + POST_MESSAGE + "\n");
        assertThat(SLACK.print("channel: c", "slack_app_token: t, slack_api_url: '" + POST_MESSAGE + "'"))
                .contains("\n  slack_api_url: " + POST_MESSAGE + "\n");
    }

    @Test
    void appToken_withPasswords_isNotSentWhichAWarningSays() {
        String element = "app_token: t, http_config: {basic_auth: {username: u}}";
        assertThat(SLACK.accept(element).http().authentication()).isInstanceOf(Authentication.Basic.class);
        assertThat(SLACK.warnings(element, "")).singleElement().asString().contains("the app token is not sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            nullValues = "-",
            value = {
                "^^|^^|no Slack API URL nor App token set either inline or in a file",
                "api_url: |^^|no Slack API URL nor App token set either inline or in a file",
                "http_config: {authorization: {credentials: x}}|slack_app_token: t"
                        + "|no Slack API URL nor App token set either inline or in a file",
                "api_url: 'http://h', api_url_file: x|^^|at most one of api_url & api_url_file must be configured",
                "app_token: a, app_token_file: x|^^|at most one of app_token & app_token_file must be configured",
                "api_url: 'http://h', app_token_file: x|^^"
                        + "|at most one of api_url/api_url_file & app_token/app_token_file must be configured",
                "api_url_file: f, app_token: x|^^"
                        + "|at most one of api_url/api_url_file & app_token/app_token_file must be configured",
                "app_token: a, http_config: {authorization: {credentials: x}}|^^"
                        + "|http authorization can't be set when using Slack App tokens",
                "^^|slack_app_token: t, http_config: {authorization: {credentials: x}}"
                        + "|http authorization can't be set when using Slack App tokens",
                "api_url: 'http://h'|slack_app_url: |no global Slack App URL set",
                "api_url: 'http://h', update_message: true|^^"
                        + "|update_message can only be used with bot tokens. api_url must be set to " + POST_MESSAGE,
                "api_url: <secret>, update_message: true|^^"
                        + "|update_message can only be used with bot tokens. api_url must be set to " + POST_MESSAGE,
                "api_url: ''|^^|unsupported scheme \"\" for URL",
                "api_url: 'ftp://h'|^^|unsupported scheme \"ftp\" for URL",
                "api_url: 'http://'|^^|missing host for URL",
                "app_token: x, app_url: <secret>|^^|unsupported scheme \"\" for URL",
                "api_url: 'http://h', fields: [{value: x}]|^^|missing title in Slack field configuration",
                "api_url: 'http://h', fields: [{title: x}]|^^|missing value in Slack field configuration",
                "api_url: 'http://h', actions: [{text: x, url: x}]|^^|missing type in Slack action configuration",
                "api_url: 'http://h', actions: [{type: x, name: x}]|^^|missing text in Slack action configuration",
                "api_url: 'http://h', actions: [{type: x, text: x}]|^^"
                        + "|missing name or url in Slack action configuration",
                "api_url: 'http://h', actions: [{type: x, text: x, name: x, confirm: {title: x}}]|^^"
                        + "|missing text in Slack confirmation configuration",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String global, String original) {
        SLACK.assertRefused(element, global, original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1, api_url: 'http://h'|field foo not found in type config.plain",
                "api_url: 'http://h', fields: [{foo: 1}]|field foo not found in type config.plain",
                "api_url: 'http://h', fields: x|cannot unmarshal !!str `x` into []*config.SlackField",
                "api_url: 'http://h', fields: [{title: a, value: b, short: x}]|cannot unmarshal !!str `x` into bool",
                "api_url: 'http://h', actions: {}|cannot unmarshal !!map into []*config.SlackAction",
                "api_url: 'http://h', actions: [x]|cannot unmarshal !!str `x` into config.plain",
                "api_url: 'http://h', mrkdwn_in: x|cannot unmarshal !!str `x` into []string",
                "api_url: 'http://h', timeout: 1d|cannot unmarshal !!str `1d` into time.Duration",
                "api_url: [x]|cannot unmarshal !!seq into string",
            })
    void decode_wrongType_isRefusedInTheOriginalsWords(String element, String original) {
        SLACK.assertRefused(element, "", "yaml: unmarshal errors:\n  line 4: " + original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "slack_api_url: 'http://h', slack_api_url_file: x"
                        + "|at most one of slack_api_url & slack_api_url_file must be configured",
                "slack_app_token: a, slack_app_token_file: x"
                        + "|at most one of slack_app_token & slack_app_token_file must be configured",
                "slack_app_token: a, slack_api_url: 'http://h'"
                        + "|at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must"
                        + " be configured",
                "slack_app_url: ''|unsupported scheme \"\" for URL",
                "slack_api_url: 'http://'|missing host for URL",
            })
    void globals_contradiction_isRefusedInTheOriginalsWords(String global, String original) {
        SLACK.assertRefused("api_url: 'http://h'", global, original);
    }

    /** Deviation D-006: the original crashes on these. */
    @Test
    void decode_whatCrashesTheOriginal_isRefused() {
        String exclusive =
                "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be"
                        + " configured";
        String changes = "update_message can only be used with bot tokens. api_url must be set to " + POST_MESSAGE;
        SLACK.assertRefused("api_url: 'http://h'", "slack_app_token: x, slack_api_url_file: y", exclusive);
        SLACK.assertRefused("api_url: 'http://h'", "slack_app_token_file: x, slack_api_url_file: y", exclusive);
        SLACK.assertRefused("app_token: x, update_message: true", "", changes);
        SLACK.assertRefused("update_message: true", "slack_api_url: '" + POST_MESSAGE + "'", changes);
        SLACK.assertNullRefused("slack_api_url: 'http://h'", "missing slack config");
        SLACK.assertRefused("api_url: 'http://h', fields: [null]", "", "missing element in slack config");
        SLACK.assertRefused("api_url: 'http://h', actions: [null]", "", "missing element in slack config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        SLACK.assertHidden("api_url: 'http://h/canary'", "slack_api_url: 'http://h/canary'");
        SLACK.assertHidden("app_token: canary", "slack_app_token: canary");
        SLACK.assertHiddenInProblems("api_url: canary", "");
        SLACK.assertHiddenInProblems("api_url: 'http://h:canary'", "");
        SLACK.assertHiddenInProblems("app_token: [canary]", "");
        SLACK.assertHiddenInProblems("api_url: 'http://h'", "slack_api_url: 'canary-token://h'");
        SLACK.assertHiddenInProblems("api_url: 'http://h/canary', app_token: canary", "");
        SLACK.assertHiddenInProblems("api_url: 'http://h/canary', update_message: true", "");
    }
}
