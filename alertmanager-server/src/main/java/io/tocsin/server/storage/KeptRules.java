package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A group of rules as it is kept. Owned by whoever keeps it. */
final class KeptRules {
    /** The least worthy one first: of those in the same state, the newest has most of its {@code for} before it. */
    static final Comparator<AlertInstance> BY_WORTH = Comparator.comparing(AlertInstance::state)
            .thenComparing(AlertInstance::activeAtMillis, Comparator.reverseOrder());

    private final GroupId id;
    private final Map<RuleRecord.Key, Kept> alerts = new HashMap<>();
    private final TreeSet<Kept> byWorth =
            new TreeSet<>(Comparator.comparing(Kept::alert, BY_WORTH).thenComparingLong(Kept::number));
    private final Map<AlertState, Long> bytesByState = new EnumMap<>(AlertState.class);
    private long bytes;
    private long evaluatedAtMillis;
    private long added;

    /**
     * An alert.
     *
     * @param number no other of the group has it
     */
    private record Kept(RuleRecord.Key key, KeptAlert kept, int bytes, long number) {
        AlertInstance alert() {
            return kept.alert();
        }
    }

    KeptRules(GroupId id) {
        this.id = id;
    }

    GroupId id() {
        return id;
    }

    void evaluatedAt(long millis) {
        evaluatedAtMillis = millis;
    }

    RuleRecord record() {
        return RuleRecord.of(id, evaluatedAtMillis);
    }

    GroupState state() {
        return new GroupState(
                id, evaluatedAtMillis, alerts.values().stream().map(Kept::kept).toList());
    }

    List<RuleRecord> records() {
        return alerts.values().stream()
                .map(kept -> RuleRecord.of(id, kept.kept()))
                .toList();
    }

    Collection<RuleRecord.Key> keys() {
        return alerts.keySet();
    }

    boolean has(RuleRecord.Key key) {
        return alerts.containsKey(key);
    }

    boolean hasAs(RuleRecord.Key key, KeptAlert alert) {
        Kept known = alerts.get(key);
        return known != null && known.kept().isSameEssence(alert);
    }

    int size() {
        return alerts.size();
    }

    /** Of the records of all alerts. */
    long bytes() {
        return bytes;
    }

    /** Of the records of alerts in this state. */
    long bytesIn(AlertState state) {
        return bytesByState.getOrDefault(state, 0L);
    }

    /** Of the records of alerts that are worth less than any in this state. */
    long bytesBelow(AlertState state) {
        return bytesByState.entrySet().stream()
                .filter(each -> each.getKey().compareTo(state) < 0)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Of the records of alerts that are worth as much as one in this state, or more. */
    long bytesFrom(AlertState state) {
        return bytes - bytesBelow(state);
    }

    /** @param record of an alert that it does not have */
    void add(RuleRecord record, int size) {
        Kept kept = new Kept(record.key(), record.alert().orElseThrow(), size, added++);
        alerts.put(kept.key(), kept);
        byWorth.add(kept);
        count(kept, size);
    }

    private void count(Kept kept, int change) {
        bytesByState.merge(kept.alert().state(), (long) change, Long::sum);
        bytes += change;
    }

    void remove(RuleRecord.Key key) {
        Kept kept = requireNonNull(alerts.remove(key), "kept");
        byWorth.remove(kept);
        count(kept, -kept.bytes());
    }

    /** The alert that is worth least; null if there is none. */
    RuleRecord.@Nullable Key leastWorthy() {
        return byWorth.isEmpty() ? null : byWorth.first().key();
    }
}
