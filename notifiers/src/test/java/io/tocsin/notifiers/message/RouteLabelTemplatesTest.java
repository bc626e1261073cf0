package io.tocsin.notifiers.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import io.tocsin.notifiers.contract.TestNotifications;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What 0.34 has added, which no program here can confirm: this pins what is documented. */
final class RouteLabelTemplatesTest {
    private static Labels render(Notification group, String... namesAndTemplates) throws TemplateException {
        Map<String, String> templates = new TreeMap<>();
        for (int i = 0; i < namesAndTemplates.length; i += 2) {
            templates.put(namesAndTemplates[i], namesAndTemplates[i + 1]);
        }
        return new RouteLabelTemplates(
                        new AlertmanagerTemplates(ZoneOffset.UTC).compile(List.of()), "http://alertmanager.test/")
                .render(templates, group);
    }

    private static Labels render(String... namesAndTemplates) throws TemplateException {
        return render(TestNotifications.simple(), namesAndTemplates);
    }

    @Test
    void render_labels_areToldOfTheGroup() throws TemplateException {
        assertThat(render(
                        "constant", "x",
                        "empty", "",
                        "name", "{{ .GroupLabels.alertname | toUpper }}",
                        "reason", "{{ .NotificationReason }}",
                        "self", "{{ .RouteLabels }}",
                        "url", "{{ .ExternalURL }} {{ .Receiver }} {{ .Status }} {{ len .Alerts }}"))
                .isEqualTo(Labels.of(
                        "constant", "x",
                        "empty", "",
                        "name", "SIMPLE",
                        "reason", "unknown",
                        "self", "",
                        "url", "http://alertmanager.test team firing 1"));
    }

    @Test
    void render_labels_mayAskForOneAnother() throws TemplateException {
        assertThat(render(
                        "a", "{{ routeLabels \"b\" }}-{{ routeLabels \"c\" }}",
                        "b", "{{ routeLabels \"c\" }}!",
                        "c", "{{ .Status }}",
                        "d", "<{{ routeLabels \"none\" }}>"))
                .isEqualTo(Labels.of("a", "firing!-firing", "b", "firing!", "c", "firing", "d", "<>"));
    }

    @Test
    void render_labelsThatNeedThemselves_areLeftOut() throws TemplateException {
        assertThat(render(
                        "a", "{{ routeLabels \"b\" }}",
                        "b", "{{ routeLabels \"a\" }}",
                        "c", "{{ routeLabels \"c\" }}",
                        "d", "fine"))
                .isEqualTo(Labels.of("d", "fine"));
    }

    @Test
    void render_labelThatFails_isLeftOutAndSoAreThoseThatNeedIt() throws TemplateException {
        assertThat(render(
                        "a", "{{ .Nope }}",
                        "b", "{{ nope }}",
                        "c", "{{ routeLabels \"a\" }}",
                        "d", "fine"))
                .isEqualTo(Labels.of("d", "fine"));
    }

    @Test
    void render_longChain_endsInsteadOfTheStack() throws TemplateException {
        String[] chain = new String[2 * 500];
        for (int i = 0; i < 500; i++) {
            chain[2 * i] = "l%03d".formatted(i);
            chain[2 * i + 1] = i == 499 ? "end" : "{{ routeLabels \"l%03d\" }}".formatted(i + 1);
        }
        assertThat(render(chain).size()).isEqualTo(20);
        assertThat(render(chain).get("l499")).isEqualTo("end");
    }
}
