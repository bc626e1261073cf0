package io.tocsin.notifiers.telegram;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are Telegram's. Immutable.
 *
 * @param apiUrl null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record TelegramGlobals(@Nullable GoUrl apiUrl, SecretOrFile botToken) implements IntegrationGlobals {

    static TelegramGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("telegram", global);
        return new TelegramGlobals(
                in.url("telegram_api_url", "https://api.telegram.org"), in.secretOrFile("telegram_bot_token"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).url("telegram_api_url", apiUrl).secretOrFile("telegram_bot_token", botToken);
    }
}
