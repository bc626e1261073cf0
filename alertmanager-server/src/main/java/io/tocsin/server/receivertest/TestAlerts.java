package io.tocsin.server.receivertest;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.AlertIntake.Verdict;
import io.tocsin.core.alert.AlertOrder;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.server.receivertest.TestRefusedException.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a test, marked so that nobody takes them for real ones who sees a name or an annotation: the name of each
 * ends with {@value #MARK}, and so does each annotation that is no address, of which there is always a summary.
 *
 * <p>It stands at the end because webhook payloads read texts as YAML: at the beginning it would be a list, and the rest of
 * the text lost.
 */
final class TestAlerts {
    static final String MARK = "[TEST]";

    private static final String NAME = "alertname";
    private static final String SAMPLE_NAME = "ReceiverTest";
    private static final int ALERTS_MAX = 100;

    private TestAlerts() {}

    /**
     * @param intake what real alerts are checked and completed by
     * @return at least one, in the order of notifications
     */
    static List<NotifiedAlert> of(ReceiverTest test, AlertIntake intake, Instant now) throws TestRefusedException {
        List<PostedAlert> given = test.alerts().isEmpty() ? List.of(sample(test.receiver())) : test.alerts();
        if (given.size() > ALERTS_MAX) {
            throw new TestRefusedException(
                    Why.BAD_REQUEST, "alerts: " + given.size() + "; a test sends at most " + ALERTS_MAX);
        }
        List<NotifiedAlert> alerts = new ArrayList<>();
        for (PostedAlert each : given) {
            Verdict verdict = intake.check(test.isResolved() ? resolved(each, now) : each, now);
            if (verdict instanceof Verdict.Refused refused) {
                throw new TestRefusedException(Why.BAD_REQUEST, "alerts[" + alerts.size() + "]: " + refused.reason());
            }
            Alert alert = marked(((Verdict.Accepted) verdict).alert(), test.receiver());
            alerts.add(new NotifiedAlert(alert, alert.isResolvedAt(now)));
        }
        alerts.sort(Comparator.comparing(NotifiedAlert::alert, AlertOrder.INSTANCE));
        return alerts;
    }

    private static PostedAlert sample(String receiver) {
        return new PostedAlert(
                Labels.of(NAME, SAMPLE_NAME, "instance", "tocsin", "severity", "info"),
                Labels.of(
                        "description",
                        "Nothing is wrong: somebody tests whether notifications arrive.",
                        "summary",
                        summary(receiver)),
                null,
                null,
                "");
    }

    private static String summary(String receiver) {
        return "Test of the receiver " + receiver;
    }

    private static PostedAlert resolved(PostedAlert alert, Instant now) {
        @Nullable Timestamp start = alert.startsAt();
        boolean isPast = start != null && start.isBefore(now);
        Timestamp begun = isPast && start != null ? start : Timestamp.of(now.minusSeconds(60));
        return new PostedAlert(alert.labels(), alert.annotations(), begun, Timestamp.of(now), alert.generatorUrl());
    }

    private static Alert marked(Alert alert, String receiver) {
        Map<String, String> labels = new HashMap<>(alert.labels().asMap());
        labels.put(NAME, marked(labels.getOrDefault(NAME, SAMPLE_NAME)));
        Map<String, String> annotations = new HashMap<>(alert.annotations().asMap());
        annotations.putIfAbsent("summary", summary(receiver));
        annotations.replaceAll((name, text) -> text.contains("://") ? text : marked(text));
        return new Alert(
                Labels.of(labels),
                Labels.of(annotations),
                alert.startsAt(),
                alert.endsAt(),
                alert.endsByTimeout(),
                alert.generatorUrl(),
                alert.updatedAt());
    }

    /** As their alerts are: the name, if there is one, is marked. */
    static Labels markedGroup(Labels labels) {
        Map<String, String> marked = new HashMap<>(labels.asMap());
        marked.computeIfPresent(NAME, (name, value) -> marked(value));
        return Labels.of(marked);
    }

    private static String marked(String text) {
        return text.endsWith(MARK) ? text : text + " " + MARK;
    }
}
