package io.tocsin.notifiers.webhook;

import io.tocsin.core.config.ConfigUrls;
import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.Secret;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * The webhook integration: {@code webhook_configs}. Immutable.
 *
 * @see "Upstream: notify/webhook config, v0.33.1"
 */
public final class WebhookIntegrationType implements IntegrationType<WebhookConfig> {
    public static final WebhookIntegrationType INSTANCE = new WebhookIntegrationType();

    private WebhookIntegrationType() {}

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Class<WebhookConfig> configType() {
        return WebhookConfig.class;
    }

    @Override
    public String goType() {
        return "webhook.plain";
    }

    @Override
    public String goListType() {
        return "[]*webhook.WebhookConfig";
    }

    @Override
    public Optional<WebhookConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        var config = new WebhookConfig(
                in.sendResolved(true),
                in.http(),
                in.exclusive(
                        "url",
                        in.node("url").flatMap(WebhookIntegrationType::url).orElse(null)),
                in.count("max_alerts", 0),
                in.duration("timeout", Duration.ZERO));
        in.node("payload").filter(payload -> !payload.isEmpty()).ifPresent(WebhookIntegrationType::refusePayload);
        if (config.url().isEmpty()) {
            in.check(() -> in.errorOfAll(
                    "a webhook needs \"url\" or \"url_file\"",
                    "add \"url: http://host:port/path\".",
                    "one of url or url_file must be configured"));
        }
        return in.result(config);
    }

    /** Empty for an empty text, which counts as absent, and after a problem. */
    private static Optional<Secret> url(YamlNode node) {
        Optional<String> text = node.text("common.plain").filter(present -> !present.isEmpty());
        if (text.isEmpty() || text.get().equals(Secret.MASK)) {
            return text.map(Secret::of);
        }
        if (text.get().contains("{{")) {
            node.error(
                    "templates ({{ ... }}) in a URL are not supported yet",
                    "write the URL itself, or put it into a file that \"url_file\" names.",
                    Stage.WHOLE,
                    "templates are not supported yet");
            return Optional.empty();
        }
        return ConfigUrls.http(node, "invalid URL: ").map(url -> Secret.of(url.text()));
    }

    private static void refusePayload(YamlNode payload) {
        payload.error(
                "\"payload\" is not supported yet",
                "remove it; the standard payload is sent.",
                Stage.WHOLE,
                "payload is not supported yet");
    }

    @Override
    public void print(WebhookConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .secret("url", config.url().secret())
                .textAlways(
                        "url_file",
                        config.url().file() == null ? "" : config.url().file())
                .numberAlways("max_alerts", config.maxAlerts())
                .durationAlways("timeout", config.timeout());
    }
}
