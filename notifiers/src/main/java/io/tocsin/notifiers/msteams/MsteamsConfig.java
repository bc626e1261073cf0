package io.tocsin.notifiers.msteams;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.List;

/**
 * One element of {@code msteams_configs}, what it takes over from {@code global} included. Immutable.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none
 * @param webhookUrl where to post; exactly one of its two ways is given
 * @param title template
 * @param summary template
 * @param text template
 * @see "Upstream: config.MSTeamsConfig, v0.33.1"
 */
public record MsteamsConfig(
        boolean sendResolved, HttpConfig http, SecretOrFile webhookUrl, String title, String summary, String text)
        implements HttpIntegrationConfig {

    public MsteamsConfig {
        requireNonNull(http, "http");
        if ((webhookUrl.secret() == null) == (webhookUrl.file() == null)) {
            throw new IllegalArgumentException("webhookUrl: both or none (expected: exactly one)");
        }
        requireNonNull(title, "title");
        requireNonNull(summary, "summary");
        requireNonNull(text, "text");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(webhookUrl);
    }
}
