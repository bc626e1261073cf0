package io.tocsin.evaluator.rule;

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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated one behind the other. Each sees what those before it have stored.
 *
 * <p>Evaluated by one thread at a time. Everything else waits for no evaluation, however long it takes: what others look at
 * ({@link #view}, {@link #snapshot}) is published, and a reload that comes meanwhile has the group that follows take over
 * once the evaluation is through.
 *
 * @see "Upstream: rules.Group"
 */
public final class RuleGroup {
    private static final double NANOS = 1e9;

    private final RuleGroupConfig config;
    private final GroupId id;
    private final GroupTiming timing;
    private final GroupSlots slots;
    private final LongSupplier versions;

    /** Held while rules are evaluated, and by the group that takes over; only ever tried by those who must not wait. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as all that follows. */
    private final List<RuleRun> runs = new ArrayList<>();

    /** Series of rules that a reload has taken away; they end with the next evaluation. */
    private final List<Handle> orphans = new ArrayList<>();

    private Counts counts = Counts.NONE;
    private long lastSlot = Moment.NONE;

    /** Not changed any more once anybody else knows of the group. */
    private OptionalDouble restoreSeconds = OptionalDouble.empty();

    // Volatile: set by the thread that replaces the group; read by the one that evaluates, and by those who look.
    private volatile boolean isStopped;

    /** What rules have to go on after, until they do. Set by anyone, taken under the lock. */
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();

    // Volatile: whom this one takes over from, as long as it has not; written under the lock, read by those who look.
    private volatile @Nullable RuleGroup earlier;

    // Volatile: written under the lock, read by anyone.
    private volatile GroupView view;

    // Volatile: as the view.
    private volatile GroupSnapshot snapshot;

    /** @param versions of snapshots: greater ones each time, and no two groups get the same */
    RuleGroup(RuleGroupConfig config, GlobalSettings global, LongSupplier versions) {
        this.config = config;
        this.versions = versions;
        this.id = new GroupId(config.file(), config.name());
        this.timing = GroupTiming.of(config, global);
        this.slots = GroupSlots.of(id, timing.intervalMillis());
        Iterator<RuleKey> keys = RuleKey.of(alerting(config)).iterator();
        for (RuleConfig rule : config.rules()) {
            runs.add(new RuleRun(
                    rule instanceof RuleConfig.Alerting alerting
                            ? new AlertingRule(alerting, keys.next())
                            : new RecordingRule((RuleConfig.Recording) rule)));
        }
        this.view = newView(0);
        this.snapshot = GroupSnapshot.none(id);
    }

    private static List<RuleConfig.Alerting> alerting(RuleGroupConfig config) {
        return config.rules().stream()
                .filter(RuleConfig.Alerting.class::isInstance)
                .map(RuleConfig.Alerting.class::cast)
                .toList();
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

    /** As of the last evaluation. Never waits. */
    public GroupView view() {
        return view;
    }

    /** As of the last evaluation. Never waits. */
    public GroupSnapshot snapshot() {
        // The other one's may be newer still, as its last evaluation may be under way.
        RuleGroup before = earlier;
        return before == null ? snapshot : before.snapshot();
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
     * @return the alerts to be sent; none once the group has been stopped, and none as long as the one that it has replaced is
     *     still busy
     */
    public List<SentAlert> evaluate(EvaluationSettings settings, long slotMillis) {
        return evaluate(settings, slotMillis, run -> true);
    }

    /** As {@link #evaluate}, but only the rules that look at no samples, such as {@code vector(1)}. */
    public List<SentAlert> evaluateWithoutSamples(EvaluationSettings settings, long slotMillis) {
        return evaluate(settings, slotMillis, run -> !run.looksAtSamples());
    }

    /** Whether there is any rule that looks at no samples. */
    public boolean hasRulesWithoutSamples() {
        return runs.stream().anyMatch(run -> !run.looksAtSamples());
    }

    private List<SentAlert> evaluate(EvaluationSettings settings, long slotMillis, Predicate<RuleRun> isWanted) {
        lock.lock();
        try {
            if (isStopped || !hasTakenOver()) {
                return List.of();
            }
            goOnAfterOutage();
            return evaluated(settings, slotMillis, isWanted);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link RuleGroups#resume}: at once, or with the next evaluation where one is under way. */
    void resume(Outage after) {
        outage.set(after);
        if (lock.tryLock()) {
            try {
                if (hasTakenOver()) {
                    goOnAfterOutage();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void goOnAfterOutage() {
        Outage known = outage.getAndSet(null);
        if (known != null) {
            alertingRules()
                    .forEach(rule -> rule.resume(
                            known.timing(), known.lookBackMillis(rule.config().expr())));
        }
    }

    private List<SentAlert> evaluated(EvaluationSettings settings, long slotMillis, Predicate<RuleRun> isWanted) {
        long start = settings.nanoClock().getAsLong();
        List<SentAlert> alerts = new ArrayList<>();
        long evaluations = 0;
        long failures = 0;
        long stored = 0;
        for (RuleRun run : runs) {
            if (isStopped) {
                // The rest is for whoever comes behind; alerts of rules that are through count as sent, and are.
                break;
            }
            if (!isWanted.test(run)) {
                continue;
            }
            RuleRun.Result result = run.evaluate(settings, slotMillis, timing);
            evaluations++;
            failures += result.isFailure() ? 1 : 0;
            stored += result.stored();
            alerts.addAll(result.alerts());
        }
        end(orphans, settings.sink(), slotMillis, slotMillis - timing.offsetMillis());
        orphans.clear();
        long missed = Moment.isSet(lastSlot) ? Math.max(0, (slotMillis - lastSlot) / timing.intervalMillis() - 1) : 0;
        counts = counts.with(missed, evaluations, failures, stored);
        lastSlot = slotMillis;
        snapshot = snapshot.next(new GroupState(id, slotMillis, kept(slotMillis)), versions);
        view = newView((settings.nanoClock().getAsLong() - start) / NANOS);
        return alerts;
    }

    private List<KeptAlert> kept(long slotMillis) {
        List<KeptAlert> alerts = new ArrayList<>();
        alertingRules().forEach(rule -> alerts.addAll(rule.kept(slotMillis)));
        return alerts;
    }

    /** In the order of the file. */
    List<AlertingRule> alertingRules() {
        return runs.stream()
                .map(RuleRun::rule)
                .filter(AlertingRule.class::isInstance)
                .map(AlertingRule.class::cast)
                .toList();
    }

    private GroupView newView(double seconds) {
        return newView(seconds, runs.stream().map(RuleRun::view).toList());
    }

    private GroupView newView(double seconds, List<RuleView> rules) {
        return new GroupView(
                id, timing.intervalMillis(), Math.max(0, timing.limit()), lastSlot, seconds, counts, rules);
    }

    /** Goes on with what {@code replaced}, which is over with that, was doing: now, or when that is not busy any more. */
    void takeOver(RuleGroup replaced) {
        replaced.stop();
        lock.lock();
        try {
            earlier = replaced;
            if (!hasTakenOver()) {
                view = viewLike(replaced.view());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for nobody. */
    private boolean hasTakenOver() {
        RuleGroup before = earlier;
        if (before == null) {
            return true;
        }
        if (!before.lock.tryLock()) {
            return false;
        }
        try {
            if (!before.hasTakenOver()) {
                return false;
            }
            takeOverFrom(before);
            earlier = null;
            return true;
        } finally {
            before.lock.unlock();
        }
    }

    private void takeOverFrom(RuleGroup before) {
        List<RuleRun> left = new ArrayList<>(before.runs);
        for (RuleRun run : runs) {
            Optional<RuleRun> match = left.stream()
                    .filter(other ->
                            isSameRule(run.rule().config(), other.rule().config()))
                    .findFirst();
            match.ifPresent(run::takeOver);
            match.ifPresent(left::remove);
        }
        left.forEach(run -> orphans.addAll(run.series().values()));
        orphans.addAll(before.orphans);
        outage.compareAndSet(null, before.outage.get());
        counts = before.counts;
        // Until it is evaluated, alerts of rules that have gone are kept with the others.
        snapshot = before.snapshot;
        view = newView(0);
    }

    private static boolean isSameRule(RuleConfig config, RuleConfig other) {
        return config.getClass() == other.getClass()
                && config.name().equals(other.name())
                && config.labels().equals(other.labels());
    }

    /** What can be seen of a group that has not taken over yet: how the one before it was last seen. */
    private GroupView viewLike(GroupView before) {
        List<RuleView> left = new ArrayList<>(before.rules());
        List<RuleView> rules = new ArrayList<>();
        for (RuleView fresh : newView(0).rules()) {
            Optional<RuleView> match = left.stream()
                    .filter(other -> isSameRule(fresh.config(), other.config()))
                    .findFirst();
            match.ifPresent(left::remove);
            rules.add(match.map(fresh::like).orElse(fresh));
        }
        return newView(0, rules);
    }

    /**
     * What was restored is there, rule by rule: {@code known} is what is known of the group until it is evaluated. Called
     * before anybody else knows of the group.
     *
     * @param isKept whether that is what is kept of the group already
     */
    void restored(GroupState known, boolean isKept) {
        snapshot =
                isKept ? GroupSnapshot.restored(known) : GroupSnapshot.none(id).next(known, versions);
        view = newView(0);
    }

    /** Called before anybody else knows of the group. */
    void restoredIn(double seconds) {
        restoreSeconds = OptionalDouble.of(seconds);
    }

    /** How long it took to give the rules what was known before a restart; empty if the group was not there at the start. */
    public OptionalDouble restoreSeconds() {
        return restoreSeconds;
    }

    /**
     * The alerts that fired before a restart and have no sample yet, to be sent before anything is evaluated: otherwise the
     * router hears nothing of them, and takes them for resolved. An evaluation that is under way is not waited for: it has them
     * among what is to be sent, as every one has.
     *
     * @param firstByMillis when the group will have been evaluated at the latest
     */
    public List<SentAlert> sendAgain(EvaluationSettings settings, long firstByMillis) {
        long validUntil = AlertingRule.validUntil(firstByMillis, settings, timing.intervalMillis());
        if (!lock.tryLock()) {
            return List.of();
        }
        try {
            List<SentAlert> alerts = new ArrayList<>();
            alertingRules().forEach(rule -> alerts.addAll(rule.toSendAgain(settings, validUntil)));
            return alerts;
        } finally {
            lock.unlock();
        }
    }

    /** Has no rule evaluated any more; one that is under way is not waited for. */
    void stop() {
        isStopped = true;
    }

    /**
     * Ends all series of a group that is gone. Called some two intervals after it was stopped, for nothing may come that
     * goes on with them.
     *
     * @param stoppedMillis when it was stopped
     */
    public void end(SampleSink sink, long stoppedMillis) {
        lock.lock();
        try {
            List<Handle> all = new ArrayList<>(orphans);
            for (RuleRun run : runs) {
                all.addAll(run.series().values());
            }
            end(all, sink, stoppedMillis, stoppedMillis - timing.offsetMillis());
        } finally {
            lock.unlock();
        }
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
