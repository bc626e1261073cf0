package io.tocsin.benchmarks.e2e;

import java.util.List;
import java.util.Locale;

/**
 * Writes the alerts of the load: 10 labels and 3 annotations, in the order and with the escapes of a Prometheus.
 *
 * <p>An alert is given by its index in the pool. What depends on the index stays the same from one generation to the
 * next; {@link PreparedRequest.Builder#id} marks the places that hold the alert's own number.
 */
final class AlertText {
    /** Distinct alert names, hence groups of the configuration in {@link ServerProgram}. */
    static final int NAMES = 100;

    private static final List<String> SUBJECTS =
            List.of("Api", "Checkout", "Search", "Billing", "Login", "Queue", "Cache", "Database", "Ingress", "Mail");
    private static final List<String> TROUBLES = List.of(
            "Down",
            "HighLatency",
            "HighErrorRate",
            "DiskFillsUp",
            "CertificateExpires",
            "RestartsOften",
            "OutOfMemory",
            "QueueGrows",
            "ReplicaLags",
            "TargetMissing");
    private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    private AlertText() {}

    /** What an alert has for {@code severity} where nothing else is asked for. */
    static String severity(int index) {
        return SEVERITIES.get(index % NAMES % SEVERITIES.size());
    }

    static String namespace(int index) {
        return SUBJECTS.get(index % NAMES % SUBJECTS.size()).toLowerCase(Locale.ROOT) + "-" + index / NAMES % 7;
    }

    static void append(PreparedRequest.Builder body, int index, String severity) {
        int kind = index % NAMES;
        String subject = SUBJECTS.get(kind % SUBJECTS.size());
        String trouble = TROUBLES.get(kind / SUBJECTS.size());
        String service = subject.toLowerCase(Locale.ROOT);
        String namespace = namespace(index);
        String cluster = "eu-west-1" + (char) ('a' + index / NAMES % 3);
        body.text("{\"annotations\":{\"description\":\"" + subject + " pod " + service + "-6f9c7d8b5-")
                .id(index)
                .text(" in namespace " + namespace + " has had the condition " + trouble
                        + " for more than 5 minutes (current value: 0.9731).\","
                        + "\"runbook_url\":\"https://runbooks.example.com/" + service + "/" + trouble + "\","
                        + "\"summary\":\"" + subject + ": " + trouble + " in " + cluster + "\"},\"endsAt\":\"")
                .endsAt()
                .text("\",\"startsAt\":\"")
                .startsAt()
                .text("\",\"generatorURL\":\"http://prometheus-0.monitoring.svc:9090/graph?g0.expr=sum+by+%28pod%29+%28"
                        + service + "_" + trouble + "%29+%3E+0.95\\u0026g0.tab=1\",")
                .text("\"labels\":{\"alertname\":\"" + subject + trouble + "\",\"cluster\":\"" + cluster
                        + "\",\"container\":\"" + service + "\",\"instance\":\"ip-")
                .id(index)
                .text(".compute.internal:9100\",\"job\":\"kubernetes-pods\",\"namespace\":\"" + namespace
                        + "\",\"pod\":\"" + service + "-6f9c7d8b5-")
                .id(index)
                .text("\",\"service\":\"" + service + "\",\"severity\":\"" + severity + "\",\"team\":\"team-"
                        + kind % 10 + "\"}}");
    }
}
