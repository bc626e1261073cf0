package io.tocsin.notifiers.incidentio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IncidentioIntegrationTypeTest {
    private static final SettingsFixture<IncidentioConfig> INCIDENTIO =
            new SettingsFixture<>(IncidentioIntegrationType.INSTANCE);
    private static final String SMALLEST = "url: 'http://h', alert_source_token: t, ";

    @Test
    void decode_smallest_hasAllDefaults() {
        assertThat(INCIDENTIO.accept(SMALLEST))
                .isEqualTo(new IncidentioConfig(
                        true,
                        HttpConfig.DEFAULT,
                        GoUrl.parse("http://h"),
                        null,
                        SecretOrFile.of(Secret.of("t")),
                        0,
                        Duration.ZERO));
    }

    @Test
    void decode_everyKey_isRead() {
        IncidentioConfig config = INCIDENTIO.accept("send_resolved: false, http_config: {enable_http2: false},"
                + " url_file: f/../g, alert_source_token_file: f/../h, max_alerts: 7, timeout: 1.5s");
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(config)
                .isEqualTo(new IncidentioConfig(
                        false,
                        config.http(),
                        null,
                        "f/../g",
                        SecretOrFile.inFile("f/../h"),
                        7,
                        Duration.ofMillis(1500)));
    }

    @Test
    void httpConfig_filesOfItsOwn_areRelativeToTheWorkingDirectory() {
        assertThat(INCIDENTIO
                        .accept("url: 'http://h', http_config: {authorization: {credentials_file: a/../b}}")
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Header("Bearer", new SecretSource.FromFile("a/../b")));
        assertThat(INCIDENTIO
                        .accept("url: 'http://h'", "http_config: {authorization: {credentials_file: a/../b}}")
                        .http()
                        .authentication())
                .isEqualTo(new Authentication.Header("Bearer", new SecretSource.FromFile("conf/b")));
    }

    @Test
    void authentication_nowhere_warns() {
        assertThat(INCIDENTIO.warnings("url: 'http://h'", ""))
                .singleElement()
                .asString()
                .contains("incidentio_configs[0]: nothing authenticates this integration");
        assertThat(INCIDENTIO.warnings(SMALLEST, "")).isEmpty();
        assertThat(INCIDENTIO.warnings("url: 'http://h'", "http_config: {bearer_token: x}"))
                .noneMatch(warning -> warning.contains("nothing authenticates"));
    }

    /** Deviation D-056: the original does not read back what it shows here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "url: 'http://h'|^^",
                "url: 'http://h'|http_config: {basic_auth: {username: u, password: p}}",
                "url: 'http://h', alert_source_token: t|http_config: {authorization: {credentials: c}}",
            })
    void print_inheritedHttpConfigThatIsNoneOfTheElements_isLeftOut(String element, String global) {
        assertThat(INCIDENTIO.print(element, global))
                .contains("  incidentio_configs:\n  - send_resolved: true\n    url: http://h\n");
    }

    @Test
    void secrets_all_areShownNowhere() {
        INCIDENTIO.assertHidden("url: 'http://h', alert_source_token: canary", "");
        INCIDENTIO.assertHiddenInProblems("url: 'http://h', alert_source_token: [canary]", "");
        INCIDENTIO.assertHiddenInProblems("alert_source_token: canary", "");
        INCIDENTIO.assertHiddenInProblems(
                "url: 'http://h', alert_source_token: canary, http_config: {bearer_token: canary}", "");
        INCIDENTIO.assertHiddenInProblems(
                "url: 'http://h', alert_source_token: canary, alert_source_token_file: f", "");
    }
}
