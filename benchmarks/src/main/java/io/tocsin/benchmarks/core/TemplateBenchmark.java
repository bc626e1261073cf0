package io.tocsin.benchmarks.core;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What rendering costs: a line as in every message, the text and the page of a mail about a hundred alerts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TemplateBenchmark {
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

    private final Templates templates;
    private final Template subject;
    private final Template mail;
    private final Template text;
    private final Message message = message(100);

    public TemplateBenchmark() {
        try {
            this.templates = new AlertmanagerTemplates(ZoneOffset.UTC).compile(List.of());
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
        this.subject = templates.text("{{ template \"email.default.subject\" . }}");
        this.text = templates.text("{{ template \"__text_alert_list\" .Alerts }}");
        this.mail = templates.html("{{ template \"email.default.html\" . }}");
    }

    private static Message message(int alerts) {
        Labels common = SampleAlerts.labels(0)
                .filter(name -> List.of("alertname", "team", "severity").contains(name));
        List<MessageAlert> all = IntStream.range(0, alerts)
                .mapToObj(i -> alert(i, SampleAlerts.posted(i, NOW.minusSeconds(300), NOW.plusSeconds(300))))
                .toList();
        return new Message(
                "team-db",
                "firing",
                all,
                "new alerts added",
                common.filter(name -> name.equals("alertname")),
                common,
                Labels.EMPTY,
                Labels.EMPTY,
                "http://alerts.example.com:9093");
    }

    private static MessageAlert alert(int index, PostedAlert posted) {
        return new MessageAlert(
                index % 3 == 0 ? "resolved" : "firing",
                posted.labels(),
                posted.annotations(),
                Timestamp.of(NOW.minusSeconds(300)),
                Timestamp.of(NOW.plusSeconds(300)),
                posted.generatorUrl(),
                "0123456789abcdef");
    }

    @Benchmark
    public String subject() throws TemplateException {
        return subject.render(message, NOW);
    }

    @Benchmark
    public String textOfHundredAlerts() throws TemplateException {
        return text.render(message, NOW);
    }

    @Benchmark
    public String mailOfHundredAlerts() throws TemplateException {
        return mail.render(message, NOW);
    }

    /** What a setting costs at load, with all that it can call escaped by its context. */
    @Benchmark
    public Template compileMail() {
        return templates.html("{{ template \"email.default.html\" . }}");
    }
}
