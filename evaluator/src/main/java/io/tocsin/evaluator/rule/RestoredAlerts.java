package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts of a rule as they were before a restart, which wait for their samples to come again. Immutable but for what is
 * taken out.
 *
 * <p>How much of {@code for} had passed counts as in the original: the outage does not count, and an alert that was still
 * pending does not fire before the grace period has passed. Deviation D-328: one that fired goes on firing, with its old
 * start, as soon as its sample is there; the original has it wait for {@code for} again and start anew.
 *
 * @see "Upstream: rules.Group.RestoreForState, which reads the series ALERTS_FOR_STATE"
 */
final class RestoredAlerts {
    static final RestoredAlerts NONE = new RestoredAlerts(Map.of(), Moment.NONE, 0, 0);

    private final Map<Labels, AlertInstance> waiting;

    /** The last evaluation before the outage. */
    private final long seenMillis;

    private final long toleranceMillis;
    private final long graceMillis;

    private RestoredAlerts(
            Map<Labels, AlertInstance> waiting, long seenMillis, long toleranceMillis, long graceMillis) {
        this.waiting = waiting;
        this.seenMillis = seenMillis;
        this.toleranceMillis = toleranceMillis;
        this.graceMillis = graceMillis;
    }

    /** @param seenMillis when they were evaluated last */
    static RestoredAlerts of(List<AlertInstance> alerts, long seenMillis, EvaluationSettings.AlertTiming timing) {
        Map<Labels, AlertInstance> waiting = new LinkedHashMap<>();
        alerts.forEach(alert -> waiting.put(alert.labels(), alert));
        return new RestoredAlerts(
                waiting,
                seenMillis,
                timing.outageTolerance().toMillis(),
                timing.forGracePeriod().toMillis());
    }

    /** Those that go on without a sample: they are resolved, or outlive their expression. */
    List<AlertInstance> takeThoseWithoutSamples() {
        List<AlertInstance> taken = new ArrayList<>();
        waiting.values().removeIf(alert -> {
            boolean isTaken = !alert.isActive() || Moment.isSet(alert.keepFiringSinceMillis());
            if (isTaken) {
                taken.add(alert);
            }
            return isTaken;
        });
        return taken;
    }

    /** What {@code fresh}, which has come up just now, is in the light of what was before. */
    AlertInstance resumed(AlertInstance fresh, long holdMillis, long nowMillis) {
        AlertInstance before = waiting.get(fresh.labels());
        if (before == null) {
            return fresh;
        }
        waiting.remove(fresh.labels());
        if (nowMillis - seenMillis > toleranceMillis) {
            return fresh;
        }
        if (before.state() == AlertState.FIRING) {
            return before.activeSince(Math.min(before.activeAtMillis(), nowMillis - holdMillis))
                    .seen(fresh.annotations(), fresh.value());
        }
        return holdMillis < graceMillis ? fresh : fresh.activeSince(activeAt(before, holdMillis, nowMillis));
    }

    private long activeAt(AlertInstance before, long holdMillis, long nowMillis) {
        long remaining = holdMillis - (seenMillis - before.activeAtMillis());
        if (remaining <= 0) {
            return before.activeAtMillis();
        }
        return remaining < graceMillis
                ? nowMillis + graceMillis - holdMillis
                : before.activeAtMillis() + (nowMillis - seenMillis);
    }

    /** These, or none once nothing can come of them. */
    RestoredAlerts at(long nowMillis) {
        return waiting.isEmpty() || nowMillis - seenMillis > toleranceMillis ? NONE : this;
    }

    /** Those that still wait, as they are to be kept once more: the time without samples goes on not to count. */
    List<AlertInstance> waiting(long nowMillis) {
        return waiting.values().stream()
                .map(alert -> alert.state() == AlertState.PENDING
                        ? alert.activeSince(alert.activeAtMillis() + nowMillis - seenMillis)
                        : alert)
                .toList();
    }
}
