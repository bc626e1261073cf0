package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alerts of a rule as they were before a restart, which wait for their samples to come again. Changed by whoever evaluates
 * the rule.
 *
 * <p>The store begins empty, so that for some time no sample is no sign that all is well. As long as the expression cannot
 * have all that it looks back at, one that fired goes on firing without a sample, and one that was pending may go on where it
 * was once its sample is there. After that both are as all others.
 *
 * <p>How much of {@code for} had passed counts as in the original: the outage does not count, and an alert that was still
 * pending does not fire before the grace period has passed. Deviation D-328: one that fired goes on firing, with its old
 * start; the original has it wait for {@code for} again and start anew.
 *
 * @see "Upstream: rules.Group.RestoreForState, which reads the series ALERTS_FOR_STATE"
 */
final class RestoredAlerts {
    /** Those that fired, by their labels. */
    private final Set<Labels> firing = new HashSet<>();

    private final Map<Labels, AlertInstance> pending = new HashMap<>();

    private final long toleranceMillis;
    private final long graceMillis;

    /** The last evaluation before the outage. */
    private long seenMillis;

    /** When samples that are not there say something again; not set before the first evaluation. */
    private long endMillis = Moment.NONE;

    private RestoredAlerts(long seenMillis, long toleranceMillis, long graceMillis) {
        this.seenMillis = seenMillis;
        this.toleranceMillis = toleranceMillis;
        this.graceMillis = graceMillis;
    }

    static RestoredAlerts none() {
        return new RestoredAlerts(Moment.NONE, 0, 0);
    }

    /** @param seenMillis when they were evaluated last */
    static RestoredAlerts of(List<AlertInstance> alerts, long seenMillis, EvaluationSettings.AlertTiming timing) {
        RestoredAlerts restored = new RestoredAlerts(
                seenMillis,
                timing.outageTolerance().toMillis(),
                timing.forGracePeriod().toMillis());
        for (AlertInstance alert : alerts) {
            if (alert.state() == AlertState.PENDING) {
                restored.pending.put(alert.labels(), alert);
            } else if (alert.state() == AlertState.FIRING && !Moment.isSet(alert.keepFiringSinceMillis())) {
                restored.firing.add(alert.labels());
            }
        }
        return restored;
    }

    private boolean isEmpty() {
        return firing.isEmpty() && pending.isEmpty();
    }

    /**
     * Before each evaluation.
     *
     * @param lookBackMillis how long it takes from the first evaluation on until the rule has all that it asks for
     */
    void begin(long nowMillis, long lookBackMillis) {
        if (isEmpty()) {
            return;
        }
        if (!Moment.isSet(endMillis)) {
            endMillis = nowMillis + lookBackMillis;
        } else if (nowMillis >= endMillis) {
            clear();
        }
    }

    /** The clock was set by so much: they wait no longer, and no shorter, than they would have. */
    void moveBy(long millis) {
        if (isEmpty()) {
            return;
        }
        seenMillis += millis;
        if (Moment.isSet(endMillis)) {
            endMillis += millis;
        }
        pending.replaceAll((labels, alert) -> alert.movedBy(millis));
    }

    void clear() {
        firing.clear();
        pending.clear();
    }

    /** Whether it fires, whatever samples say. */
    boolean isHeld(Labels labels) {
        return firing.contains(labels);
    }

    /** One that fires and has its sample again. */
    AlertInstance resumed(AlertInstance held, long holdMillis, long nowMillis) {
        firing.remove(held.labels());
        // A "for" that has become longer with the restart does not have it fire anew. What was sent before the restart
        // may not
        // have arrived, and what was held since is not worth what is seen.
        return held.activeSince(Math.min(held.activeAtMillis(), nowMillis - holdMillis))
                .sent(Moment.NONE);
    }

    /** What {@code fresh}, which has come up just now, is in the light of what was before. */
    AlertInstance resumedPending(AlertInstance fresh, long holdMillis, long nowMillis) {
        AlertInstance before = pending.remove(fresh.labels());
        if (before == null || nowMillis - seenMillis > toleranceMillis || holdMillis < graceMillis) {
            return fresh;
        }
        return fresh.activeSince(activeAt(before, holdMillis, nowMillis));
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

    /** Pending ones that still wait, as they are to be kept once more: the time without samples goes on not to count. */
    List<AlertInstance> waiting(long nowMillis) {
        return pending.values().stream()
                .map(alert -> alert.activeSince(alert.activeAtMillis() + nowMillis - seenMillis))
                .toList();
    }
}
