package io.tocsin.notifiers.rocketchat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are Rocket.Chat's. Immutable.
 *
 * @param apiUrl null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record RocketchatGlobals(@Nullable GoUrl apiUrl, SecretOrFile token, SecretOrFile tokenId)
        implements IntegrationGlobals {

    static RocketchatGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("rocketchat", global);
        return new RocketchatGlobals(
                in.url("rocketchat_api_url", "https://open.rocket.chat/"),
                in.writtenSecretOrFile("rocketchat_token"),
                in.writtenSecretOrFile("rocketchat_token_id"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out)
                .url("rocketchat_api_url", apiUrl)
                .writtenSecret("rocketchat_token", token.secret())
                .text("rocketchat_token_file", token.file())
                .writtenSecret("rocketchat_token_id", tokenId.secret())
                .text("rocketchat_token_id_file", tokenId.file());
    }
}
