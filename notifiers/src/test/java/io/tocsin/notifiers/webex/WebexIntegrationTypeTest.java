package io.tocsin.notifiers.webex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.notifiers.settings.SettingsFixture;
import org.junit.jupiter.api.Test;

final class WebexIntegrationTypeTest {
    private static final SettingsFixture<WebexConfig> WEBEX = new SettingsFixture<>(WebexIntegrationType.INSTANCE);
    private static final String AUTHORIZED = ", http_config: {authorization: {credentials: c}}";

    @Test
    void decode_smallest_hasAllDefaults() {
        WebexConfig config = WEBEX.accept("room_id: r" + AUTHORIZED);
        assertThat(config)
                .isEqualTo(new WebexConfig(
                        true,
                        config.http(),
                        GoUrl.parse("https://webexapis.com/v1/messages"),
                        "{{ template \"webex.default.message\" . }}",
                        "r"));
        assertThat(config.http().authentication())
                .isEqualTo(new Authentication.Header("Bearer", new SecretSource.Inline(Secret.of("c"))));
    }

    @Test
    void decode_everyKey_isRead() {
        WebexConfig config = WEBEX.accept("send_resolved: false, api_url: 'http://h/x', message: m, room_id: r,"
                + " http_config: {enable_http2: false, authorization: {type: T}}");
        assertThat(config).isEqualTo(new WebexConfig(false, config.http(), GoUrl.parse("http://h/x"), "m", "r"));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @Test
    void apiUrl_absentOrNull_isInherited() {
        String global = "webex_api_url: 'http://g'";
        assertThat(WEBEX.accept("room_id: r" + AUTHORIZED, global).apiUrl()).isEqualTo(GoUrl.parse("http://g"));
        assertThat(WEBEX.accept("room_id: r, api_url: " + AUTHORIZED, global).apiUrl())
                .isEqualTo(GoUrl.parse("http://g"));
        assertThat(WEBEX.accept("room_id: r, api_url: 'http://l'" + AUTHORIZED, "webex_api_url: ")
                        .apiUrl())
                .isEqualTo(GoUrl.parse("http://l"));
    }

    @Test
    void authorization_bearerToken_counts() {
        assertThat(WEBEX.accept("room_id: r, http_config: {bearer_token_file: f}")
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Header("Bearer", new SecretSource.FromFile("conf/f")));
    }

    @Test
    void secrets_all_areShownNowhere() {
        WEBEX.assertHidden("room_id: r, http_config: {authorization: {credentials: canary}}", "");
        WEBEX.assertHiddenInProblems("http_config: {authorization: {credentials: canary}}", "");
        WEBEX.assertHiddenInProblems("room_id: r, http_config: {basic_auth: {password: canary}}", "");
    }
}
