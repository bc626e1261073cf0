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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The webhook integration: {@code webhook_configs}. Immutable.
 *
 * @see "Upstream: notify/webhook config, v0.33.1"
 */
public final class WebhookIntegrationType implements IntegrationType<WebhookConfig> {
    public static final WebhookIntegrationType INSTANCE = new WebhookIntegrationType();

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

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
                in.templatedSecret(
                        "url",
                        in.exclusive(
                                "url",
                                in.node("url")
                                        .flatMap(WebhookIntegrationType::url)
                                        .orElse(null))),
                in.count("max_alerts", 0),
                in.duration("timeout", Duration.ZERO),
                in.templatedTree("payload"));
        if (!isJson(config.payload())) {
            in.check(() -> in.warning(
                    "payload",
                    "holds .nan or .inf, which JSON has no word for: no notification can be sent",
                    "write a number or a text."));
        }
        if (config.url().isEmpty()) {
            in.check(() -> in.errorOfAll(
                    "a webhook needs \"url\" or \"url_file\"",
                    "add \"url: http://host:port/path\".",
                    "one of url or url_file must be configured"));
        }
        return in.result(config);
    }

    private static boolean isJson(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(WebhookIntegrationType::isJson);
        }
        if (tree instanceof List<?> list) {
            return list.stream().allMatch(WebhookIntegrationType::isJson);
        }
        return !(tree instanceof Double number) || Double.isFinite(number);
    }

    /** Empty for an empty text, which counts as absent, and after a problem. */
    private static Optional<Secret> url(YamlNode node) {
        Optional<String> text = node.text("common.plain").filter(present -> !present.isEmpty());
        if (text.isEmpty() || text.get().equals(Secret.MASK)) {
            return text.map(Secret::of);
        }
        return text.get().contains("{{")
                ? template(node, text.get())
                : ConfigUrls.http(node, "invalid URL: ").map(url -> Secret.of(url.text()));
    }

    private static Optional<Secret> template(YamlNode node, String text) {
        Optional<String> problem = SettingsReader.syntaxProblem(text);
        // Deviation D-023: what the message quotes may be a part of a secret.
        problem.map(message -> QUOTED.matcher(message).replaceAll("\"" + Secret.MASK + "\""))
                .ifPresent(message -> node.error(
                        "the template cannot be read: " + message,
                        "write actions as in \"https://example.org/{{ .GroupLabels.team }}\"; only functions of Go itself"
                                + " can be called here.",
                        Stage.VALUE,
                        "invalid template syntax: " + message));
        return problem.isPresent() ? Optional.empty() : Optional.of(Secret.of(text));
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
                .durationAlways("timeout", config.timeout())
                .tree("payload", config.payload());
    }
}
