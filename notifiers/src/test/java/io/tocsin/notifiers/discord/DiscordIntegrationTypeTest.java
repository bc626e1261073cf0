package io.tocsin.notifiers.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import org.junit.jupiter.api.Test;

final class DiscordIntegrationTypeTest {
    private static final SettingsFixture<DiscordConfig> DISCORD =
            new SettingsFixture<>(DiscordIntegrationType.INSTANCE);

    @Test
    void decode_urlOnly_hasAllDefaults() {
        assertThat(DISCORD.accept("webhook_url: 'http://h'"))
                .isEqualTo(new DiscordConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("http://h")),
                        "",
                        "{{ template \"discord.default.title\" . }}",
                        "{{ template \"discord.default.message\" . }}",
                        "",
                        ""));
    }

    @Test
    void decode_everyKey_isRead() {
        DiscordConfig config = DISCORD.accept("send_resolved: false, http_config: {enable_http2: false},"
                + " webhook_url_file: f/../g, content: c, title: t, message: m, username: u, avatar_url: a");
        assertThat(config.http().enableHttp2()).isFalse();
        assertThat(config)
                .isEqualTo(new DiscordConfig(
                        false, config.http(), SecretOrFile.inFile("f/../g"), "c", "t", "m", "u", "a"));
    }

    @Test
    void httpConfig_absent_isInherited() {
        assertThat(DISCORD.accept("webhook_url: 'http://h'", "http_config: {enable_http2: false}")
                        .http()
                        .enableHttp2())
                .isFalse();
    }

    @Test
    void secrets_all_areShownNowhere() {
        DISCORD.assertHidden("webhook_url: 'http://h/canary'", "");
        DISCORD.assertHiddenInProblems("webhook_url: canary", "");
        DISCORD.assertHiddenInProblems("webhook_url: 'http://h:canary'", "");
        DISCORD.assertHiddenInProblems("webhook_url: 'http://h/canary', webhook_url_file: f", "");
    }
}
