package io.tocsin.notifiers.msteams;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Optional;

/**
 * The Microsoft Teams integration: {@code msteams_configs}. Immutable.
 *
 * @see "Upstream: config.MSTeamsConfig.UnmarshalYAML, v0.33.1"
 */
public final class MsteamsIntegrationType implements IntegrationType<MsteamsConfig> {
    public static final MsteamsIntegrationType INSTANCE = new MsteamsIntegrationType();

    private MsteamsIntegrationType() {}

    @Override
    public String name() {
        return "msteams";
    }

    @Override
    public Class<MsteamsConfig> configType() {
        return MsteamsConfig.class;
    }

    @Override
    public String goType() {
        return "msteams.plain";
    }

    @Override
    public String goListType() {
        return "[]*msteams.MSTeamsConfig";
    }

    @Override
    public Optional<MsteamsConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        var webhookUrl = in.secretUrlOrFile("webhook_url");
        String title = in.template("title");
        String summary = in.template("summary");
        String text = in.template("text");
        in.requireEither("webhook_url", !webhookUrl.isEmpty());
        return in.made(() -> new MsteamsConfig(sendResolved, http, webhookUrl, title, summary, text));
    }

    @Override
    public void print(MsteamsConfig config, YamlFields out) {
        new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .secretOrFile("webhook_url", config.webhookUrl())
                .text("title", config.title())
                .text("summary", config.summary())
                .text("text", config.text());
    }
}
