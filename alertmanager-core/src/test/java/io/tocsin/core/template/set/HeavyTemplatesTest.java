package io.tocsin.core.template.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.run.Limits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, over a thousand alerts, takes at most half of what a rendering may. */
final class HeavyTemplatesTest {
    private static final int ALERTS = 1_000;

    private static final Limits HALF =
            new Limits(Limits.DEFAULT.stepsMax() / 2, Limits.DEFAULT.outputMax(), Limits.DEFAULT.depthMax());

    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    private static Message message() {
        Labels common = Labels.of("alertname", "DiskFull", "cluster", "eu-1", "severity", "critical", "team", "db");
        List<MessageAlert> alerts =
                IntStream.range(0, ALERTS).mapToObj(HeavyTemplatesTest::alert).toList();
        return new Message(
                "ops", "firing", alerts, "", common, common, Labels.EMPTY, Labels.EMPTY, "http://am.example.org");
    }

    private static MessageAlert alert(int number) {
        Timestamp start = Timestamp.of(Instant.parse("2026-03-02T09:00:00Z"));
        return new MessageAlert(
                "firing",
                Labels.of(
                        "alertname",
                        "DiskFull",
                        "cluster",
                        "eu-1",
                        "severity",
                        "critical",
                        "team",
                        "db",
                        "instance",
                        "db-" + number + ":9100",
                        "job",
                        "node",
                        "device",
                        "/dev/sda" + number),
                Labels.of(
                        "summary",
                        "The disk of db-" + number + " is nearly full",
                        "description",
                        "It has *3.5%* left, and fills at 12 MB/s. ".repeat(5),
                        "runbook_url",
                        "https://runbooks.example.org/disk-full",
                        "value",
                        "3.512345"),
                start,
                start,
                "http://prometheus.example.org:9090/graph?g0.expr=disk_free&g0.tab=1",
                "0123456789abcdef");
    }

    private static Templates templates() throws TemplateException {
        return new AlertmanagerTemplates(ZoneOffset.UTC, HALF).compile(List.of());
    }

    @Test
    void render_builtInPage_isFarBelowTheLimits() throws TemplateException {
        assertThat(templates().html("{{ template `email.default.html` . }}").render(message(), NOW))
                .contains("db-999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ toJson . }}",
                "{{ range .Alerts }}{{ toJson . }},{{ end }}",
                "{{ range .Alerts }}{{ range .Labels.SortedPairs }}*{{ .Name | title }}:* `{{ .Value }}` {{ end }}{{ end }}",
                "{{ range .Alerts }}{{ .Annotations.summary }}{{ .Annotations.description | reReplaceAll `([_*%!.-])` `\\\\$1` }}{{ end }}",
                "{{ range .Alerts }}{{ if match `^db-[0-9]+` .Labels.instance }}{{ reReplaceAll `:.*$` `` .Labels.instance }}{{ end }}{{ end }}",
                "{{ $l := list }}{{ range .Alerts }}{{ $l = append $l .Labels.instance }}{{ end }}{{ toJson $l }}",
                "{{ range .Alerts }}{{ printf `%-40s %6.2f %v` .Labels.instance 3.512345 .StartsAt }}{{ humanizeDuration (.StartsAt.Sub .EndsAt).Seconds }}{{ end }}",
                "{{ range .Alerts }}{{ $a := dict `labels` .Labels `text` (.Annotations.description | toUpper) }}{{ toJson $a }}{{ end }}",
                "{{ range .Alerts }}{{ .GeneratorURL | urlquery }}{{ .Labels.instance }}{{ .Annotations.description | js }}{{ end }}",
            })
    void render_heavyText_isFarBelowTheLimits(String text) throws TemplateException {
        assertThat(templates().text(text).render(message(), NOW)).contains("999");
        assertThat(templates().html("<p>" + text + "</p>").render(message(), NOW))
                .contains("999");
    }
}
