package io.tocsin.notifiers.pushover;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PushoverIntegrationTypeTest {
    private static final String KEYS = "user_key: u, token: t, ";
    private static final SettingsFixture<PushoverConfig> PUSHOVER =
            new SettingsFixture<>(PushoverIntegrationType.INSTANCE);

    @Test
    void decode_keysOnly_hasAllDefaults() {
        assertThat(PUSHOVER.accept("user_key: u, token: t"))
                .isEqualTo(new PushoverConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("u")),
                        SecretOrFile.of(Secret.of("t")),
                        "{{ template \"pushover.default.title\" . }}",
                        "{{ template \"pushover.default.message\" . }}",
                        "{{ template \"pushover.default.url\" . }}",
                        "",
                        "",
                        "",
                        "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}",
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        false,
                        false));
    }

    @Test
    void decode_everyKey_isRead() {
        PushoverConfig config = PUSHOVER.accept("send_resolved: false, user_key_file: uf, token_file: tf, title: ti,"
                + " message: m, url: u, url_title: ut, device: d, sound: s, priority: 1, retry: 2m, expire: 2h, ttl: 3h,"
                + " html: true, monospace: false, http_config: {enable_http2: false}");
        assertThat(config)
                .isEqualTo(new PushoverConfig(
                        false,
                        config.http(),
                        SecretOrFile.inFile("uf"),
                        SecretOrFile.inFile("tf"),
                        "ti",
                        "m",
                        "u",
                        "ut",
                        "d",
                        "s",
                        "1",
                        Duration.ofMinutes(2),
                        Duration.ofHours(2),
                        Duration.ofHours(3),
                        true,
                        false));
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(PUSHOVER.accept(KEYS + "monospace: true").monospace()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-5s,PT-5S", "1.5h,PT1H30M", "0,PT0S", "'',PT0S"})
    void retry_anyNotation_isRead(String written, Duration retry) {
        assertThat(PUSHOVER.accept(KEYS + "retry: " + written).retry()).isEqualTo(retry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "token: t|one of user_key or user_key_file must be configured",
                "user_key: u|one of token or token_file must be configured",
                "user_key: u, user_key_file: f, token: t|at most one of user_key & user_key_file must be configured",
                "user_key: u, token: t, token_file: f|at most one of token & token_file must be configured",
                "user_key: u, token: t, html: true, monospace: true|at most one of monospace & html must be configured",
                "user_key: u, token: t, retry: 5|time: missing unit in duration \"5\"",
                "user_key: u, token: t, retry: ''|time: invalid duration \"\"",
                "user_key: u, token: t, expire: x|time: invalid duration \"x\"",
                "user_key: u, token: t, ttl: 1w|time: unknown unit \"w\" in duration \"1w\"",
                "user_key: u, token: t, ttl: true|time: invalid duration \"true\"",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String original) {
        PUSHOVER.assertRefused(element, "", original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1|field foo not found in type config.plain",
                "ttl: []|cannot unmarshal !!seq into config.duration",
                "ttl: {}|cannot unmarshal !!map into config.duration",
                "html: x|cannot unmarshal !!str `x` into bool",
            })
    void decode_wrongType_isRefusedInTheOriginalsWords(String element, String original) {
        PUSHOVER.assertRefused(KEYS + element, "", "yaml: unmarshal errors:\n  line 4: " + original);
    }

    @Test
    void decode_null_isRefused() {
        PUSHOVER.assertNullRefused("", "missing pushover config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        PUSHOVER.assertHidden("user_key: canary, token: canary", "");
        PUSHOVER.assertHiddenInProblems("user_key: [canary], token: x", "");
        PUSHOVER.assertHiddenInProblems("user_key: canary, user_key_file: x, token: x", "");
        PUSHOVER.assertHiddenInProblems("user_key: x, token: canary, token_file: x", "");
    }
}
