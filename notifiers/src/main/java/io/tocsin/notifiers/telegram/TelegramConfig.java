package io.tocsin.notifiers.telegram;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code telegram_configs}, what it takes over from {@code global} included. Immutable.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none
 * @param apiUrl where Telegram's bot API is; {@code /bot<token>/<method>} is put behind its path
 * @param botToken exactly one of its two ways is given
 * @param chatId the chat to write to, below zero for groups; 0 when {@code chatIdFile} says it
 * @param chatIdFile the file that holds the chat's number, read again for each notification; null when {@code chatId}
 *     says it
 * @param messageThreadId a topic inside of the chat; 0 for none
 * @param message template of the text
 * @param disableNotifications deliver without a sound
 * @see "Upstream: config.TelegramConfig, v0.33.1"
 */
public record TelegramConfig(
        boolean sendResolved,
        HttpConfig http,
        GoUrl apiUrl,
        SecretOrFile botToken,
        long chatId,
        @Nullable String chatIdFile,
        long messageThreadId,
        String message,
        boolean disableNotifications,
        ParseMode parseMode)
        implements HttpIntegrationConfig {

    public TelegramConfig {
        requireNonNull(http, "http");
        requireNonNull(apiUrl, "apiUrl");
        if (botToken.isEmpty()) {
            throw new IllegalArgumentException("botToken: none (expected: a token or a file)");
        }
        if ((chatId == 0) == (chatIdFile == null)) {
            throw new IllegalArgumentException("chatId, chatIdFile: both or none (expected: exactly one)");
        }
        requireNonNull(message, "message");
        requireNonNull(parseMode, "parseMode");
    }

    @Override
    public List<String> files() {
        return Stream.concat(SecretOrFile.filesOf(botToken).stream(), Stream.ofNullable(chatIdFile))
                .toList();
    }

    /** The markup that Telegram looks for in a message. */
    public enum ParseMode {
        PLAIN(""),
        MARKDOWN("Markdown"),
        MARKDOWN_V2("MarkdownV2"),
        HTML("HTML");

        private final String word;

        ParseMode(String word) {
            this.word = word;
        }

        /** As the configuration and Telegram write it; empty for text without markup. */
        public String word() {
            return word;
        }
    }
}
