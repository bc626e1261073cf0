package io.tocsin.core.config;

import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import java.util.Optional;

/** An integration for tests: {@code webhook_configs} with a text, which is a template, and what every integration has. */
final class FakeIntegration implements IntegrationType<FakeIntegration.Settings> {
    static final FakeIntegration INSTANCE = new FakeIntegration();

    record Settings(boolean sendResolved, String text, HttpConfig http) implements IntegrationConfig {}

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public String goType() {
        return "webhook.plain";
    }

    @Override
    public String goListType() {
        return "[]*webhook.Settings";
    }

    @Override
    public Optional<Settings> decode(YamlMapping mapping, DecodeContext context) {
        return Optional.of(
                new Settings(mapping.flag("send_resolved", true), text(mapping, context), context.http(mapping)));
    }

    /** A template, beside which another one, of HTML, may be tried. */
    private static String text(YamlMapping mapping, DecodeContext context) {
        String text = mapping.text("text", "default");
        context.templates().add(new TemplateUse(mapping.at("text"), text, TemplateUse.Kind.TEXT));
        String html = mapping.text("html", "");
        context.templates().add(new TemplateUse(mapping.at("html"), html, TemplateUse.Kind.HTML));
        return text;
    }

    @Override
    public void print(Settings config, YamlFields out) {
        out.flag("send_resolved", config.sendResolved())
                .fields("http_config", HttpConfigPrinter.print(config.http()))
                .text("text", config.text());
    }
}
