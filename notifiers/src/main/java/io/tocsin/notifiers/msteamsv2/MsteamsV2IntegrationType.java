package io.tocsin.notifiers.msteamsv2;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Optional;

/**
 * The integration with flows of Microsoft Teams: {@code msteamsv2_configs}. Immutable.
 *
 * @see "Upstream: config.MSTeamsV2Config.UnmarshalYAML, v0.33.1"
 */
public final class MsteamsV2IntegrationType implements IntegrationType<MsteamsV2Config> {
    public static final MsteamsV2IntegrationType INSTANCE = new MsteamsV2IntegrationType();

    private MsteamsV2IntegrationType() {}

    @Override
    public String name() {
        return "msteamsv2";
    }

    @Override
    public Class<MsteamsV2Config> configType() {
        return MsteamsV2Config.class;
    }

    @Override
    public String goListType() {
        return "[]*config.MSTeamsV2Config";
    }

    @Override
    public Optional<MsteamsV2Config> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean sendResolved = in.sendResolved(true);
        var http = withGlobalProxy(
                in.http(), in.has("http_config"), context.global().http());
        var webhookUrl = in.secretUrlOrFile("webhook_url");
        String title = in.template("title");
        String text = in.template("text");
        in.requireEither("webhook_url", !webhookUrl.isEmpty());
        return in.made(() -> new MsteamsV2Config(sendResolved, http, webhookUrl, title, text));
    }

    /**
     * Of the global settings an {@code http_config} of the element's own takes over {@code proxy_url}, and nothing else.
     * New in 0.34, which is not here to be asked.
     *
     * @see "Upstream: prometheus/alertmanager pull request 5379"
     */
    private static HttpConfig withGlobalProxy(HttpConfig http, boolean isOwn, HttpConfig global) {
        if (!isOwn || !http.proxy().equals(ProxyConfig.NONE)) {
            return http;
        }
        return http.withProxy(global.proxy().urlAlone());
    }

    @Override
    public void print(MsteamsV2Config config, YamlFields out) {
        new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .secretOrFile("webhook_url", config.webhookUrl())
                .text("title", config.title())
                .text("text", config.text());
    }
}
