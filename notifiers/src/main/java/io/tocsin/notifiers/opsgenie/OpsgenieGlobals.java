package io.tocsin.notifiers.opsgenie;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are Opsgenie's. Immutable.
 *
 * @param apiUrl null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record OpsgenieGlobals(@Nullable GoUrl apiUrl, SecretOrFile apiKey) implements IntegrationGlobals {
    static OpsgenieGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("opsgenie", global);
        return new OpsgenieGlobals(
                in.urlWithSlash("opsgenie_api_url", "https://api.opsgenie.com/"), in.secretOrFile("opsgenie_api_key"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).url("opsgenie_api_url", apiUrl).secretOrFile("opsgenie_api_key", apiKey);
    }
}
