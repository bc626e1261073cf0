package io.tocsin.notifiers.incidentio;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code incidentio_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>The file of the token is read when the receiver is built, not for each notification: a file that is missing then
 * stops the load. The URL's file is read each time.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none. The files that the element's own names
 *     are relative to the working directory
 * @param url where to post; null when {@code urlFile} says it
 * @param urlFile the file that holds the URL; null when {@code url} says it
 * @param alertSourceToken sent as a bearer token, unless {@code http} authenticates by user name or OAuth2, which win;
 *     it wins over an authorization that comes from the global settings. Empty where {@code http} authenticates, or
 *     nothing does
 * @param maxAlerts most alerts in one message; {@code >= 0}, 0 for all of them
 * @param timeout for one attempt; zero or less for none but that of the notification itself
 * @see "Upstream: config.IncidentioConfig, v0.33.1"
 */
public record IncidentioConfig(
        boolean sendResolved,
        HttpConfig http,
        @Nullable GoUrl url,
        @Nullable String urlFile,
        SecretOrFile alertSourceToken,
        int maxAlerts,
        Duration timeout)
        implements HttpIntegrationConfig {

    public IncidentioConfig {
        requireNonNull(http, "http");
        if ((url == null) == (urlFile == null)) {
            throw new IllegalArgumentException("url, urlFile: both or none (expected: exactly one)");
        }
        requireNonNull(alertSourceToken, "alertSourceToken");
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("maxAlerts: " + maxAlerts + " (expected: >= 0)");
        }
        requireNonNull(timeout, "timeout");
    }

    @Override
    public List<String> files() {
        return Stream.concat(Stream.ofNullable(urlFile), SecretOrFile.filesOf(alertSourceToken).stream())
                .toList();
    }
}
