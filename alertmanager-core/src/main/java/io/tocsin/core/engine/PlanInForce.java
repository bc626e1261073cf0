package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.inhibit.Inhibitor;
import io.tocsin.core.pipeline.InhibitionMuter;
import io.tocsin.core.pipeline.MuteStage;
import io.tocsin.core.pipeline.Muter;
import io.tocsin.core.pipeline.TimeIntervalMuter;
import java.time.Instant;
import java.util.List;

/**
 * A plan and what the stored alerts mean to it. The plan never changes; the inhibitor follows the alerts and is written
 * by the intake. Readable by any thread.
 */
public final class PlanInForce {
    private final RoutingPlan plan;
    private final Inhibitor inhibitor;
    private final TimeIntervalMuter timeIntervals;
    private final MuteStage muteStage;

    /** @param silences what silences alerts, whatever the plan */
    PlanInForce(RoutingPlan plan, Muter silences) {
        this.plan = requireNonNull(plan, "plan");
        this.inhibitor = new Inhibitor(plan.inhibitRules());
        this.timeIntervals = new TimeIntervalMuter(plan.timeIntervals());
        this.muteStage = new MuteStage(List.of(new InhibitionMuter(inhibitor), timeIntervals, silences));
    }

    public RoutingPlan plan() {
        return plan;
    }

    Inhibitor inhibitor() {
        return inhibitor;
    }

    public TimeIntervalMuter timeIntervals() {
        return timeIntervals;
    }

    /** Everything that mutes, in the order of the pipeline. */
    public MuteStage muteStage() {
        return muteStage;
    }

    /** Lets the alert inhibit others, or no longer. Has to be called before its groups hear of it. */
    void follow(RoutedAlert holder, Instant now) {
        Alert alert = holder.alert();
        if (alert.isResolvedAt(now)) {
            inhibitor.ended(alert.labels());
        } else {
            inhibitor.fires(holder);
        }
    }
}
