package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.EvaluationSettings;
import io.tocsin.evaluator.rule.GroupView;
import io.tocsin.evaluator.rule.RuleGroup;
import io.tocsin.evaluator.rule.RuleGroups;
import io.tocsin.evaluator.rule.RuleView;
import io.tocsin.evaluator.rule.SentAlert;
import io.tocsin.server.metrics.EvaluatorMetrics;
import io.tocsin.server.storage.RuleStates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has groups of rules evaluated at their times, and hands their alerts on.
 *
 * <p>{@link #run} is called by one thread at a time; everything else is thread-safe. Nothing here waits for an evaluation.
 */
final class RuleRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Intervals after which nothing goes on with the series of a group that has gone. */
    private static final int INTERVALS_TO_END = 2;

    private static final long LOOK_MILLIS = 200;

    private static final double SLOW_SECONDS = 2;

    private static final long PRESENCE_MILLIS = 5_000;

    /** Timers come late, and machines and collectors pause: nobody was away because of that, however short samples count. */
    private static final long PAUSE_MAX_MILLIS = 3 * PRESENCE_MILLIS;

    /** After that, the router knows that it was away, too. */
    private static final long ROUTER_BACK_MILLIS = 10_000;

    /** Targets that are scraped more rarely than this must not keep everybody in the dark after each start. */
    private static final long FIRST_SCRAPES_MAX_MILLIS = Duration.ofMinutes(2).toMillis();

    private final RuleGroups groups;
    private final EvaluatorThreads threads;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private final EvaluatorMetrics metrics;
    private final Router router;

    /** Guarded by itself: changed by reloads and by the end of the first scrapes, looked at by workers that report. */
    private final Map<RuleGroup, GroupWork> works = new HashMap<>();

    /** Guarded by {@code works}: whether rules are evaluated that look at samples. */
    private boolean isOpen;

    /** Guarded by {@code works}: how often scrapes were waited for; the last wait is what opens. */
    private int waits;

    /** Guarded by {@code works}: when somebody was there last. */
    private long lastThereMillis;

    /** Guarded by {@code works}. */
    private @Nullable SlotTimer presence;

    /** Guarded by {@code works}. */
    private boolean isStopped;

    // Volatile: set at the start, used by workers.
    private volatile RuleStates kept = RuleStates.NONE;

    // Volatile: replaced by reloads, read by workers.
    private volatile @Nullable EvaluationSettings settings;

    // Volatile: set at the start.
    private volatile FirstScrapes firstScrapes = FirstScrapes.NONE;

    // Volatile: set once others have been heard, read by workers.
    private volatile @Nullable RestoredWords restoredWords;

    /** Where alerts go. */
    interface Router extends Function<List<PostedAlert>, CompletionStage<?>> {}

    /** What tells the time. */
    record Clocks(InstantSource wall, LongSupplier monotonicNanos) {
        Clocks {
            requireNonNull(wall, "wall");
            requireNonNull(monotonicNanos, "monotonicNanos");
        }
    }

    /** @param groups that know how alerts were before this start */
    RuleRunner(RuleGroups groups, EvaluatorThreads threads, Clocks clocks, EvaluatorMetrics metrics, Router router) {
        this.groups = requireNonNull(groups, "groups");
        this.threads = requireNonNull(threads, "threads");
        this.clock = clocks.wall();
        this.monotonicNanos = clocks.monotonicNanos();
        this.metrics = requireNonNull(metrics, "metrics");
        this.router = requireNonNull(router, "router");
    }

    /** Goes on where {@code states} say that rules were, and keeps there what they come to; before {@link #start}. */
    void restore(RuleStates states) {
        groups.restore(states.kept(), monotonicNanos);
        kept = states;
    }

    /**
     * Says again what fired before the restart, and evaluates what looks at samples once the first scrapes are over. Called
     * once, before any {@link #run}.
     */
    void start(
            PrometheusConfiguration configuration,
            EvaluationSettings first,
            FirstScrapes scrapes,
            RestoredWords words) {
        firstScrapes = scrapes;
        synchronized (works) {
            lastThereMillis = clock.millis();
            // On the clock's thread, for all others may be busy.
            presence = threads.every(PRESENCE_MILLIS, Runnable::run, this::notice);
        }
        run(configuration, first);
        long longestMillis = longestMillis();
        if (words.settlesAfter().isZero()) {
            sendAgain(words, longestMillis);
        } else {
            threads.later(words.settlesAfter().toMillis(), threads.rules(), () -> sendAgain(words, longestMillis));
        }
        if (longestMillis > 0) {
            LOG.atInfo()
                    .addKeyValue("component", "evaluator")
                    .addKeyValue("longest", Duration.ofMillis(longestMillis))
                    .log("Rules wait until each target has been scraped once");
        }
        look(newWait(0, longestMillis));
    }

    private long longestMillis() {
        return Math.min(firstScrapes.longestMillis(), FIRST_SCRAPES_MAX_MILLIS);
    }

    /**
     * Deviation D-366: where nobody was there for longer than a sample counts, because the machine slept or the clock was set
     * forward, no sample is no news, as after a start.
     */
    private void notice() {
        EvaluationSettings known = settings;
        if (known == null) {
            return;
        }
        Wait again;
        synchronized (works) {
            long nowMillis = clock.millis();
            long awayMillis = nowMillis - lastThereMillis;
            lastThereMillis = nowMillis;
            if (isStopped || awayMillis <= Math.max(known.lookbackMillis(), PAUSE_MAX_MILLIS)) {
                return;
            }
            isOpen = false;
            again = newWait(nowMillis, longestMillis());
            LOG.atWarn()
                    .addKeyValue("component", "evaluator")
                    .addKeyValue("away", Duration.ofMillis(awayMillis))
                    .addKeyValue("longest", again.longest())
                    .log(
                            "Rules wait until each target has been scraped once again: the clock was set forward, or the machine"
                                    + " has slept");
        }
        groups.resume();
        RestoredWords words = restoredWords;
        if (words != null) {
            long soonMillis = Math.max(ROUTER_BACK_MILLIS, words.settlesAfter().toMillis());
            long longestMillis = again.longest().toMillis();
            threads.later(soonMillis, threads.rules(), () -> sendAgain(words, longestMillis));
        }
        threads.later(0, threads.rules(), () -> look(again));
    }

    /**
     * For scrapes.
     *
     * @param number of the last one opens
     */
    private record Wait(int number, long sinceMillis, long beganNanos, Duration longest) {}

    private Wait newWait(long sinceMillis, long longestMillis) {
        synchronized (works) {
            return new Wait(++waits, sinceMillis, monotonicNanos.getAsLong(), Duration.ofMillis(longestMillis));
        }
    }

    private void sendAgain(RestoredWords words, long firstWithinMillis) {
        restoredWords = words;
        EvaluationSettings known = requireNonNull(settings, "settings");
        long nowMillis = clock.millis();
        for (RuleGroup group : groups.groups()) {
            long firstByMillis = nowMillis + firstWithinMillis + group.intervalMillis();
            handOn(group, words::begin, group.sendAgain(known, firstByMillis).stream());
        }
    }

    private void look(Wait forScrapes) {
        Duration waited = Duration.ofNanos(monotonicNanos.getAsLong() - forScrapes.beganNanos());
        boolean areOver = areOver(forScrapes);
        if (!areOver && waited.compareTo(forScrapes.longest()) < 0) {
            threads.later(LOOK_MILLIS, threads.rules(), () -> look(forScrapes));
            return;
        }
        synchronized (works) {
            if (forScrapes.number() != waits) {
                return;
            }
            isOpen = true;
        }
        LOG.atInfo()
                .addKeyValue("component", "evaluator")
                .addKeyValue("waited", waited.truncatedTo(ChronoUnit.MILLIS))
                .addKeyValue("all_scraped", areOver)
                .log("Rules are evaluated from now on");
    }

    /** Where that cannot be said, rules are evaluated: nobody would look again. */
    private boolean areOver(Wait forScrapes) {
        try {
            return firstScrapes.areOver(forScrapes.sinceMillis());
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("component", "evaluator").setCause(e).log("Internal error in the evaluator");
            return true;
        }
    }

    /** Evaluates what the configuration asks for from now on; groups that have not changed go on. */
    void run(PrometheusConfiguration configuration, EvaluationSettings next) {
        settings = next;
        RuleGroups.Change change = groups.update(configuration);
        kept.keepOnly(
                groups.groups().stream().map(RuleGroup::id).collect(Collectors.toSet()),
                change.started().stream()
                        .map(RuleGroup::snapshot)
                        .filter(snapshot -> snapshot.version() > 0)
                        .toList());
        change.replaced().forEach(this::stop);
        change.gone().forEach(group -> {
            stop(group);
            end(group);
            metrics.groupRemoved(group.id().toString());
        });
        change.started().forEach(this::begin);
    }

    private void begin(RuleGroup group) {
        metrics.groupAdded(
                group.id().toString(),
                Duration.ofMillis(group.intervalMillis()),
                group.view().rules().size());
        group.restoreSeconds()
                .ifPresent(seconds -> metrics.groupRestored(group.id().toString(), seconds));
        GroupWork work = new GroupWork(group);
        synchronized (works) {
            works.put(group, work);
            if (!isStopped) {
                work.timer = threads.slots(work::onItsThreads, work);
            }
        }
    }

    private boolean isOpen() {
        synchronized (works) {
            return isOpen;
        }
    }

    private void stop(RuleGroup group) {
        synchronized (works) {
            GroupWork work = works.remove(group);
            if (work != null) {
                work.close();
            }
        }
    }

    private void end(RuleGroup group) {
        long stoppedMillis = clock.millis();
        threads.later(INTERVALS_TO_END * group.intervalMillis(), threads.rules(), () -> {
            EvaluationSettings known = settings;
            if (known != null) {
                group.end(known.sink(), stoppedMillis);
            }
        });
    }

    /** By file, then by name. */
    List<GroupView> views() {
        return groups.groups().stream().map(RuleGroup::view).toList();
    }

    /** Begins no evaluation any more, nor another rule of one that is under way. */
    void stop() {
        groups.stop();
        synchronized (works) {
            isStopped = true;
            if (presence != null) {
                presence.close();
            }
            works.values().forEach(GroupWork::close);
        }
    }

    private void handOn(RuleGroup group, List<SentAlert> alerts) {
        handOn(group, router, alerts.stream().filter(alert -> !alert.isHeld()));
        RestoredWords words = restoredWords;
        if (words != null) {
            handOn(group, words::goOn, alerts.stream().filter(SentAlert::isHeld));
        }
    }

    /** Whoever evaluates does not wait for the store's disk. */
    private static void handOn(RuleGroup group, Router to, Stream<SentAlert> alerts) {
        List<PostedAlert> posts = alerts.map(RuleRunner::posted).toList();
        if (posts.isEmpty()) {
            return;
        }
        to.apply(posts).whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.atError()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("group", group.id())
                        .setCause(failure)
                        .log("Alerts of rules cannot be handed on");
            }
        });
    }

    private final class GroupWork implements SlotTimer.Work {
        private final RuleGroup group;

        /** Guarded by {@code works}. */
        private @Nullable SlotTimer timer;

        // Volatile, as what follows: slots come on different threads, one after the other.
        private volatile long lastSlotMillis = AlertInstance.NONE;

        private volatile long lastBeganNanos;

        GroupWork(RuleGroup group) {
            this.group = group;
        }

        @Override
        public long after(long millis) {
            return group.nextSlot(millis);
        }

        /** One that took long the last time holds up those alone that did so, too. */
        private void onItsThreads(Runnable task) {
            double seconds = group.view().rules().stream()
                    .mapToDouble(RuleView::evaluationSeconds)
                    .sum();
            (seconds < SLOW_SECONDS ? threads.rules() : threads.slowRules()).execute(task);
        }

        @Override
        public CompletionStage<?> begin(long slotMillis) {
            EvaluationSettings known = settings;
            notice();
            boolean areScraped = isOpen();
            if (known != null && (areScraped || group.hasRulesWithoutSamples())) {
                long beganNanos = monotonicNanos.getAsLong();
                Duration lateBy = Duration.ofMillis(Math.max(0, clock.millis() - slotMillis));
                List<SentAlert> alerts = areScraped
                        ? group.evaluate(known, slotMillis)
                        : group.evaluateWithoutSamples(known, slotMillis);
                keep();
                handOn(group, lasting(alerts, slotMillis, beganNanos));
                report(slotMillis, beganNanos, lateBy);
            }
            return CompletableFuture.completedStage(null);
        }

        /** Before anybody is told: the alert of a rule that the next start does not know would be resolved. */
        private void keep() {
            if (!isThere()) {
                return;
            }
            try {
                kept.keep(group.snapshot());
            } catch (RuntimeException | Error e) {
                // A fault of ours, for which nobody goes without the alerts.
                LOG.atError()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("group", group.id())
                        .setCause(e)
                        .log("What rules have come to cannot be kept");
            }
        }

        /** Not so when a reload has taken the group away, or replaced it. */
        private boolean isThere() {
            synchronized (works) {
                return works.get(group) == this;
            }
        }

        /** They count from now on, and as much longer as this evaluation took: the next one may take as long. */
        private List<SentAlert> lasting(List<SentAlert> alerts, long slotMillis, long beganNanos) {
            long nowMillis = clock.millis();
            long lateMillis = Math.max(0, nowMillis - slotMillis);
            long tookMillis = (monotonicNanos.getAsLong() - beganNanos) / NANOS_PER_MILLI;
            return alerts.stream()
                    .map(alert -> alert.handedOn(slotMillis, nowMillis, lateMillis + tookMillis))
                    .toList();
        }

        /** Called with the lock held. */
        void close() {
            if (timer != null) {
                timer.close();
            }
        }

        private void report(long slotMillis, long beganNanos, Duration lateBy) {
            GroupView view = group.view();
            if (view.lastEvaluationMillis() != slotMillis) {
                // It was stopped, or waits for the one that it has replaced.
                return;
            }
            long missed = missed(slotMillis, beganNanos);
            lastSlotMillis = slotMillis;
            lastBeganNanos = beganNanos;
            List<RuleView> evaluated = view.rules().stream()
                    .filter(rule -> rule.lastEvaluationMillis() == slotMillis)
                    .toList();
            count(view, evaluated, missed, lateBy);
            evaluated.forEach(this::warn);
        }

        private void count(GroupView view, List<RuleView> evaluated, long missed, Duration lateBy) {
            String id = view.id().toString();
            long failed = evaluated.stream()
                    .filter(rule -> !rule.lastError().isEmpty())
                    .count();
            // One that has gone meanwhile has no metrics any more, and must not get them again.
            synchronized (works) {
                if (!isThere()) {
                    return;
                }
                metrics.iterationsMissed(id, missed);
                metrics.groupEvaluated(
                        id,
                        Instant.ofEpochMilli(view.lastEvaluationMillis()),
                        new EvaluatorMetrics.GroupEvaluation(
                                lateBy,
                                view.evaluationSeconds(),
                                evaluated.stream()
                                        .map(RuleView::evaluationSeconds)
                                        .toList(),
                                (int) failed,
                                view.counts().lastSamples()));
            }
        }

        /** Tells of slots that were left out, and why. */
        private long missed(long slotMillis, long beganNanos) {
            if (lastSlotMillis == AlertInstance.NONE) {
                return 0;
            }
            long interval = group.intervalMillis();
            long missed = Math.max(0, (slotMillis - lastSlotMillis) / interval - 1);
            if (missed > 0) {
                long passedMillis = (beganNanos - lastBeganNanos) / NANOS_PER_MILLI;
                // What has really passed is the time of the slots that were missed, or it is the clock that has jumped.
                boolean hasJumped = passedMillis < (slotMillis - lastSlotMillis) - missed * interval / 2;
                LOG.atWarn()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("group", group.id())
                        .addKeyValue("missed", missed)
                        .log(
                                hasJumped
                                        ? "Evaluations of a group of rules were left out: the clock was set forward, or"
                                                + " the machine has slept"
                                        : "Evaluations of a group of rules were left out: rules took too long");
            }
            return missed;
        }

        /** Each failure once, and again when it is another. */
        private void warn(RuleView rule) {
            boolean isTold = rule.evaluations().size() > 1
                    && rule.evaluations().get(1).error().equals(rule.lastError());
            if (!rule.lastError().isEmpty() && !isTold) {
                LOG.atWarn()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("group", group.id())
                        .addKeyValue("rule", rule.config().name())
                        .addKeyValue("err", rule.lastError())
                        .log("Evaluating rule failed");
            }
        }
    }

    private static PostedAlert posted(SentAlert alert) {
        return new PostedAlert(
                alert.labels(),
                alert.annotations(),
                time(alert.startsAtMillis()),
                time(alert.endsAtMillis()),
                alert.generatorUrl());
    }

    private static Timestamp time(long millis) {
        return Timestamp.of(Instant.ofEpochMilli(millis));
    }
}
