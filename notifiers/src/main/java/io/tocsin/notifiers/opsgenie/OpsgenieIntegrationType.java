package io.tocsin.notifiers.opsgenie;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.opsgenie.OpsgenieConfig.Responder;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The Opsgenie integration: {@code opsgenie_configs}. Immutable.
 *
 * @see "Upstream: config.OpsGenieConfig, v0.33.1"
 */
public final class OpsgenieIntegrationType implements IntegrationType<OpsgenieConfig> {
    public static final OpsgenieIntegrationType INSTANCE = new OpsgenieIntegrationType();

    private static final Set<String> RESPONDER_TYPES = Set.of("team", "teams", "user", "escalation", "schedule");

    private OpsgenieIntegrationType() {}

    @Override
    public String name() {
        return "opsgenie";
    }

    @Override
    public boolean opensIncidents() {
        return true;
    }

    @Override
    public Class<OpsgenieConfig> configType() {
        return OpsgenieConfig.class;
    }

    @Override
    public String goListType() {
        return "[]*config.OpsGenieConfig";
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return OpsgenieGlobals.decode(global);
    }

    @Override
    public Optional<OpsgenieConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        OpsgenieGlobals globals = in.globals(OpsgenieGlobals.class);
        var config = new OpsgenieConfig(
                in.sendResolved(true),
                in.http(),
                in.templatedSecret(
                        "api_key", in.secretOrFileFilledFrom("api_key", globals.apiKey(), "opsgenie_api_key")),
                in.inheritedUrlWithSlash("api_url", globals.apiUrl()),
                in.template("message"),
                in.template("description"),
                in.template("source"),
                in.templatedMap("details"),
                in.templated("entity"),
                in.list("responders", "[]config.OpsGenieConfigResponder", OpsgenieIntegrationType::responder),
                in.templated("actions"),
                in.templated("tags"),
                in.templated("note"),
                in.templated("priority"),
                in.flag("update_alerts", false));
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static void check(OpsgenieConfig config, SettingsReader in) {
        if (config.apiUrl() == null) {
            in.errorOfWhole(
                    "api_url",
                    "no \"api_url\", and \"opsgenie_api_url\" in \"global\" has no value",
                    "remove \"opsgenie_api_url\" for the default.",
                    "no global OpsGenie URL set");
        }
        if (config.apiKey().isEmpty()) {
            in.errorOfWhole(
                    "api_key",
                    "no API key: neither here nor in \"global\"",
                    "add \"api_key\" or \"api_key_file\", or \"opsgenie_api_key\" under \"global\".",
                    "no global OpsGenie API Key set either inline or in a file");
        }
    }

    private static Optional<Responder> responder(SettingsReader in) {
        var responder =
                new Responder(in.templated("id"), in.templated("name"), in.templated("username"), in.templated("type"));
        in.check(() -> check(responder, in));
        return in.result(responder);
    }

    private static void check(Responder responder, SettingsReader in) {
        String shown = "opsGenieConfig responder {" + responder.id() + " " + responder.name() + " "
                + responder.username() + " " + responder.type() + "} ";
        if (responder.id().isEmpty()
                && responder.name().isEmpty()
                && responder.username().isEmpty()) {
            in.errorOfAll(
                    "a responder needs \"id\", \"name\" or \"username\"",
                    "",
                    shown + "has to have at least one of id, username or name specified");
        } else if (responder.type().contains("{{")) {
            SettingsReader.syntaxProblem(responder.type())
                    .ifPresent(problem -> in.error(
                            "type",
                            "the template cannot be read: " + problem,
                            "only functions of Go itself can be called here.",
                            shown + "type contains invalid template syntax: " + problem));
        } else if (!RESPONDER_TYPES.contains(responder.type().toLowerCase(Locale.ROOT))) {
            in.error(
                    "type",
                    "expected team, teams, user, escalation or schedule",
                    "",
                    shown + "type does not match valid options ^(team|teams|user|escalation|schedule)$");
        }
    }

    @Override
    public void print(OpsgenieConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .secretOrFile("api_key", config.apiKey())
                .url("api_url", config.apiUrl())
                .text("message", config.message())
                .text("description", config.description())
                .text("source", config.source())
                .textMap("details", config.details())
                .text("entity", config.entity())
                .list("responders", config.responders(), OpsgenieIntegrationType::print)
                .text("actions", config.actions())
                .text("tags", config.tags())
                .text("note", config.note())
                .text("priority", config.priority())
                .flag("update_alerts", config.updateAlerts());
    }

    private static void print(Responder responder, SettingsWriter out) {
        out.text("id", responder.id())
                .text("name", responder.name())
                .text("username", responder.username())
                .text("type", responder.type());
    }
}
