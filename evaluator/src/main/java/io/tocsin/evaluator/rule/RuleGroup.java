package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.GlobalSettings;
import io.tocsin.evaluator.config.RuleConfig;
import io.tocsin.evaluator.config.RuleGroupConfig;
import io.tocsin.evaluator.rule.GroupView.Counts;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.Handle;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that are evaluated one behind the other. Each sees what those before it have stored.
 *
 * <p>Its methods exclude each other, because a reload may come while it is evaluated; {@link #view} never waits.
 *
 * @see "Upstream: rules.Group"
 */
public final class RuleGroup {
    private static final double NANOS = 1e9;

    private final RuleGroupConfig config;
    private final GroupId id;
    private final GroupTiming timing;
    private final GroupSlots slots;
    private final List<RuleRun> runs = new ArrayList<>();

    /** Series of rules that a reload has taken away; they end with the next evaluation. */
    private final List<Handle> orphans = new ArrayList<>();

    /** What was kept before a restart, or of the group that a reload has replaced, as long as nothing newer is known. */
    private Optional<GroupState> before = Optional.empty();

    private Counts counts = Counts.NONE;
    private long lastSlot = Moment.NONE;
    private boolean isStopped;

    // Written under the lock, read by anyone.
    private volatile GroupView view;

    RuleGroup(RuleGroupConfig config, GlobalSettings global) {
        this.config = config;
        this.id = new GroupId(config.file(), config.name());
        this.timing = GroupTiming.of(config, global);
        this.slots = GroupSlots.of(id, timing.intervalMillis());
        for (RuleConfig rule : config.rules()) {
            runs.add(new RuleRun(ruleOf(rule)));
        }
        this.view = newView(0);
    }

    private static Rule ruleOf(RuleConfig config) {
        return config instanceof RuleConfig.Alerting alerting
                ? new AlertingRule(alerting)
                : new RecordingRule((RuleConfig.Recording) config);
    }

    public GroupId id() {
        return id;
    }

    public long intervalMillis() {
        return timing.intervalMillis();
    }

    /** The first time after {@code nowMillis} at which it is to be evaluated. */
    public long nextSlot(long nowMillis) {
        return slots.after(nowMillis);
    }

    /** As of the last evaluation. */
    public GroupView view() {
        return view;
    }

    /** Whether a configuration asks for the very same group. */
    boolean isAs(RuleGroupConfig other, GlobalSettings global) {
        return config.equals(other) && timing.equals(GroupTiming.of(other, global));
    }

    /**
     * Evaluates the rules, whose series are stored by then.
     *
     * @param slotMillis the time of the evaluation, as of {@link #nextSlot}; slots between the last one and this one
     *     count as missed
     * @return the alerts to be sent; none once the group has been stopped
     */
    public synchronized List<SentAlert> evaluate(EvaluationSettings settings, long slotMillis) {
        if (isStopped) {
            return List.of();
        }
        long start = settings.nanoClock().getAsLong();
        List<SentAlert> alerts = new ArrayList<>();
        long failures = 0;
        long stored = 0;
        for (RuleRun run : runs) {
            RuleRun.Result result = run.evaluate(settings, slotMillis, timing);
            failures += result.isFailure() ? 1 : 0;
            stored += result.stored();
            alerts.addAll(result.alerts());
        }
        end(orphans, settings.sink(), slotMillis, slotMillis - timing.offsetMillis());
        orphans.clear();
        long missed = Moment.isSet(lastSlot) ? Math.max(0, (slotMillis - lastSlot) / timing.intervalMillis() - 1) : 0;
        counts = new Counts(
                counts.iterations() + 1 + missed,
                counts.missed() + missed,
                counts.evaluations() + runs.size(),
                counts.failures() + failures,
                stored);
        lastSlot = slotMillis;
        before = Optional.empty();
        view = newView((settings.nanoClock().getAsLong() - start) / NANOS);
        return alerts;
    }

    private GroupView newView(double seconds) {
        return new GroupView(
                id,
                timing.intervalMillis(),
                Math.max(0, timing.limit()),
                lastSlot,
                seconds,
                counts,
                runs.stream().map(RuleRun::view).toList());
    }

    /** Goes on with what {@code earlier}, which is over with that, was doing. */
    synchronized void takeOver(RuleGroup earlier) {
        synchronized (earlier) {
            earlier.isStopped = true;
            before = earlier.state();
            List<RuleRun> left = new ArrayList<>(earlier.runs);
            for (RuleRun run : runs) {
                Optional<RuleRun> match =
                        left.stream().filter(other -> isSameRule(run, other)).findFirst();
                match.ifPresent(run::takeOver);
                match.ifPresent(left::remove);
            }
            left.forEach(run -> orphans.addAll(run.series().values()));
            orphans.addAll(earlier.orphans);
            counts = earlier.counts;
            view = newView(0);
        }
    }

    private static boolean isSameRule(RuleRun one, RuleRun other) {
        RuleConfig config = one.rule().config();
        RuleConfig otherConfig = other.rule().config();
        return config.getClass() == otherConfig.getClass()
                && config.name().equals(otherConfig.name())
                && config.labels().equals(otherConfig.labels());
    }

    /** Goes on where the group was before a restart. */
    synchronized void restore(GroupState kept, EvaluationSettings.AlertTiming alertTiming) {
        before = Optional.of(kept);
        for (RuleRun run : runs) {
            if (run.rule() instanceof AlertingRule alerting) {
                List<AlertInstance> own = kept.alerts().stream()
                        .filter(alert -> alert.labels()
                                .get("alertname")
                                .equals(alerting.config().name()))
                        .toList();
                alerting.restore(RestoredAlerts.of(own, kept.evaluatedAtMillis(), alertTiming));
            }
        }
        view = newView(0);
    }

    /** What a restart needs; empty where there are no alerts. Before the first evaluation it is what was known before. */
    public synchronized Optional<GroupState> state() {
        if (!Moment.isSet(lastSlot)) {
            return before;
        }
        List<AlertInstance> alerts = new ArrayList<>();
        for (RuleRun run : runs) {
            if (run.rule() instanceof AlertingRule alerting) {
                alerts.addAll(alerting.kept(lastSlot));
            }
        }
        return alerts.isEmpty() ? Optional.empty() : Optional.of(new GroupState(id, lastSlot, alerts));
    }

    synchronized void stop() {
        isStopped = true;
    }

    /**
     * Ends all series of a group that is gone. Called some two intervals after it was stopped, for nothing may come that
     * goes on with them.
     *
     * @param stoppedMillis when it was stopped
     */
    public synchronized void end(SampleSink sink, long stoppedMillis) {
        List<Handle> all = new ArrayList<>(orphans);
        for (RuleRun run : runs) {
            Map<Labels, Handle> series = run.series();
            all.addAll(series.values());
        }
        end(all, sink, stoppedMillis, stoppedMillis - timing.offsetMillis());
    }

    private static void end(List<Handle> series, SampleSink sink, long nowMillis, long timeMillis) {
        if (series.isEmpty()) {
            return;
        }
        Batch batch = sink.begin(nowMillis);
        try {
            for (Handle handle : series) {
                batch.add(handle, timeMillis, StaleMarker.VALUE);
            }
        } catch (SeriesLimitException ignored) {
            // They are gone already, and a full store takes no new ones to end them.
            batch.rollback();
            return;
        }
        SampleSink.Outcome unused = batch.commit();
    }
}
