package io.tocsin.notifiers.webex;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Optional;

/**
 * The Webex integration: {@code webex_configs}. Immutable.
 *
 * @see "Upstream: config.WebexConfig.UnmarshalYAML, v0.33.1"
 */
public final class WebexIntegrationType implements IntegrationType<WebexConfig> {
    public static final WebexIntegrationType INSTANCE = new WebexIntegrationType();

    private WebexIntegrationType() {}

    @Override
    public String name() {
        return "webex";
    }

    @Override
    public Class<WebexConfig> configType() {
        return WebexConfig.class;
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return WebexGlobals.decode(global);
    }

    @Override
    public Optional<WebexConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        var globals = in.globals(WebexGlobals.class);
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        var apiUrl = in.inheritedUrl("api_url", globals.apiUrl());
        String message = in.template("message");
        String roomId = in.requiredTemplate(
                "room_id", "add the id of the room to write to.", "missing room_id on webex_config");
        in.check(() -> checkAuthorization(in, http));
        in.requireUrl("api_url", apiUrl, "webex_api_url", "no global Webex URL set");
        return in.made(() -> new WebexConfig(sendResolved, http, requireNonNull(apiUrl), message, roomId));
    }

    /** The global settings do not count, whatever they hold: the original looks before it applies them. */
    private static void checkAuthorization(SettingsReader in, HttpConfig http) {
        boolean isAuthorized = in.has("http_config") && http.authentication() instanceof Authentication.Header;
        if (!isAuthorized) {
            in.error(
                    "http_config",
                    "a webex integration needs \"authorization\" in an \"http_config\" of its own",
                    "add \"http_config: {authorization: {credentials: ...}}\" with the bot's token.",
                    "missing webex_configs.http_config.authorization");
        }
    }

    @Override
    public void print(WebexConfig config, YamlFields out) {
        new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .url("api_url", config.apiUrl())
                .text("message", config.message())
                .textAlways("room_id", config.roomId());
    }
}
