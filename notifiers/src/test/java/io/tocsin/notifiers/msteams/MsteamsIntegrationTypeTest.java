package io.tocsin.notifiers.msteams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import org.junit.jupiter.api.Test;

final class MsteamsIntegrationTypeTest {
    private static final SettingsFixture<MsteamsConfig> MSTEAMS =
            new SettingsFixture<>(MsteamsIntegrationType.INSTANCE);

    @Test
    void decode_urlOnly_hasAllDefaults() {
        assertThat(MSTEAMS.accept("webhook_url: 'http://h'"))
                .isEqualTo(new MsteamsConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("http://h")),
                        "{{ template \"msteams.default.title\" . }}",
                        "{{ template \"msteams.default.summary\" . }}",
                        "{{ template \"msteams.default.text\" . }}"));
    }

    @Test
    void decode_everyKey_isRead() {
        MsteamsConfig config = MSTEAMS.accept("send_resolved: false, http_config: {enable_http2: false},"
                + " webhook_url_file: f/../g, title: t, summary: s, text: x");
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(config)
                .isEqualTo(new MsteamsConfig(false, config.http(), SecretOrFile.inFile("f/../g"), "t", "s", "x"));
    }

    @Test
    void httpConfig_absent_isInherited() {
        assertThat(MSTEAMS.accept("webhook_url: 'http://h'", "http_config: {enable_http2: false}")
                        .http()
                        .enableHttp2())
                .isFalse();
    }

    @Test
    void secrets_all_areShownNowhere() {
        MSTEAMS.assertHidden("webhook_url: 'http://h/canary'", "");
        MSTEAMS.assertHiddenInProblems("webhook_url: canary", "");
        MSTEAMS.assertHiddenInProblems("webhook_url: 'http://h:canary'", "");
        MSTEAMS.assertHiddenInProblems("webhook_url: 'http://h/canary', webhook_url_file: f", "");
    }
}
