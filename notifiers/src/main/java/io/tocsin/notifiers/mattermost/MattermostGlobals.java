package io.tocsin.notifiers.mattermost;

import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;

/**
 * The keys of {@code global} that are Mattermost's. Immutable.
 *
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record MattermostGlobals(SecretOrFile webhookUrl) implements IntegrationGlobals {

    static MattermostGlobals decode(YamlMapping global) {
        return new MattermostGlobals(
                SettingsReader.ofGlobal("mattermost", global).secretUrlOrFile("mattermost_webhook_url"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).secretOrFile("mattermost_webhook_url", webhookUrl);
    }
}
