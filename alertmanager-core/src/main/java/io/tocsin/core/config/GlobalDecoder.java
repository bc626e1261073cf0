package io.tocsin.core.config;

import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code global}. */
record GlobalDecoder(List<IntegrationType<?>> types, HttpConfigDecoder http) {

    /** @param root the whole file, which may lack the section */
    GlobalConfig decode(YamlMapping root) {
        return root.present("global")
                .flatMap(section -> section.alone().mapping("config.plain", this::read))
                .or(() -> root.self().withoutKeys().mapping("config.plain", this::read))
                .orElseThrow();
    }

    private Optional<GlobalConfig> read(YamlMapping mapping) {
        Duration resolveTimeout = resolveTimeout(mapping);
        HttpConfig client = mapping.present("http_config").map(http::decode).orElse(HttpConfig.DEFAULT);
        Map<String, IntegrationGlobals> integrations = new HashMap<>();
        for (IntegrationType<?> type : types) {
            IntegrationGlobals globals = type.decodeGlobals(mapping);
            if (!globals.equals(IntegrationGlobals.NONE)) {
                integrations.put(type.name(), globals);
            }
        }
        return Optional.of(new GlobalConfig(resolveTimeout, client, integrations));
    }

    /** A key without a value is 0 in the original, not the default. */
    private static Duration resolveTimeout(YamlMapping mapping) {
        Optional<YamlNode> node = mapping.get("resolve_timeout");
        if (node.isEmpty()) {
            return GlobalConfig.DEFAULT.resolveTimeout();
        }
        if (node.get().isNull()) {
            node.get().warning("no value means 0s here, not the default 5m", "write 5m or remove the key.");
        }
        return ConfigDurations.prometheus(node.get()).orElse(Duration.ZERO);
    }
}
