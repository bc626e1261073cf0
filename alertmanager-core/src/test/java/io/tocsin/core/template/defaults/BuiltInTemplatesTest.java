package io.tocsin.core.template.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what Alertmanager 0.33.1 renders. */
final class BuiltInTemplatesTest {
    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05Z");
    private static final MessageAlert FIRING = alert("firing", Labels.of("a", "1"), Labels.of("s", "x"));
    private static final MessageAlert RESOLVED = alert("resolved", Labels.of("b", "2"), Labels.EMPTY);

    private final Templates templates;

    BuiltInTemplatesTest() throws TemplateException {
        templates = new AlertmanagerTemplates(ZoneOffset.UTC).compile(List.of());
    }

    private static MessageAlert alert(String status, Labels labels, Labels annotations) {
        Timestamp time = Timestamp.of(NOW);
        return new MessageAlert(status, labels, annotations, time, time, "http://g", "f");
    }

    private static Message message(String status, Labels group, Labels common, MessageAlert... alerts) {
        return new Message(
                "a\\.b c",
                status,
                List.of(alerts),
                "",
                group,
                common,
                Labels.of("s", "x", "t", "y"),
                Labels.EMPTY,
                "http://am");
    }

    private String render(String name, Message message) throws TemplateException {
        return templates.text("{{ template \"" + name + "\" . }}").render(message, NOW);
    }

    private static final Labels GROUP = Labels.of("alertname", "A");
    private static final Message BOTH = message("firing", GROUP, GROUP, RESOLVED, FIRING);

    @Test
    void names_ofEveryIntegration_areDefined() {
        Stream<String> names = Stream.of(
                        "slack: title username fallback callbackid pretext titlelink iconemoji iconurl text footer color",
                        "pagerduty: description client clientURL instances",
                        "opsgenie: message description source",
                        "wechat: message to_user to_party to_tag agent_id",
                        "victorops: state_message entity_display_name monitoring_tool",
                        "pushover: title message url",
                        "sns: subject message",
                        "telegram: message",
                        "discord: content title message",
                        "webex: message",
                        "msteams: summary title text",
                        "msteamsv2: title text",
                        "jira: summary description priority",
                        "rocketchat: title alias titlelink emoji iconurl text",
                        "mattermost: color username title titlelink fallback text",
                        "email: subject html")
                .flatMap(line -> Stream.of(line.substring(line.indexOf(':') + 2).split(" "))
                        .map(part -> line.substring(0, line.indexOf(':')) + ".default." + part));
        assertThat(templates.names()).containsAll(names.toList());
        assertThat(templates.names())
                .contains(
                        "__alertmanager",
                        "__alertmanagerURL",
                        "__subject",
                        "__description",
                        "__text_alert_list",
                        "__text_alert_list_markdown");
    }

    @Test
    void subject_commonLabelsThatDoNotGroup_standInParentheses() throws TemplateException {
        Labels common = Labels.of("alertname", "A", "z", "1", "b", "2");
        assertThat(render("__subject", message("firing", GROUP, common, FIRING, FIRING, RESOLVED)))
                .isEqualTo("[FIRING:2] A (2 1)");
        assertThat(render("__subject", message("resolved", GROUP, GROUP, RESOLVED)))
                .isEqualTo("[RESOLVED] A ");
    }

    @ParameterizedTest
    @CsvSource({
        "__alertmanagerURL, http://am/#/alerts?receiver=a%5C.b+c",
        "slack.default.fallback, [FIRING:1] A  | http://am/#/alerts?receiver=a%5C.b+c",
        "slack.default.color, danger",
        "pagerduty.default.client, Alertmanager",
        "slack.default.text, ''",
    })
    void parts_inOneLine_areThoseOfTheOriginal(String name, String expected) throws TemplateException {
        assertThat(render(name, BOTH)).isEqualTo(expected);
    }

    private static final String FIRING_LIST = "Labels:\n - a = 1\nAnnotations:\n - s = x\nSource: http://g\n";
    private static final String RESOLVED_LIST = "Labels:\n - b = 2\nAnnotations:\nSource: http://g\n";

    @Test
    void bodies_ofThreeKinds_haveTheBlanksOfTheOriginal() throws TemplateException {
        assertThat(render("opsgenie.default.description", BOTH))
                .isEqualTo("x y\nAlerts Firing:\n" + FIRING_LIST + "\nAlerts Resolved:\n" + RESOLVED_LIST);
        assertThat(render("pushover.default.message", BOTH))
                .isEqualTo(
                        "x y\n\nAlerts Firing:\n" + FIRING_LIST + "\n\n\nAlerts Resolved:\n" + RESOLVED_LIST + "\n\n");
        assertThat(render("telegram.default.message", message("firing", GROUP, GROUP, FIRING)))
                .isEqualTo("\n\nAlerts Firing:\n" + FIRING_LIST + "\n\n\n");
        assertThat(render("msteams.default.text", message("resolved", GROUP, GROUP, RESOLVED)))
                .isEqualTo(
                        "\n\n\n# Alerts Resolved:\n\nLabels:\n  - b = 2\n\nAnnotations:\n\nSource: http://g\n\n\n\n");
        assertThat(render("wechat.default.message", message("firing", GROUP, GROUP)))
                .isEqualTo("[FIRING:0] A \nx y\n\n\nAlertmanagerUrl:\nhttp://am/#/alerts?receiver=a%5C.b+c");
    }

    @ParameterizedTest
    @CsvSource({
        "info critical, warning, High",
        "warning info, critical, Medium",
        "info, critical, Low",
        "other, warning, Medium",
        "'', '', ''"
    })
    void priority_ofJira_isTheHighestOfWhatFires(String firing, String resolved, String expected)
            throws TemplateException {
        Stream<MessageAlert> alerts = Stream.concat(ofSeverities("firing", firing), ofSeverities("resolved", resolved));
        assertThat(render(
                        "jira.default.priority", message("firing", GROUP, GROUP, alerts.toArray(MessageAlert[]::new))))
                .isEqualTo(expected);
    }

    private static Stream<MessageAlert> ofSeverities(String status, String severities) {
        return Stream.of(severities.split(" "))
                .map(severity -> alert(status, Labels.of("severity", severity), Labels.EMPTY));
    }

    @Test
    void names_definedAnew_areUsedByTheOthers() throws TemplateException {
        String text = "{{ define \"__subject\" }}mine{{ end }}{{ template \"slack.default.title\" . }}";
        assertThat(templates.text(text).render(BOTH, NOW)).isEqualTo("mine");
    }
}
