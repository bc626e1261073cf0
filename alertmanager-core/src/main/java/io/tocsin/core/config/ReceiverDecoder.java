package io.tocsin.core.config;

import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code receivers}. Used for one file.
 *
 * @see "Upstream: config.Receiver.UnmarshalYAML, v0.34.0"
 */
final class ReceiverDecoder {
    private static final String NAME = "name";
    private static final List<String> ORIGINAL_ORDER = List.of(
            "discord_configs",
            "email_configs",
            "incidentio_configs",
            "pagerduty_configs",
            "slack_configs",
            "webhook_configs",
            "opsgenie_configs",
            "wechat_configs",
            "pushover_configs",
            "victorops_configs",
            "sns_configs",
            "telegram_configs",
            "webex_configs",
            "msteams_configs",
            "msteamsv2_configs",
            "jira_configs",
            "rocketchat_configs",
            "mattermost_configs");

    /** The order in which the original writes the lists of a receiver; others come behind, by name. */
    static final Comparator<String> LIST_ORDER =
            Comparator.<String>comparingInt(ReceiverDecoder::rank).thenComparing(Comparator.naturalOrder());

    private final List<IntegrationType<?>> types;
    private final DecodeContext context;

    /** Where each name stands first. Names of receivers that have problems are known too. */
    private final Map<String, YamlNode> names = new LinkedHashMap<>();

    private final List<IntegrationList> lists = new ArrayList<>();
    private final List<TemplatedIntegration> templated = new ArrayList<>();
    private boolean isEveryNameKnown = true;

    /** A list of integrations with at least one element, under {@code key} of a receiver. */
    record IntegrationList(String receiver, String key, YamlNode node) {}

    /** The templates of an integration without problems. */
    record TemplatedIntegration(IntegrationConfig config, List<TemplateUse> templates) {}

    ReceiverDecoder(List<IntegrationType<?>> types, DecodeContext context) {
        this.types = types;
        this.context = context;
    }

    private static int rank(String key) {
        int index = ORIGINAL_ORDER.indexOf(key);
        return index < 0 ? ORIGINAL_ORDER.size() : index;
    }

    Set<String> names() {
        return names.keySet();
    }

    /** Whether no receiver lacks a name that it was to have. */
    boolean isEveryNameKnown() {
        return isEveryNameKnown;
    }

    /** The lists of all receivers, in the order of the types. */
    List<IntegrationList> lists() {
        return List.copyOf(lists);
    }

    /** What is templated, of all receivers. */
    List<TemplatedIntegration> templated() {
        return List.copyOf(templated);
    }

    List<ReceiverConfig> decode(List<YamlNode> elements) {
        List<ReceiverConfig> receivers = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element.isNull()) {
                // Deviation D-021: the original keeps a receiver without a name, which nothing can refer to.
                element.warning("an empty element is no receiver and is ignored", "remove it.");
            }
            isEveryNameKnown &= element.isNull() || element.isMapping();
            element.mapping("config.plain", this::read).ifPresent(receivers::add);
        }
        return List.copyOf(receivers);
    }

    private Optional<ReceiverConfig> read(YamlMapping mapping) {
        Optional<String> name = mapping.text(NAME);
        name.ifPresent(given -> checkUnique(given, mapping.at(NAME)));
        isEveryNameKnown &= name.isPresent();
        Labels labels = labels(mapping, name.orElse(""));
        List<ConfiguredIntegration> integrations = integrations(mapping, name.orElse(""));
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

    private List<ConfiguredIntegration> integrations(YamlMapping mapping, String name) {
        List<ConfiguredIntegration> integrations = new ArrayList<>();
        for (IntegrationType<?> type : types) {
            mapping.get(type.yamlKey())
                    .filter(node -> !node.isEmpty())
                    .ifPresent(node -> lists.add(new IntegrationList(name, type.yamlKey(), node)));
            integrations.addAll(decodeList(mapping, type));
        }
        return integrations;
    }

    private List<ConfiguredIntegration> decodeList(YamlMapping mapping, IntegrationType<?> type) {
        List<ConfiguredIntegration> integrations = new ArrayList<>();
        List<YamlNode> elements = mapping.elements(type.yamlKey(), type.goListType());
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
        TemplateUses uses = new TemplateUses();
        Optional<C> config = element.mapping(type.goType(), mapping -> type.decode(mapping, context.collecting(uses)));
        config.ifPresent(settings -> templated.add(new TemplatedIntegration(settings, uses.uses())));
        return config;
    }
}
