package io.tocsin.notifiers.pushover;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.TemplateUse.Kind;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * The Pushover integration: {@code pushover_configs}. Immutable.
 *
 * @see "Upstream: config.PushoverConfig, v0.33.1"
 */
public final class PushoverIntegrationType implements IntegrationType<PushoverConfig> {
    public static final PushoverIntegrationType INSTANCE = new PushoverIntegrationType();

    private static final String GO_DURATION = "config.duration";

    private PushoverIntegrationType() {}

    @Override
    public String name() {
        return "pushover";
    }

    @Override
    public Class<PushoverConfig> configType() {
        return PushoverConfig.class;
    }

    @Override
    public Optional<PushoverConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean html = in.flag("html", false);
        var config = new PushoverConfig(
                in.sendResolved(true),
                in.http(),
                in.templatedSecret("user_key", in.secretOrFile("user_key")),
                in.templatedSecret("token", in.secretOrFile("token")),
                in.template("title"),
                in.templateOf("message", html ? Kind.HTML : Kind.TEXT, in.text("message", in.builtIn("message"))),
                in.template("url"),
                in.templated("url_title"),
                in.templated("device"),
                in.templated("sound"),
                in.templated("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}"),
                in.durationWithUnit("retry", Duration.ofMinutes(1), GO_DURATION),
                in.durationWithUnit("expire", Duration.ofHours(1), GO_DURATION),
                in.durationWithUnit("ttl", Duration.ZERO, GO_DURATION),
                html,
                in.flag("monospace", false));
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static void check(PushoverConfig config, SettingsReader in) {
        if (config.userKey().isEmpty()) {
            in.errorOfAll(
                    "Pushover needs \"user_key\" or \"user_key_file\"",
                    "add \"user_key\".",
                    "one of user_key or user_key_file must be configured");
        }
        if (config.token().isEmpty()) {
            in.errorOfAll(
                    "Pushover needs \"token\" or \"token_file\"",
                    "add \"token\".",
                    "one of token or token_file must be configured");
        }
        if (config.html() && config.monospace()) {
            in.refuseBoth("html", "monospace", "at most one of monospace & html must be configured");
        }
    }

    @Override
    public void print(PushoverConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .secretOrFile("user_key", config.userKey())
                .secretOrFile("token", config.token())
                .text("title", config.title())
                .text("message", config.message())
                .text("url", config.url())
                .text("url_title", config.urlTitle())
                .text("device", config.device())
                .text("sound", config.sound())
                .text("priority", config.priority())
                .duration("retry", config.retry())
                .duration("expire", config.expire())
                .duration("ttl", config.ttl())
                .flag("html", config.html())
                .flag("monospace", config.monospace());
    }
}
