package io.tocsin.notifiers.pagerduty;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.pagerduty.PagerdutyConfig.PagerdutyImage;
import io.tocsin.notifiers.pagerduty.PagerdutyConfig.PagerdutyLink;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The PagerDuty integration: {@code pagerduty_configs}. Immutable.
 *
 * @see "Upstream: config.PagerdutyConfig, v0.33.1"
 */
public final class PagerdutyIntegrationType implements IntegrationType<PagerdutyConfig> {
    public static final PagerdutyIntegrationType INSTANCE = new PagerdutyIntegrationType();

    /** Always sent, unless the configuration says otherwise under the same name. */
    private static final List<Map.Entry<String, String>> STANDARD_DETAILS = List.of(
            Map.entry("firing", "{{ .Alerts.Firing | toJson }}"),
            Map.entry("resolved", "{{ .Alerts.Resolved | toJson }}"),
            Map.entry("num_firing", "{{ .Alerts.Firing | len }}"),
            Map.entry("num_resolved", "{{ .Alerts.Resolved | len }}"));

    private PagerdutyIntegrationType() {}

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    public boolean opensIncidents() {
        return true;
    }

    @Override
    public Class<PagerdutyConfig> configType() {
        return PagerdutyConfig.class;
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return PagerdutyGlobals.decode(global);
    }

    @Override
    public Optional<PagerdutyConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        String client = in.template("client");
        String source = in.templated("source");
        var config = new PagerdutyConfig(
                in.sendResolved(true),
                in.http(),
                in.templatedSecret("service_key", in.secretOrFile("service_key")),
                in.templatedSecret("routing_key", in.secretOrFile("routing_key")),
                in.inheritedUrl("url", in.globals(PagerdutyGlobals.class).url()),
                client,
                in.template("client_url", "clientURL"),
                in.templated("description", "{{ template \"pagerduty.default.description\" .}}"),
                details(in),
                in.list("images", "[]config.PagerdutyImage", PagerdutyIntegrationType::image),
                in.list("links", "[]config.PagerdutyLink", PagerdutyIntegrationType::link),
                source.isEmpty() ? client : source,
                in.templated("severity"),
                in.templated("class"),
                in.templated("component"),
                in.templated("group"),
                in.duration("timeout", Duration.ZERO));
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static void check(PagerdutyConfig config, SettingsReader in) {
        if (config.serviceKey().isEmpty() && config.routingKey().isEmpty()) {
            in.errorOfAll(
                    "PagerDuty needs a \"routing_key\" (Events API v2) or a \"service_key\" (v1), or the file of one",
                    "add \"routing_key\".",
                    "missing service or routing key in PagerDuty config");
        }
        if (config.url() == null) {
            in.errorOfWhole(
                    "url",
                    "no \"url\", and \"pagerduty_url\" in \"global\" has no value",
                    "remove \"pagerduty_url\" for the default.",
                    "no global PagerDuty URL set");
        }
    }

    private static Map<String, @Nullable Object> details(SettingsReader in) {
        Map<String, @Nullable Object> details = in.templatedTrees("details");
        for (Map.Entry<String, String> standard : STANDARD_DETAILS) {
            // A null that is written down counts.
            if (!details.containsKey(standard.getKey())) {
                details.put(standard.getKey(), standard.getValue());
            }
        }
        return details;
    }

    private static Optional<PagerdutyImage> image(SettingsReader in) {
        return in.result(new PagerdutyImage(in.templated("src"), in.templated("alt"), in.templated("href")));
    }

    private static Optional<PagerdutyLink> link(SettingsReader in) {
        return in.result(new PagerdutyLink(in.templated("href"), in.templated("text")));
    }

    @Override
    public void print(PagerdutyConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .secretOrFile("service_key", config.serviceKey())
                .secretOrFile("routing_key", config.routingKey())
                .url("url", config.url())
                .text("client", config.client())
                .text("client_url", config.clientUrl())
                .text("description", config.description())
                .trees("details", config.details())
                .list("images", config.images(), PagerdutyIntegrationType::print)
                .list("links", config.links(), PagerdutyIntegrationType::print)
                .text("source", config.source())
                .text("severity", config.severity())
                .text("class", config.alertClass())
                .text("component", config.component())
                .text("group", config.group())
                .durationAlways("timeout", config.timeout());
    }

    private static void print(PagerdutyImage image, SettingsWriter out) {
        out.text("src", image.src()).text("alt", image.alt()).text("href", image.href());
    }

    private static void print(PagerdutyLink link, SettingsWriter out) {
        out.text("href", link.href()).text("text", link.text());
    }
}
