package io.tocsin.notifiers.webhook;

import io.tocsin.core.config.ConfigDurations;
import io.tocsin.core.config.ConfigUrls;
import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.HttpConfigPrinter;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.Secret;
import io.tocsin.core.label.GoDuration;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * The webhook integration: {@code webhook_configs}. Immutable.
 *
 * @see "Upstream: notify/webhook config, v0.33.1"
 */
public final class WebhookIntegrationType implements IntegrationType<WebhookConfig> {
    public static final WebhookIntegrationType INSTANCE = new WebhookIntegrationType();

    private static final BigInteger COUNT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

    private WebhookIntegrationType() {}

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public String yamlKey() {
        return "webhook_configs";
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
    public Optional<WebhookConfig> decode(YamlMapping mapping, DecodeContext context) {
        boolean sendResolved = mapping.flag("send_resolved", true);
        var http = context.http(mapping);
        Optional<Secret> url = mapping.present("url").flatMap(WebhookIntegrationType::url);
        Optional<String> urlFile = mapping.text("url_file");
        // More than an int holds is more than anybody sends: all alerts.
        int maxAlerts = mapping.get("max_alerts")
                .flatMap(YamlNode::unsignedNumber)
                .map(count -> count.min(COUNT_MAX).intValue())
                .orElse(0);
        Duration timeout = mapping.get("timeout").flatMap(ConfigDurations::go).orElse(Duration.ZERO);
        mapping.get("payload").filter(payload -> !payload.isEmpty()).ifPresent(WebhookIntegrationType::refusePayload);
        if (!mapping.isSound() || !hasOneUrl(mapping, url.isPresent(), urlFile.isPresent())) {
            return Optional.empty();
        }
        return Optional.of(
                new WebhookConfig(sendResolved, url.orElse(null), urlFile.orElse(null), maxAlerts, timeout, http));
    }

    /** Empty for an empty text, which counts as absent, and after a problem. */
    private static Optional<Secret> url(YamlNode node) {
        Optional<String> text = node.text().filter(present -> !present.isEmpty());
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

    private static boolean hasOneUrl(YamlMapping mapping, boolean hasUrl, boolean hasFile) {
        if (hasUrl && hasFile) {
            mapping.at("url_file")
                    .error(
                            "\"url_file\" excludes \"url\"; expected exactly one of them",
                            "remove one of the two.",
                            Stage.VALUE,
                            "at most one of url & url_file must be configured");
        } else if (!hasUrl && !hasFile) {
            mapping.self()
                    .error(
                            "a webhook needs \"url\" or \"url_file\"",
                            "add \"url: http://host:port/path\".",
                            Stage.VALUE,
                            "one of url or url_file must be configured");
        }
        return hasUrl != hasFile;
    }

    @Override
    public void print(WebhookConfig config, YamlFields out) {
        String urlFile = config.urlFile();
        out.flag("send_resolved", config.sendResolved());
        out.fields("http_config", HttpConfigPrinter.print(config.http()));
        if (config.url() != null) {
            out.text("url", Secret.MASK);
        }
        out.text("url_file", urlFile == null ? "" : urlFile);
        out.number("max_alerts", config.maxAlerts());
        out.text("timeout", GoDuration.format(config.timeout()));
    }
}
