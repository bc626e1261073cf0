package io.tocsin.notifiers.telegram;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.TemplateUse.Kind;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import io.tocsin.notifiers.telegram.TelegramConfig.ParseMode;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Telegram integration: {@code telegram_configs}. Immutable.
 *
 * @see "Upstream: config.TelegramConfig.UnmarshalYAML, v0.33.1"
 */
public final class TelegramIntegrationType implements IntegrationType<TelegramConfig> {
    public static final TelegramIntegrationType INSTANCE = new TelegramIntegrationType();

    private TelegramIntegrationType() {}

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Class<TelegramConfig> configType() {
        return TelegramConfig.class;
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return TelegramGlobals.decode(global);
    }

    @Override
    public Optional<TelegramConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        var globals = in.globals(TelegramGlobals.class);
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        var apiUrl = in.inheritedUrl("api_url", globals.apiUrl());
        var botToken = in.secretOrFile("bot_token").or(globals.botToken());
        long chatId = in.number("chat_id", "int64");
        String chatIdFile = in.file("chat_id_file");
        long messageThreadId = in.number("message_thread_id", "int");
        String message = in.text("message", in.builtIn("message"));
        boolean disableNotifications = in.flag("disable_notifications", false);
        Optional<ParseMode> parseMode = parseMode(in.text("parse_mode", ParseMode.HTML.word()));
        in.templateOf("message", parseMode.equals(Optional.of(ParseMode.HTML)) ? Kind.HTML : Kind.TEXT, message);
        in.check(() -> checkChat(in, chatId, chatIdFile));
        in.check(() -> checkParseMode(in, parseMode));
        in.check(() -> checkToken(in, botToken));
        in.requireUrl("api_url", apiUrl, "telegram_api_url", "no global Telegram URL set");
        return in.made(() -> new TelegramConfig(
                sendResolved,
                http,
                requireNonNull(apiUrl),
                botToken,
                chatId,
                chatIdFile,
                messageThreadId,
                message,
                disableNotifications,
                parseMode.orElseThrow()));
    }

    private static Optional<ParseMode> parseMode(String word) {
        return Stream.of(ParseMode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst();
    }

    private static void checkChat(SettingsReader in, long chatId, @Nullable String chatIdFile) {
        if (chatId == 0 && chatIdFile == null) {
            in.error(
                    "chat_id",
                    "a telegram integration needs \"chat_id\", other than 0, or \"chat_id_file\"",
                    "add \"chat_id: -1001234567890\".",
                    "missing chat_id or chat_id_file on telegram_config");
        }
        if (chatId != 0 && chatIdFile != null) {
            in.refuseBoth("chat_id", "chat_id_file", "at most one of chat_id & chat_id_file must be configured");
        }
    }

    private static void checkParseMode(SettingsReader in, Optional<ParseMode> parseMode) {
        if (parseMode.isEmpty()) {
            in.error(
                    "parse_mode",
                    "expected Markdown, MarkdownV2, HTML or nothing",
                    "capital letters count.",
                    "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string");
        }
    }

    private static void checkToken(SettingsReader in, SecretOrFile botToken) {
        if (botToken.isEmpty()) {
            in.errorOfWhole(
                    "bot_token",
                    "a telegram integration needs \"bot_token\" or \"bot_token_file\"",
                    "add one here, or \"telegram_bot_token\" under \"global\".",
                    "missing bot_token or bot_token_file on telegram_config");
        }
    }

    @Override
    public void print(TelegramConfig config, YamlFields out) {
        new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .url("api_url", config.apiUrl())
                .secretOrFile("bot_token", config.botToken())
                .number("chat_id", config.chatId())
                .text("chat_id_file", config.chatIdFile())
                .number("message_thread_id", config.messageThreadId())
                .text("message", config.message())
                .flag("disable_notifications", config.disableNotifications())
                .text("parse_mode", config.parseMode().word());
    }
}
