package io.tocsin.notifiers.webex;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The key of {@code global} that is Webex's. Immutable.
 *
 * @param apiUrl null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record WebexGlobals(@Nullable GoUrl apiUrl) implements IntegrationGlobals {

    static WebexGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("webex", global);
        return new WebexGlobals(in.url("webex_api_url", "https://webexapis.com/v1/messages"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).url("webex_api_url", apiUrl);
    }
}
