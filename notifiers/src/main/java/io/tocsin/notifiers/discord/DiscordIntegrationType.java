package io.tocsin.notifiers.discord;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Optional;

/**
 * The Discord integration: {@code discord_configs}. Immutable.
 *
 * @see "Upstream: config.DiscordConfig.UnmarshalYAML, v0.33.1"
 */
public final class DiscordIntegrationType implements IntegrationType<DiscordConfig> {
    public static final DiscordIntegrationType INSTANCE = new DiscordIntegrationType();

    private DiscordIntegrationType() {}

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public Class<DiscordConfig> configType() {
        return DiscordConfig.class;
    }

    @Override
    public String goType() {
        return "discord.plain";
    }

    @Override
    public String goListType() {
        return "[]*discord.DiscordConfig";
    }

    @Override
    public Optional<DiscordConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        var webhookUrl = in.secretUrlOrFile("webhook_url");
        String content = in.templated("content");
        String title = in.template("title");
        String message = in.template("message");
        String username = in.text("username");
        String avatarUrl = in.text("avatar_url");
        in.requireEither("webhook_url", !webhookUrl.isEmpty());
        return in.made(
                () -> new DiscordConfig(sendResolved, http, webhookUrl, content, title, message, username, avatarUrl));
    }

    @Override
    public void print(DiscordConfig config, YamlFields out) {
        new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .secretOrFile("webhook_url", config.webhookUrl())
                .text("content", config.content())
                .text("title", config.title())
                .text("message", config.message())
                .text("username", config.username())
                .text("avatar_url", config.avatarUrl());
    }
}
