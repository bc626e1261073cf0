package io.tocsin.core.config;

import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads {@code receivers}. Used for one file.
 *
 * @see "Upstream: config.Receiver.UnmarshalYAML, v0.34.0"
 */
final class ReceiverDecoder {
    private static final String NAME = "name";

    private final List<IntegrationType<?>> types;
    private final DecodeContext context;

    /** Where each name stands first. Names of receivers that have problems are known too. */
    private final Map<String, YamlNode> names = new LinkedHashMap<>();

    ReceiverDecoder(List<IntegrationType<?>> types, DecodeContext context) {
        this.types = types;
        this.context = context;
    }

    Set<String> names() {
        return names.keySet();
    }

    List<ReceiverConfig> decode(List<YamlNode> elements) {
        List<ReceiverConfig> receivers = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element.isNull()) {
                // Deviation D-021: the original keeps a receiver without a name, which nothing can refer to.
                element.warning("an empty element is no receiver and is ignored", "remove it.");
            }
            element.mapping("config.plain", this::read).ifPresent(receivers::add);
        }
        return List.copyOf(receivers);
    }

    private Optional<ReceiverConfig> read(YamlMapping mapping) {
        Optional<String> name = mapping.text(NAME);
        name.ifPresent(given -> checkUnique(given, mapping.at(NAME)));
        Labels labels = labels(mapping, name.orElse(""));
        List<ConfiguredIntegration> integrations = integrations(mapping);
        if (name.isEmpty() && mapping.isSound()) {
            mapping.at(NAME)
                    .error(
                            "a receiver needs a name",
                            "add \"name\", which routes refer to.",
                            Stage.VALUE,
                            "missing name in receiver");
        }
        return name.map(given -> new ReceiverConfig(given, labels, integrations));
    }

    private void checkUnique(String name, YamlNode node) {
        YamlNode first = names.putIfAbsent(name, node);
        if (first != null) {
            node.error(
                    "duplicate receiver " + GoQuote.quote(name) + "; line "
                            + first.position().line() + " has it already",
                    "rename one, or put the integrations of both under one name.",
                    Stage.WHOLE,
                    "notification config name " + GoQuote.quote(name) + " is not unique");
        }
    }

    private static Labels labels(YamlMapping mapping, String name) {
        Map<String, String> labels = new HashMap<>(mapping.textEntries("labels"));
        String given = labels.putIfAbsent(NAME, name);
        if (given != null && !given.equals(name) && !name.isEmpty()) {
            mapping.at("labels")
                    .error(
                            "the label \"name\" is the receiver's name " + GoQuote.quote(name) + ", got "
                                    + GoQuote.quote(given),
                            "remove the label, it is set for you.",
                            Stage.VALUE,
                            "receiver label \"name\" must match receiver name " + GoQuote.quote(name) + ", got "
                                    + GoQuote.quote(given));
        }
        return Labels.of(labels);
    }

    private List<ConfiguredIntegration> integrations(YamlMapping mapping) {
        Map<String, IntegrationType<?>> byKey =
                types.stream().collect(Collectors.toMap(IntegrationType::yamlKey, type -> type));
        List<ConfiguredIntegration> integrations = new ArrayList<>();
        for (String key : NotServedYet.INTEGRATIONS) {
            IntegrationType<?> type = byKey.get(key);
            if (type == null) {
                NotServedYet.refuse(mapping, key);
            } else {
                integrations.addAll(decodeList(mapping, type));
            }
        }
        for (IntegrationType<?> type : new TreeMap<>(byKey).values()) {
            if (!NotServedYet.INTEGRATIONS.contains(type.yamlKey())) {
                integrations.addAll(decodeList(mapping, type));
            }
        }
        return integrations;
    }

    private List<ConfiguredIntegration> decodeList(YamlMapping mapping, IntegrationType<?> type) {
        List<ConfiguredIntegration> integrations = new ArrayList<>();
        String configName = type.configType().getSimpleName();
        String goPackage = type.goType().substring(0, Math.max(type.goType().indexOf('.'), 0));
        List<YamlNode> elements = mapping.elements(type.yamlKey(), "[]*" + goPackage + "." + configName);
        for (int i = 0; i < elements.size(); i++) {
            int index = i;
            decodeElement(elements.get(i), type)
                    .ifPresent(config -> integrations.add(new ConfiguredIntegration(type, index, config)));
        }
        return integrations;
    }

    private <C extends IntegrationConfig> Optional<C> decodeElement(YamlNode element, IntegrationType<C> type) {
        if (element.isNull()) {
            element.error(
                    "expected the settings of a " + type.name() + " integration, got nothing",
                    "remove the empty element.",
                    Stage.VALUE,
                    type.missingElementText());
        }
        return element.mapping(type.goType(), mapping -> type.decode(mapping, context));
    }
}
