package io.tocsin.notifiers.victorops;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code victorops_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>Texts are templates.
 *
 * @param sendResolved send recoveries; true by default
 * @param apiKey the key wins over the file
 * @param apiUrl its path ends in a slash; null only after problems
 * @param routingKey not empty
 * @param messageType of firing alerts
 * @param customFields by name, in file order; none of the standard names
 * @see "Upstream: config.VictorOpsConfig, v0.33.1"
 */
public record VictoropsConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile apiKey,
        @Nullable GoUrl apiUrl,
        String routingKey,
        String messageType,
        String stateMessage,
        String entityDisplayName,
        String monitoringTool,
        Map<String, String> customFields)
        implements HttpIntegrationConfig {

    public VictoropsConfig {
        requireNonNull(http, "http");
        requireNonNull(apiKey, "apiKey");
        customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(apiKey);
    }
}
