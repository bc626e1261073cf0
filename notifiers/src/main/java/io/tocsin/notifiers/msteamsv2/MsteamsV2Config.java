package io.tocsin.notifiers.msteamsv2;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.List;

/**
 * One element of {@code msteamsv2_configs}, what it takes over from {@code global} included. Immutable.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none, and the global {@code proxy_url} where
 *     it has no proxy of its own
 * @param webhookUrl where to post; exactly one of its two ways is given
 * @param title template
 * @param text template
 * @see "Upstream: config.MSTeamsV2Config, v0.33.1"
 */
public record MsteamsV2Config(boolean sendResolved, HttpConfig http, SecretOrFile webhookUrl, String title, String text)
        implements HttpIntegrationConfig {

    public MsteamsV2Config {
        requireNonNull(http, "http");
        if ((webhookUrl.secret() == null) == (webhookUrl.file() == null)) {
            throw new IllegalArgumentException("webhookUrl: both or none (expected: exactly one)");
        }
        requireNonNull(title, "title");
        requireNonNull(text, "text");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(webhookUrl);
    }
}
