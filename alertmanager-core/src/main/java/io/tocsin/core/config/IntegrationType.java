package io.tocsin.core.config;

import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import java.util.Optional;

/**
 * Port: a kind of integration, such as webhook. Everything the core has to know of it: how its part of the
 * configuration file is read and shown. Immutable and thread-safe.
 *
 * @param <C> the settings of one element of its list
 */
public interface IntegrationType<C extends IntegrationConfig> {
    /** The name in metrics, logs and the notification log: {@code webhook}. */
    String name();

    /** The key of its list in a receiver: {@code webhook_configs}. */
    default String yamlKey() {
        return name() + "_configs";
    }

    /**
     * Whether what it is told stays open over there until it is told that it is resolved, as an incident does. Such an
     * integration is told of resolved alerts even while they are muted.
     */
    default boolean opensIncidents() {
        return false;
    }

    /** The class of the settings. */
    Class<C> configType();

    /** What the original calls the type of the settings where a key is unknown. */
    default String goType() {
        return "config.plain";
    }

    /** What the original calls the type of the list of settings: {@code []*config.SlackConfig}. */
    default String goListType() {
        return "[]*config." + configType().getSimpleName();
    }

    /** What the original says of a null in its list: {@code missing webhook config}. */
    default String missingElementText() {
        return "missing " + name() + " config";
    }

    /**
     * Reads one element: keys, defaults, what it takes over from {@code global}, and all checks. Keys that are not
     * asked for become errors.
     *
     * @return empty after problems, which it has recorded
     */
    Optional<C> decode(YamlMapping mapping, DecodeContext context);

    /**
     * Shows the settings as the original's status does: its keys in its order, secrets masked. What it prints is read
     * back as the same settings, secrets aside.
     */
    void print(C config, YamlFields out);

    /**
     * Reads the keys of {@code global} that belong to this integration only, such as {@code pagerduty_url}. Called
     * once per file, also if there is no {@code global}: then with none of its keys.
     */
    default IntegrationGlobals decodeGlobals(YamlMapping global) {
        return IntegrationGlobals.NONE;
    }
}
