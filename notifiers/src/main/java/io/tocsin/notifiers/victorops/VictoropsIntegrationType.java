package io.tocsin.notifiers.victorops;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.List;
import java.util.Optional;

/**
 * The VictorOps integration: {@code victorops_configs}. Immutable.
 *
 * @see "Upstream: config.VictorOpsConfig, v0.33.1"
 */
public final class VictoropsIntegrationType implements IntegrationType<VictoropsConfig> {
    public static final VictoropsIntegrationType INSTANCE = new VictoropsIntegrationType();

    /** What messages hold anyway. */
    private static final List<String> STANDARD_FIELDS = List.of(
            "routing_key",
            "message_type",
            "state_message",
            "entity_display_name",
            "monitoring_tool",
            "entity_id",
            "entity_state");

    private VictoropsIntegrationType() {}

    @Override
    public String name() {
        return "victorops";
    }

    @Override
    public boolean opensIncidents() {
        return true;
    }

    @Override
    public Class<VictoropsConfig> configType() {
        return VictoropsConfig.class;
    }

    @Override
    public String goListType() {
        return "[]*config.VictorOpsConfig";
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return VictoropsGlobals.decode(global);
    }

    @Override
    public Optional<VictoropsConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        VictoropsGlobals globals = in.globals(VictoropsGlobals.class);
        var config = new VictoropsConfig(
                in.sendResolved(true),
                in.http(),
                in.secretOrFileFilledFrom("api_key", globals.apiKey(), "victorops_api_key"),
                in.inheritedUrlWithSlash("api_url", globals.apiUrl()),
                in.requiredTemplate(
                        "routing_key",
                        "it names the route of VictorOps that the message takes.",
                        "missing Routing key in VictorOps config"),
                in.templated("message_type", "CRITICAL"),
                in.template("state_message"),
                in.template("entity_display_name"),
                in.template("monitoring_tool"),
                in.templatedMap("custom_fields"));
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static void check(VictoropsConfig config, SettingsReader in) {
        STANDARD_FIELDS.stream()
                .filter(config.customFields()::containsKey)
                .forEach(field -> in.error(
                        "custom_fields",
                        "\"" + field + "\" is a standard field and cannot be a custom one",
                        "rename it.",
                        "victorOps config contains custom field " + field
                                + " which cannot be used as it conflicts with the fixed/static fields"));
        if (config.apiUrl() == null) {
            in.errorOfWhole(
                    "api_url",
                    "no \"api_url\", and \"victorops_api_url\" in \"global\" has no value",
                    "remove \"victorops_api_url\" for the default.",
                    "no global VictorOps URL set");
        }
        if (config.apiKey().isEmpty()) {
            in.errorOfWhole(
                    "api_key",
                    "no API key: neither here nor in \"global\"",
                    "add \"api_key\" or \"api_key_file\", or \"victorops_api_key\" under \"global\".",
                    "no global VictorOps API Key set");
        }
    }

    @Override
    public void print(VictoropsConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .secretOrFile("api_key", config.apiKey())
                .url("api_url", config.apiUrl())
                .text("routing_key", config.routingKey())
                .textAlways("message_type", config.messageType())
                .textAlways("state_message", config.stateMessage())
                .textAlways("entity_display_name", config.entityDisplayName())
                .textAlways("monitoring_tool", config.monitoringTool())
                .textMap("custom_fields", config.customFields());
    }
}
