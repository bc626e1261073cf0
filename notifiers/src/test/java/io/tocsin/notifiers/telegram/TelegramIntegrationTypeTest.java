package io.tocsin.notifiers.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import io.tocsin.notifiers.telegram.TelegramConfig.ParseMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TelegramIntegrationTypeTest {
    private static final SettingsFixture<TelegramConfig> TELEGRAM =
            new SettingsFixture<>(TelegramIntegrationType.INSTANCE);

    @Test
    void decode_smallest_hasAllDefaults() {
        assertThat(TELEGRAM.accept("bot_token: t, chat_id: 5"))
                .isEqualTo(new TelegramConfig(
                        true,
                        HttpConfig.DEFAULT,
                        GoUrl.parse("https://api.telegram.org"),
                        SecretOrFile.of(Secret.of("t")),
                        5,
                        null,
                        0,
                        "{{ template \"telegram.default.message\" . }}",
                        false,
                        ParseMode.HTML));
    }

    @Test
    void decode_everyKey_isRead() {
        TelegramConfig config = TELEGRAM.accept("send_resolved: false, http_config: {enable_http2: false},"
                + " api_url: 'http://h/x', bot_token_file: f/../g, chat_id_file: h/../i, message_thread_id: 7, message: m,"
                + " disable_notifications: true, parse_mode: MarkdownV2");
        assertThat(config.http().enableHttp2()).isFalse();
        // The files are relative to the working directory, not to the configuration's folder.
        assertThat(config)
                .isEqualTo(new TelegramConfig(
                        false,
                        config.http(),
                        GoUrl.parse("http://h/x"),
                        SecretOrFile.inFile("f/../g"),
                        0,
                        "h/../i",
                        7,
                        "m",
                        true,
                        ParseMode.MARKDOWN_V2));
    }

    @ParameterizedTest
    @CsvSource({
        "-1001234567890123,-1001234567890123",
        "0x10,16",
        "1_000,1000",
        "1e3,1000",
        "3.9,3",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775809,-9223372036854775808",
    })
    void chatId_anyNotation_isRead(String written, long chatId) {
        assertThat(TELEGRAM.accept("bot_token: t, chat_id: " + written).chatId())
                .isEqualTo(chatId);
    }

    @ParameterizedTest
    @CsvSource({"'',PLAIN", "Markdown,MARKDOWN", "MarkdownV2,MARKDOWN_V2", "HTML,HTML"})
    void parseMode_word_isRead(String word, ParseMode mode) {
        assertThat(TELEGRAM.accept("bot_token: t, chat_id: 1, parse_mode: " + word)
                        .parseMode())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bot_token: l      | telegram_bot_token: g      | l | ",
                "bot_token_file: l | telegram_bot_token: g      |   | l",
                "bot_token: ''     | telegram_bot_token: g      | g | ",
                "bot_token: l      | telegram_bot_token_file: g | l | ",
                "message: m        | telegram_bot_token_file: g |   | g",
            })
    void botToken_pair_isInheritedAsAWhole(String element, String global, String token, String file) {
        assertThat(TELEGRAM.accept("chat_id: 1, " + element, global).botToken())
                .isEqualTo(new SecretOrFile(token == null ? null : Secret.of(token), file));
    }

    @Test
    void apiUrl_absentOrNull_isInherited() {
        String global = "telegram_api_url: 'http://g'";
        assertThat(TELEGRAM.accept("bot_token: t, chat_id: 1", global).apiUrl()).isEqualTo(GoUrl.parse("http://g"));
        assertThat(TELEGRAM.accept("bot_token: t, chat_id: 1, api_url: ", global)
                        .apiUrl())
                .isEqualTo(GoUrl.parse("http://g"));
        assertThat(TELEGRAM.accept("bot_token: t, chat_id: 1, api_url: 'http://l'", "telegram_api_url: ")
                        .apiUrl())
                .isEqualTo(GoUrl.parse("http://l"));
    }

    /** Deviation D-006: the original crashes on it. */
    @Test
    void apiUrl_nowhere_isRefused() {
        TELEGRAM.assertRefused("bot_token: t, chat_id: 1", "telegram_api_url: ", "no global Telegram URL set");
    }

    @Test
    void secrets_all_areShownNowhere() {
        TELEGRAM.assertHidden("bot_token: canary, chat_id: 1", "telegram_bot_token: canary");
        TELEGRAM.assertHiddenInProblems("bot_token: [canary], chat_id: 1", "");
        TELEGRAM.assertHiddenInProblems("bot_token: canary, bot_token_file: f, chat_id: 1", "");
        TELEGRAM.assertHiddenInProblems("bot_token: canary", "");
        TELEGRAM.assertHiddenInProblems("chat_id: 1", "telegram_bot_token: canary, telegram_bot_token_file: f");
        TELEGRAM.assertHiddenInProblems("chat_id: 1, bot_token: x, api_url: 'http://u:canary@h:x1/'", "");
    }
}
