package io.tocsin.core.config;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.List;

/**
 * The keys of the original that nothing here acts upon yet. They are known, and fine as long as they are empty: what
 * they ask for must not be left out in silence.
 */
final class NotServedYet {
    static final List<String> TOP_LEVEL = List.of("templates", "tracing", "event_recorder");

    /** Deviation D-003: labels of routes are among them. */
    static final List<String> ROUTE = List.of("labels");

    /** The lists of a receiver, in the original's order. */
    static final List<String> INTEGRATIONS = List.of(
            "discord_configs",
            "email_configs",
            "incidentio_configs",
            "pagerduty_configs",
            "slack_configs",
            "webhook_configs",
            "opsgenie_configs",
            "wechat_configs",
            "pushover_configs",
            "victorops_configs",
            "sns_configs",
            "telegram_configs",
            "webex_configs",
            "msteams_configs",
            "msteamsv2_configs",
            "jira_configs",
            "rocketchat_configs",
            "mattermost_configs");

    private NotServedYet() {}

    /** Refuses {@code key} unless it is absent or empty. */
    static void refuse(YamlMapping mapping, String key) {
        mapping.get(key).filter(node -> !node.isEmpty()).ifPresent(node -> refuse(node, key));
    }

    private static void refuse(YamlNode node, String key) {
        node.error(
                "\"" + key + "\" is not supported yet",
                "remove it; docs/compatibility.md says what works today.",
                Stage.WHOLE,
                key + " is not supported yet");
    }
}
