package io.tocsin.notifiers.opsgenie;

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
 * One element of {@code opsgenie_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>Texts, and the key, are templates.
 *
 * @param sendResolved close alerts; true by default
 * @param apiKey the key wins over the file
 * @param apiUrl its path ends in a slash; null only after problems
 * @param details by name, in file order
 * @param actions separated by commas, as {@code tags}
 * @param updateAlerts change message and description of an open alert
 * @see "Upstream: config.OpsGenieConfig, v0.33.1"
 */
public record OpsgenieConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile apiKey,
        @Nullable GoUrl apiUrl,
        String message,
        String description,
        String source,
        Map<String, String> details,
        String entity,
        List<Responder> responders,
        String actions,
        String tags,
        String note,
        String priority,
        boolean updateAlerts)
        implements HttpIntegrationConfig {

    public OpsgenieConfig {
        requireNonNull(http, "http");
        requireNonNull(apiKey, "apiKey");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        responders = List.copyOf(responders);
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(apiKey);
    }

    /**
     * Who is to respond: one of the first three is given.
     *
     * @param type team, teams, user, escalation or schedule in any case, or a template
     */
    public record Responder(String id, String name, String username, String type) {}
}
