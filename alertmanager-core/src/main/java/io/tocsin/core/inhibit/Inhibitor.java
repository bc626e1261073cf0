package io.tocsin.core.inhibit;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a configuration together with the alerts that inhibit by them, found by the values of the
 * {@code equal} labels: a question costs one lookup per rule, however many alerts there are.
 *
 * <p>All sources count, where the original remembers one per set of {@code equal} values: what it inhibits is
 * inhibited here too. Written by the intake owner; read by any thread.
 *
 * @see "Upstream: inhibit.Inhibitor, v0.34.0"
 */
public final class Inhibitor {
    // Deviation D-100: all sources are considered.
    private final List<RuleIndex> rules;

    private record RuleIndex(InhibitRule rule, Map<List<String>, Sources> byEqualValues) {}

    public Inhibitor(List<InhibitRule> rules) {
        this.rules = rules.stream()
                .map(rule -> new RuleIndex(rule, new ConcurrentHashMap<>()))
                .toList();
    }

    /** An alert fires, for the first time or again. Its holder is asked from now on, so refreshes need no call. */
    public void fires(AlertHolder holder) {
        Labels labels = holder.alert().labels();
        for (RuleIndex index : rules) {
            if (index.rule().isSource(labels)) {
                index.byEqualValues()
                        .computeIfAbsent(index.rule().equalValues(labels), values -> new Sources())
                        .add(holder, index.rule().isTarget(labels));
            }
        }
    }

    /** An alert is resolved or gone. */
    public void ended(Labels labels) {
        for (RuleIndex index : rules) {
            if (index.rule().isSource(labels)) {
                index.byEqualValues().computeIfPresent(index.rule().equalValues(labels), (values, sources) -> {
                    sources.remove(labels);
                    return sources.isEmpty() ? null : sources;
                });
            }
        }
    }

    /** Forgets sources that are resolved at {@code now}; they no longer inhibit anyway. */
    public void collectEnded(Instant now) {
        for (RuleIndex index : rules) {
            index.byEqualValues().values().removeIf(sources -> {
                sources.collectEnded(now);
                return sources.isEmpty();
            });
        }
    }

    /** What inhibits an alert with {@code labels}: by the first rule, in configured order, that has a firing source. */
    public Optional<Inhibition> inhibitionOf(Labels labels, Instant now) {
        for (int i = 0; i < rules.size(); i++) {
            Inhibition found = inhibitionBy(i, labels, now);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** What inhibits an alert with {@code labels} by every rule that does, one source each. */
    public List<Inhibition> inhibitionsOf(Labels labels, Instant now) {
        List<Inhibition> all = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Inhibition found = inhibitionBy(i, labels, now);
            if (found != null) {
                all.add(found);
            }
        }
        return List.copyOf(all);
    }

    private @Nullable Inhibition inhibitionBy(int ruleIndex, Labels labels, Instant now) {
        RuleIndex index = rules.get(ruleIndex);
        InhibitRule rule = index.rule();
        if (index.byEqualValues().isEmpty() || !rule.isTarget(labels)) {
            return null;
        }
        Sources sources = index.byEqualValues().get(rule.equalValues(labels));
        Alert source = sources == null ? null : sources.firing(rule.isSource(labels), now);
        return source == null ? null : new Inhibition(ruleIndex, rule, source);
    }
}
