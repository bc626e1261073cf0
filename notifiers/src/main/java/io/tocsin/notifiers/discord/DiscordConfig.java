package io.tocsin.notifiers.discord;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.List;

/**
 * One element of {@code discord_configs}, what it takes over from {@code global} included. Immutable.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none
 * @param webhookUrl where to post; exactly one of its two ways is given
 * @param content template of the text above the embed; empty for none
 * @param title template of the embed's title
 * @param message template of the embed's text
 * @param username shown as the sender, as it is: no template; empty for the name of the webhook
 * @param avatarUrl picture of the sender, as it is: no template; empty for the picture of the webhook
 * @see "Upstream: config.DiscordConfig, v0.33.1"
 */
public record DiscordConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile webhookUrl,
        String content,
        String title,
        String message,
        String username,
        String avatarUrl)
        implements HttpIntegrationConfig {

    public DiscordConfig {
        requireNonNull(http, "http");
        if ((webhookUrl.secret() == null) == (webhookUrl.file() == null)) {
            throw new IllegalArgumentException("webhookUrl: both or none (expected: exactly one)");
        }
        requireNonNull(content, "content");
        requireNonNull(title, "title");
        requireNonNull(message, "message");
        requireNonNull(username, "username");
        requireNonNull(avatarUrl, "avatarUrl");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(webhookUrl);
    }
}
