package io.tocsin.core.config;

import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of {@code global} that belong to one integration each, in the original's order of writing.
 *
 * <p>Those of integrations that are not served keep the original's defaults: they may be written down, and are shown.
 *
 * @param integration name of the integration that the keys belong to
 * @see "Upstream: config.GlobalConfig, config.DefaultGlobalConfig"
 */
record GlobalSection(String integration, List<String> keys, Map<String, Object> defaults) {
    static final List<GlobalSection> ALL = List.of(
            new GlobalSection("jira", List.of("jira_api_url"), Map.of()),
            new GlobalSection(
                    "email",
                    List.of(
                            "smtp_from",
                            "smtp_hello",
                            "smtp_smarthost",
                            "smtp_auth_username",
                            "smtp_auth_password",
                            "smtp_auth_password_file",
                            "smtp_auth_secret",
                            "smtp_auth_secret_file",
                            "smtp_auth_identity",
                            "smtp_require_tls",
                            "smtp_tls_config",
                            "smtp_force_implicit_tls"),
                    Map.of(
                            "smtp_hello",
                            "localhost",
                            "smtp_require_tls",
                            true,
                            "smtp_tls_config",
                            Map.of("insecure_skip_verify", false))),
            new GlobalSection(
                    "slack",
                    List.of(
                            "slack_api_url",
                            "slack_api_url_file",
                            "slack_app_token",
                            "slack_app_token_file",
                            "slack_app_url"),
                    Map.of("slack_app_url", "https://slack.com/api/chat.postMessage")),
            new GlobalSection(
                    "pagerduty",
                    List.of("pagerduty_url"),
                    Map.of("pagerduty_url", "https://events.pagerduty.com/v2/enqueue")),
            new GlobalSection(
                    "opsgenie",
                    List.of("opsgenie_api_url", "opsgenie_api_key", "opsgenie_api_key_file"),
                    Map.of("opsgenie_api_url", "https://api.opsgenie.com/")),
            new GlobalSection(
                    "wechat",
                    List.of("wechat_api_url", "wechat_api_secret", "wechat_api_secret_file", "wechat_api_corp_id"),
                    Map.of("wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/")),
            new GlobalSection(
                    "victorops",
                    List.of("victorops_api_url", "victorops_api_key", "victorops_api_key_file"),
                    Map.of("victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/")),
            new GlobalSection(
                    "telegram",
                    List.of("telegram_api_url", "telegram_bot_token", "telegram_bot_token_file"),
                    Map.of("telegram_api_url", "https://api.telegram.org")),
            new GlobalSection(
                    "webex", List.of("webex_api_url"), Map.of("webex_api_url", "https://webexapis.com/v1/messages")),
            new GlobalSection(
                    "rocketchat",
                    List.of(
                            "rocketchat_api_url",
                            "rocketchat_token",
                            "rocketchat_token_file",
                            "rocketchat_token_id",
                            "rocketchat_token_id_file"),
                    Map.of("rocketchat_api_url", "https://open.rocket.chat/")),
            new GlobalSection(
                    "mattermost", List.of("mattermost_webhook_url", "mattermost_webhook_url_file"), Map.of()));

    /** Refuses what differs from the defaults, for an integration that is not served. */
    void refuseUnlessDefault(YamlMapping global) {
        for (String key : keys) {
            Optional<YamlNode> node = global.get(key);
            boolean isDefault =
                    node.isPresent() && node.get().anything().equals(Optional.ofNullable(defaults.get(key)));
            if (!isDefault) {
                NotServedYet.refuse(global, key);
            }
        }
    }

    void printDefaults(YamlFields out) {
        for (String key : keys) {
            Object value = defaults.get(key);
            if (value != null) {
                out.anything(key, value);
            }
        }
    }
}
