package io.tocsin.notifiers.victorops;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are VictorOps'. Immutable.
 *
 * @param apiUrl null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record VictoropsGlobals(@Nullable GoUrl apiUrl, SecretOrFile apiKey) implements IntegrationGlobals {
    static VictoropsGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("victorops", global);
        return new VictoropsGlobals(
                in.urlWithSlash(
                        "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/"),
                in.secretOrFile("victorops_api_key"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).url("victorops_api_url", apiUrl).secretOrFile("victorops_api_key", apiKey);
    }
}
