package io.tocsin.benchmarks.core;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Alerts with 10 labels and 3 annotations, as the end-to-end load has them: 100 names, 10 teams. */
final class SampleAlerts {
    static final int TEAMS = 10;
    static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    /** Equal strings are one object, as behind the server's parser. */
    private static final StringPool STRINGS = new StringPool(1 << 17);

    private SampleAlerts() {}

    static Labels labels(int index) {
        String service = "service-" + index % 10;
        return shared(
                "alertname", "Condition" + index % 100,
                "cluster", "eu-west-1" + (char) ('a' + index % 3),
                "container", service,
                "instance", "ip-" + index + ".compute.internal:9100",
                "job", "kubernetes-pods",
                "namespace", service + "-" + index / 100 % 7,
                "pod", service + "-6f9c7d8b5-" + index,
                "service", service,
                "severity", SEVERITIES.get(index % SEVERITIES.size()),
                "team", "team-" + index % TEAMS);
    }

    /** @param endsAt moves with every refresh */
    static PostedAlert posted(int index, Instant startsAt, Instant endsAt) {
        return new PostedAlert(
                labels(index),
                shared(
                        "description", "service-" + index % 10 + "-6f9c7d8b5-" + index + " has had the condition",
                        "runbook_url", "https://runbooks.example.com/Condition" + index % 100,
                        "summary", "Condition" + index % 100 + " in service-" + index % 10),
                Timestamp.of(startsAt),
                Timestamp.of(endsAt),
                "http://prometheus-0.monitoring.svc:9090/graph?g0.expr=Condition" + index % 100 + "&g0.tab=1");
    }

    private static Labels shared(String... namesAndValues) {
        Labels.Builder builder = new Labels.Builder(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(STRINGS.share(namesAndValues[i]), STRINGS.share(namesAndValues[i + 1]));
        }
        return builder.build();
    }

    static List<Labels> labelSets(int count) {
        return IntStream.range(0, count).mapToObj(SampleAlerts::labels).toList();
    }
}
