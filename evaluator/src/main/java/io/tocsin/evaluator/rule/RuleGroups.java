package io.tocsin.evaluator.rule;

import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.RuleFile;
import io.tocsin.evaluator.config.RuleGroupConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All groups of a configuration, through its reloads. Updated by one thread; {@link #groups} may be asked by any.
 *
 * @see "Upstream: rules.Manager"
 */
public final class RuleGroups {
    private final EvaluationSettings.AlertTiming timing;
    private final Duration retention;

    /** Of snapshots; of all groups together, so that one that comes back after it was gone goes on. */
    private final AtomicLong versions = new AtomicLong();

    /** Of before a restart; null once the first configuration has it, or if nobody knows. */
    private @Nullable Before before;

    private record Before(List<GroupState> states, LongSupplier nanoClock) {}

    private Map<GroupId, RuleGroup> current = Map.of();

    private @Nullable PrometheusConfiguration running;

    // Replaced as a whole by updates, read by anyone.
    private volatile List<RuleGroup> groups = List.of();

    /** @param retention how long samples are kept */
    public RuleGroups(EvaluationSettings.AlertTiming timing, Duration retention) {
        this.timing = timing;
        this.retention = retention;
    }

    /**
     * What was known before a restart: rules that the first configuration has go on there. Before the first {@link #update}.
     *
     * @param nanoClock measures how long that takes
     */
    public void restore(Collection<GroupState> states, LongSupplier nanoClock) {
        before = new Before(List.copyOf(states), nanoClock);
    }

    /**
     * What an update has changed.
     *
     * @param started whose evaluations are to be scheduled
     * @param replaced whose schedule is over, as others of the same identity have started
     * @param gone whose schedule is over, and whose series are to be ended two intervals later ({@link RuleGroup#end})
     */
    public record Change(List<RuleGroup> started, List<RuleGroup> replaced, List<RuleGroup> gone) {
        public Change {
            started = List.copyOf(started);
            replaced = List.copyOf(replaced);
            gone = List.copyOf(gone);
        }
    }

    /** Groups that are the same in the new configuration go on as if nothing had happened. */
    public synchronized Change update(PrometheusConfiguration configuration) {
        Map<GroupId, RuleGroup> next = new LinkedHashMap<>();
        List<RuleGroup> started = new ArrayList<>();
        List<RuleGroup> replaced = new ArrayList<>();
        for (RuleFile file : configuration.ruleFiles()) {
            for (RuleGroupConfig config : file.groups()) {
                GroupId id = new GroupId(config.file(), config.name());
                RuleGroup known = current.get(id);
                if (known != null && known.isAs(config, configuration.global())) {
                    next.put(id, known);
                    continue;
                }
                RuleGroup group = new RuleGroup(config, configuration.global(), versions::incrementAndGet);
                if (known != null) {
                    group.takeOver(known);
                    replaced.add(known);
                }
                started.add(group);
                next.put(id, group);
            }
        }
        List<RuleGroup> gone = current.values().stream()
                .filter(group -> !next.containsKey(group.id()))
                .toList();
        gone.forEach(RuleGroup::stop);
        // As in the original, what was before a restart is for those that are there at the start.
        Before known = before;
        before = null;
        if (known != null) {
            new Restoration(new Outage(configuration, timing, retention))
                    .restore(known.states(), started, known.nanoClock());
        }
        current = next;
        running = configuration;
        groups = next.values().stream()
                .sorted(Comparator.comparing((RuleGroup group) -> group.id().file())
                        .thenComparing(group -> group.id().name()))
                .toList();
        return new Change(started, replaced, gone);
    }

    /**
     * For some time nobody has looked at anything, neither scrapes nor rules: all go on as after a restart. Thread-safe; waits
     * for no evaluation, but for an update: else a group that has just taken over would not hear of it.
     */
    public synchronized void resume() {
        PrometheusConfiguration known = running;
        if (known != null) {
            Outage outage = new Outage(known, timing, retention);
            groups.forEach(group -> group.resume(outage));
        }
    }

    /** Has nothing evaluated any more; rules that are under way are not waited for. Thread-safe. */
    public void stop() {
        groups.forEach(RuleGroup::stop);
    }

    /** By file, then by name. */
    public List<RuleGroup> groups() {
        return groups;
    }
}
