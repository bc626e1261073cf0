package io.tocsin.notifiers.msteamsv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MsteamsV2IntegrationTypeTest {
    private static final SettingsFixture<MsteamsV2Config> MSTEAMS =
            new SettingsFixture<>(MsteamsV2IntegrationType.INSTANCE);

    @Test
    void decode_urlOnly_hasAllDefaults() {
        assertThat(MSTEAMS.accept("webhook_url: 'http://h'"))
                .isEqualTo(new MsteamsV2Config(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("http://h")),
                        "{{ template \"msteamsv2.default.title\" . }}",
                        "{{ template \"msteamsv2.default.text\" . }}"));
    }

    @Test
    void decode_everyKey_isRead() {
        MsteamsV2Config config = MSTEAMS.accept("send_resolved: false, http_config: {enable_http2: false},"
                + " webhook_url_file: f/../g, title: t, text: x");
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(config)
                .isEqualTo(new MsteamsV2Config(false, config.http(), SecretOrFile.inFile("f/../g"), "t", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: t                                                   | PROXY   | example.net | false",
                "http_config:                                               | PROXY   | example.net | false",
                "http_config: {}                                            | PROXY   |             | true",
                "http_config: {follow_redirects: true}                      | PROXY   |             | true",
                "http_config: {proxy_url: 'http://own:1'}                   | own     |             | true",
                "http_config: {proxy_url: 'http://own:1', no_proxy: other}  | own     | other       | true",
                "http_config: {proxy_from_environment: true}                |         |             | true",
            })
    void httpConfig_withoutProxy_takesOverTheGlobalProxyUrlAlone(
            String element, @Nullable String proxy, @Nullable String noProxy, boolean followsRedirects) {
        // given: what only 0.34 does
        String global = "http_config: {proxy_url: 'http://PROXY:1', no_proxy: example.net, follow_redirects: false}";
        // when
        HttpConfig http =
                MSTEAMS.accept("webhook_url: 'http://h', " + element, global).http();
        // then
        assertThat(http.proxy().url().map(URI::getHost)).isEqualTo(Optional.ofNullable(proxy));
        assertThat(http.proxy().noProxy()).isEqualTo(noProxy == null ? "" : noProxy);
        assertThat(http.followRedirects()).isEqualTo(followsRedirects);
    }

    @Test
    void httpConfig_withoutAnyProxy_staysAsItIs() {
        assertThat(MSTEAMS.accept("webhook_url: 'http://h', http_config: {}").http())
                .isEqualTo(HttpConfig.DEFAULT);
    }

    @Test
    void secrets_all_areShownNowhere() {
        MSTEAMS.assertHidden("webhook_url: 'http://h/canary'", "");
        MSTEAMS.assertHiddenInProblems("webhook_url: canary", "");
        MSTEAMS.assertHiddenInProblems("webhook_url: 'http://h:canary'", "");
        MSTEAMS.assertHiddenInProblems("webhook_url: 'http://h/canary', webhook_url_file: f", "");
    }
}
