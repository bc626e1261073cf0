package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.rule.EvaluationSettings;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.GroupView;
import io.tocsin.evaluator.rule.RuleGroup;
import io.tocsin.evaluator.rule.RuleGroups;
import io.tocsin.evaluator.rule.SentAlert;
import io.tocsin.server.metrics.EvaluatorMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has groups of rules evaluated at their times, and hands their alerts on.
 *
 * <p>{@link #run} is called by one thread at a time; everything else is thread-safe.
 */
final class RuleRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

    private static final double NANOS_PER_SECOND = 1e9;

    /** Intervals after which nothing goes on with the series of a group that has gone. */
    private static final int INTERVALS_TO_END = 2;

    private final RuleGroups groups;
    private final EvaluatorThreads threads;
    private final InstantSource clock;
    private final EvaluatorMetrics metrics;
    private final Router router;

    /** Owned by whoever calls {@link #run}. */
    private final Map<RuleGroup, SlotTimer> timers = new HashMap<>();

    // Volatile: replaced by reloads, read by workers.
    private volatile @Nullable SettingsSource settings;

    /** What a group is evaluated with. */
    @FunctionalInterface
    interface SettingsSource {
        /** Made for one evaluation of a group with so many rules. */
        EvaluationSettings of(int ruleCount);
    }

    /** Where alerts go. */
    interface Router extends Function<List<PostedAlert>, CompletionStage<?>> {}

    /** @param states of the groups as they were before this start */
    RuleRunner(
            List<GroupState> states,
            EvaluationSettings.AlertTiming timing,
            EvaluatorThreads threads,
            InstantSource clock,
            EvaluatorMetrics metrics,
            Router router) {
        this.groups = new RuleGroups(states, timing);
        this.threads = requireNonNull(threads, "threads");
        this.clock = requireNonNull(clock, "clock");
        this.metrics = requireNonNull(metrics, "metrics");
        this.router = requireNonNull(router, "router");
    }

    /** Evaluates what the configuration asks for from now on; groups that have not changed go on. */
    void run(PrometheusConfiguration configuration, SettingsSource next) {
        settings = next;
        RuleGroups.Change change = groups.update(configuration);
        change.replaced().forEach(this::stop);
        change.gone().forEach(group -> {
            stop(group);
            end(group);
            metrics.groupRemoved(group.id().toString());
        });
        change.started().forEach(group -> {
            GroupView view = group.view();
            metrics.groupAdded(
                    group.id().toString(),
                    Duration.ofMillis(group.intervalMillis()),
                    view.rules().size());
            timers.put(group, threads.slots(new GroupWork(group)));
        });
    }

    private void stop(RuleGroup group) {
        SlotTimer timer = timers.remove(group);
        if (timer != null) {
            timer.close();
        }
    }

    private void end(RuleGroup group) {
        long stoppedMillis = clock.millis();
        threads.later(INTERVALS_TO_END * group.intervalMillis(), () -> {
            SettingsSource known = settings;
            if (known != null) {
                group.end(known.of(1).sink(), stoppedMillis);
            }
        });
    }

    /** By file, then by name. */
    List<GroupView> views() {
        return groups.groups().stream().map(RuleGroup::view).toList();
    }

    /** What a restart needs. */
    List<GroupState> states() {
        return groups.groups().stream().flatMap(group -> group.state().stream()).toList();
    }

    private final class GroupWork implements SlotTimer.Work {
        private final RuleGroup group;

        GroupWork(RuleGroup group) {
            this.group = group;
        }

        @Override
        public long after(long millis) {
            return group.nextSlot(millis);
        }

        @Override
        public CompletionStage<?> begin(long slotMillis) {
            SettingsSource known = settings;
            if (known == null) {
                return CompletableFuture.completedStage(null);
            }
            GroupView.Counts before = group.view().counts();
            List<SentAlert> alerts =
                    group.evaluate(known.of(group.view().rules().size()), slotMillis);
            report(before, slotMillis);
            if (alerts.isEmpty()) {
                return CompletableFuture.completedStage(null);
            }
            // The next evaluation does not wait for the store's disk.
            router.apply(alerts.stream().map(RuleRunner::posted).toList()).whenComplete((outcome, failure) -> {
                if (failure != null) {
                    LOG.atError()
                            .addKeyValue("component", "evaluator")
                            .addKeyValue("group", group.id())
                            .setCause(failure)
                            .log("Alerts of rules cannot be handed on");
                }
            });
            return CompletableFuture.completedStage(null);
        }

        private void report(GroupView.Counts before, long slotMillis) {
            GroupView view = group.view();
            GroupId id = group.id();
            long missed = view.counts().missed() - before.missed();
            if (missed > 0) {
                LOG.atWarn()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("group", id)
                        .addKeyValue("missed", missed)
                        .log("Evaluations of a group of rules were left out: the one before took too long");
                metrics.iterationsMissed(id.toString(), missed);
            }
            metrics.groupEvaluated(
                    id.toString(),
                    Instant.ofEpochMilli(slotMillis),
                    Duration.ofNanos((long) (view.evaluationSeconds() * NANOS_PER_SECOND)),
                    view.rules().size(),
                    (int) (view.counts().failures() - before.failures()),
                    view.counts().lastSamples());
            warn(view, slotMillis);
        }

        /** Each failure once, and again when it is another. */
        private void warn(GroupView view, long slotMillis) {
            view.rules().stream()
                    .filter(rule -> !rule.lastError().isEmpty() && rule.lastEvaluationMillis() == slotMillis)
                    .filter(rule -> rule.evaluations().size() < 2
                            || !rule.evaluations().get(1).error().equals(rule.lastError()))
                    .forEach(rule -> LOG.atWarn()
                            .addKeyValue("component", "evaluator")
                            .addKeyValue("group", view.id())
                            .addKeyValue("rule", rule.config().name())
                            .addKeyValue("err", rule.lastError())
                            .log("Evaluating rule failed"));
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
