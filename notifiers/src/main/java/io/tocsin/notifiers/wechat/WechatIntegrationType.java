package io.tocsin.notifiers.wechat;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Optional;

/**
 * The WeChat integration: {@code wechat_configs}. Immutable.
 *
 * @see "Upstream: config.WechatConfig, v0.33.1"
 */
public final class WechatIntegrationType implements IntegrationType<WechatConfig> {
    public static final WechatIntegrationType INSTANCE = new WechatIntegrationType();

    private static final String TEXT = "text";

    private WechatIntegrationType() {}

    @Override
    public String name() {
        return "wechat";
    }

    @Override
    public Class<WechatConfig> configType() {
        return WechatConfig.class;
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return WechatGlobals.decode(global);
    }

    @Override
    public Optional<WechatConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        WechatGlobals globals = in.globals(WechatGlobals.class);
        String corpId = in.text("corp_id");
        String messageType = in.text("message_type");
        var config = new WechatConfig(
                in.sendResolved(false),
                in.http(),
                in.templatedSecret("api_secret", in.secretOrFile("api_secret").or(globals.apiSecret())),
                in.templateOf("corp_id", corpId.isEmpty() ? globals.apiCorpId() : corpId),
                in.template("message"),
                in.inheritedUrlWithSlash("api_url", globals.apiUrl()),
                in.template("to_user"),
                in.template("to_party"),
                in.template("to_tag"),
                in.template("agent_id"),
                messageType.isEmpty() ? TEXT : messageType);
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static void check(WechatConfig config, SettingsReader in) {
        String type = config.messageType();
        if (!type.equals(TEXT) && !type.equals("markdown")) {
            in.error(
                    "message_type",
                    "expected text or markdown, got " + GoQuote.quote(type),
                    "",
                    "weChat message type " + GoQuote.quote(type) + " does not match valid options ^(text|markdown)$");
        }
        if (config.apiUrl() == null) {
            in.errorOfWhole(
                    "api_url",
                    "no \"api_url\", and \"wechat_api_url\" in \"global\" has no value",
                    "remove \"wechat_api_url\" for the default.",
                    "no global Wechat URL set");
        }
        if (config.apiSecret().isEmpty()) {
            in.errorOfWhole(
                    "api_secret",
                    "no API secret: neither here nor in \"global\"",
                    "add \"api_secret\" or \"api_secret_file\", or \"wechat_api_secret\" under \"global\".",
                    "no global Wechat Api Secret set either inline or in a file");
        }
        if (config.corpId().isEmpty()) {
            in.errorOfWhole(
                    "corp_id",
                    "no corporation: neither here nor in \"global\"",
                    "add \"corp_id\", or \"wechat_api_corp_id\" under \"global\".",
                    "no global Wechat CorpID set");
        }
    }

    @Override
    public void print(WechatConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .secretOrFile("api_secret", config.apiSecret())
                .text("corp_id", config.corpId())
                .text("message", config.message())
                .url("api_url", config.apiUrl())
                .text("to_user", config.toUser())
                .text("to_party", config.toParty())
                .text("to_tag", config.toTag())
                .text("agent_id", config.agentId())
                .text("message_type", config.messageType());
    }
}
