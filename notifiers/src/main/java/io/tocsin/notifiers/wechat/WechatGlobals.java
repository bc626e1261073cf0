package io.tocsin.notifiers.wechat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are WeChat's. Immutable.
 *
 * @param apiUrl null only if the key is there without a value
 * @param apiCorpId empty if there is none
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record WechatGlobals(@Nullable GoUrl apiUrl, SecretOrFile apiSecret, String apiCorpId) implements IntegrationGlobals {
    static WechatGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("wechat", global);
        return new WechatGlobals(
                in.urlWithSlash("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/"),
                in.secretOrFile("wechat_api_secret"),
                in.text("wechat_api_corp_id"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out)
                .url("wechat_api_url", apiUrl)
                .secretOrFile("wechat_api_secret", apiSecret)
                .text("wechat_api_corp_id", apiCorpId);
    }
}
