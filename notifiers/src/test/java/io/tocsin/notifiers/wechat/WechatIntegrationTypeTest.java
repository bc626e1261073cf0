package io.tocsin.notifiers.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WechatIntegrationTypeTest {
    private static final SettingsFixture<WechatConfig> WECHAT = new SettingsFixture<>(WechatIntegrationType.INSTANCE);

    @Test
    void decode_secretAndCorporation_hasAllDefaults() {
        assertThat(WECHAT.accept("api_secret: s, corp_id: c"))
                .isEqualTo(new WechatConfig(
                        false,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("s")),
                        "c",
                        "{{ template \"wechat.default.message\" . }}",
                        GoUrl.parse("https://qyapi.weixin.qq.com/cgi-bin/"),
                        "{{ template \"wechat.default.to_user\" . }}",
                        "{{ template \"wechat.default.to_party\" . }}",
                        "{{ template \"wechat.default.to_tag\" . }}",
                        "{{ template \"wechat.default.agent_id\" . }}",
                        "text"));
    }

    @Test
    void decode_everyKey_isRead() {
        WechatConfig config =
                WECHAT.accept("send_resolved: true, api_secret_file: sf, corp_id: c, api_url: 'http://h/x',"
                        + " message: m, to_user: u, to_party: p, to_tag: t, agent_id: a, message_type: markdown,"
                        + " http_config: {enable_http2: false}");
        assertThat(config)
                .isEqualTo(new WechatConfig(
                        true,
                        config.http(),
                        SecretOrFile.inFile("sf"),
                        "c",
                        "m",
                        GoUrl.parse("http://h/x/"),
                        "u",
                        "p",
                        "t",
                        "a",
                        "markdown"));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message: m         | wechat_api_secret: g      | g |   ",
                "api_secret: l      | wechat_api_secret: g      | l |   ",
                "api_secret_file: l | wechat_api_secret: g      |   | l ",
                "message: m         | wechat_api_secret_file: g |   | g ",
                "api_secret: l      | wechat_api_secret_file: g | l |   ",
            })
    void apiSecret_pair_isInheritedAsAWhole(String element, String global, String secret, String file) {
        assertThat(WECHAT.accept(element, "wechat_api_corp_id: c, " + global).apiSecret())
                .isEqualTo(new SecretOrFile(secret == null ? null : Secret.of(secret), file));
    }

    @Test
    void globals_urlAndCorporation_areInherited() {
        String global = "wechat_api_url: 'http://g', wechat_api_corp_id: g";
        assertThat(WECHAT.accept("api_secret: s", global).apiUrl()).isEqualTo(GoUrl.parse("http://g/"));
        assertThat(WECHAT.accept("api_secret: s", global).corpId()).isEqualTo("g");
        assertThat(WECHAT.accept("api_secret: s, corp_id: l", global).corpId()).isEqualTo("l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "''", "text"})
    void messageType_empty_isText(String written) {
        assertThat(WECHAT.accept("api_secret: s, corp_id: c, message_type: " + written)
                        .messageType())
                .isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "corp_id: c|^^|no global Wechat Api Secret set either inline or in a file",
                "api_secret: s|^^|no global Wechat CorpID set",
                "corp_id: c, api_secret: a, api_secret_file: b|^^"
                        + "|at most one of api_secret & api_secret_file must be configured",
                "corp_id: c, api_secret: a, api_url: ''|^^|unsupported scheme \"\" for URL",
                "corp_id: c, api_secret: a|wechat_api_url: |no global Wechat URL set",
                "corp_id: c, api_secret: a|wechat_api_url: x|unsupported scheme \"\" for URL",
                "corp_id: c|wechat_api_secret: a, wechat_api_secret_file: b"
                        + "|at most one of wechat_api_secret & wechat_api_secret_file must be configured",
                "corp_id: c, api_secret: a, foo: 1|^^|yaml: unmarshal errors:~field foo not found in type config.plain",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String global, String original) {
        WECHAT.assertRefused(element, global, original.replace("~", "\n  line 4: "));
    }

    @Test
    void messageType_unknown_isRefusedInTheOriginalsWords() {
        WECHAT.assertRefused(
                "corp_id: c, api_secret: a, message_type: Text",
                "",
                "weChat message type \"Text\" does not match valid options ^(text|markdown)$");
    }

    /** Deviation D-006: the original crashes. */
    @Test
    void decode_null_isRefused() {
        WECHAT.assertNullRefused("wechat_api_secret: s, wechat_api_corp_id: c", "missing wechat config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        WECHAT.assertHidden("corp_id: c, api_secret: canary", "wechat_api_secret: canary");
        WECHAT.assertHiddenInProblems("corp_id: c, api_secret: [canary]", "");
        WECHAT.assertHiddenInProblems("corp_id: c, api_secret: canary, api_secret_file: x", "");
    }
}
