package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rules have come to, as the file holds it or is about to: record by record, and which of them the file does not have
 * yet. A file that is written anew gets it from here.
 *
 * <p>Its room is bounded. Alerts that find none are not kept: after a restart their {@code for} begins anew, which a metric and
 * the log say. Whose alerts these are is for {@link RuleRoom} to say; what is kept already mostly keeps its place when its state
 * changes.
 *
 * <p>Thread-safe. Methods are synchronized, because all workers write here and the writer reads.
 */
final class StoredRules implements RuleStates {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRules.class);

    /** Of the heap, for the records of alerts: they are as much again in the memory of rules. */
    private static final int HEAP_SHARE = 32;

    private static final long ROOM_MIN_BYTES = 4 << 20;

    /** Some 130 000 alerts of half a kilobyte: a start reads them all. */
    private static final long ROOM_MAX_BYTES = 64 << 20;

    /** A quarter more than the limit may be taken by alerts that are kept already and have grown. */
    private static final int GROWTH_SHARE = 4;

    /** How many new alerts of a group may find no room before no more are tried: the rest mostly finds none either. */
    private static final int TRIES_MAX = 16;

    private final long bytesMax;
    private final LongConsumer onUnkept;

    /** Those that have alerts. Groups are as many as the configuration has. */
    private final Map<GroupId, Group> groups = new HashMap<>();

    /** Of the last word of each group that has spoken since the start, also where it was that there are no alerts. */
    private final Map<GroupId, Long> versions = new HashMap<>();

    /** Whose word counts; null before anybody has said so. */
    private @Nullable Set<GroupId> allowed;

    /** What the file does not have yet, or not as it is. */
    private Map<RuleRecord.Key, byte[]> changed = new LinkedHashMap<>();

    /** What the file has, or may have, as far as it is known here still, or gone. */
    private final Set<RuleRecord.Key> handedOver = new HashSet<>();

    /** Of what has been handed over, that which is to go from the file. */
    private final Set<RuleRecord.Key> gone = new LinkedHashSet<>();

    private long bytes;
    private long unkept;

    /** How often something has happened that may give room to what has found none. */
    private long roomChanges;

    // Volatile: of the last change, read by whoever shows it, which must not wait.
    private volatile long shownBytes;

    /** Something has changed that a restart must not find otherwise. */
    private boolean isUrgent;

    /** A group, and what of it is not kept. */
    private static final class Group {
        private final KeptRules kept;

        /** Of the snapshot that was handed over last; none of theirs before the first. */
        private long essence = -1;

        private int unkept;

        /** {@link #roomChanges} when some of its alerts found no room. */
        private long tried;

        Group(GroupId id) {
            kept = new KeptRules(id);
        }
    }

    /**
     * @param bytesMax of the records of alerts
     * @param onUnkept is told how many alerts find no room whenever that is another number; must be quick
     */
    StoredRules(long bytesMax, LongConsumer onUnkept) {
        this.bytesMax = bytesMax;
        this.onUnkept = onUnkept;
    }

    /** How much room there is with this heap: 8 MiB, which is some 16 000 alerts, with one of 256 MiB. */
    static long roomBytes(long heapBytes) {
        return Math.max(ROOM_MIN_BYTES, Math.min(ROOM_MAX_BYTES, heapBytes / HEAP_SHARE));
    }

    /** Takes up what a file holds; before anything else. */
    synchronized void restore(List<RuleRecord> stored) {
        for (RuleRecord record : stored) {
            RuleRecord.Key key = record.key();
            Group group = groups.computeIfAbsent(key.group(), Group::new);
            if (key.isGroup()) {
                group.kept.evaluatedAt(record.state().evaluatedAtMillis());
            } else if (!group.kept.has(key)) {
                add(group, record, record.encode().length);
            }
            handedOver.add(key);
        }
        shownBytes = bytes;
    }

    private void add(Group group, RuleRecord record, int size) {
        group.kept.add(record, size);
        bytes += size;
    }

    @Override
    public synchronized List<GroupState> kept() {
        return groups.values().stream().map(group -> group.kept.state()).toList();
    }

    @Override
    public long sizeBytes() {
        return shownBytes;
    }

    @Override
    public long maxBytes() {
        return bytesMax;
    }

    @Override
    public synchronized void keep(GroupSnapshot snapshot) {
        GroupState now = snapshot.state();
        if (isLate(now.id(), snapshot.version())) {
            return;
        }
        versions.put(now.id(), snapshot.version());
        if (now.alerts().isEmpty()) {
            forget(now.id());
            return;
        }
        Group group = groups.computeIfAbsent(now.id(), this::begun);
        group.kept.evaluatedAt(now.evaluatedAtMillis());
        // First, so that no alert comes into the file without the time that goes with it.
        put(group.kept.record(), group.kept.record().encode());
        isUrgent |= now.isPending();
        // What found no room is tried again once something has given way.
        if (snapshot.essence() != group.essence || group.unkept > 0 && roomChanges != group.tried) {
            group.essence = snapshot.essence();
            keepAlerts(group, now.alerts());
        }
        shownBytes = bytes;
    }

    /** Whether that is of a group that a reload has replaced, or taken away, while it was evaluated. */
    private boolean isLate(GroupId id, long version) {
        return allowed != null && !allowed.contains(id) || version < versions.getOrDefault(id, 0L);
    }

    /** The shares of the others are smaller now. */
    private Group begun(GroupId id) {
        roomChanges++;
        return new Group(id);
    }

    private void keepAlerts(Group group, List<KeptAlert> now) {
        Set<RuleRecord.Key> left = new HashSet<>(group.kept.keys());
        List<KeptAlert> changes = new ArrayList<>();
        List<KeptAlert> news = new ArrayList<>();
        for (KeptAlert alert : now) {
            RuleRecord.Key key = RuleRecord.Key.of(group.kept.id(), alert);
            if (!group.kept.has(key)) {
                news.add(alert);
            } else if (group.kept.hasAs(key, alert)) {
                left.remove(key);
            } else {
                changes.add(alert);
            }
        }
        // What is over makes room for what is new; what has changed is added anew.
        left.forEach(key -> drop(group, key));
        roomChanges += left.size();
        changes.sort(Comparator.comparing(KeptAlert::alert, KeptRules.BY_WORTH.reversed()));
        news.sort(Comparator.comparing(KeptAlert::alert, KeptRules.BY_WORTH.reversed()));
        long unkeptBefore = unkept;
        RuleRoom room =
                new RuleRoom(groups.values().stream().map(each -> each.kept).toList(), bytesMax);
        // A record grows by a time or two when its alert begins to fire, and by what its texts have become.
        addWhileThereIsRoom(group, changes, room, bytesMax + bytesMax / GROWTH_SHARE);
        addWhileThereIsRoom(group, news, room, bytesMax);
        group.tried = roomChanges;
        unkept(group, now.size() - group.kept.size());
        tellUnkept(unkeptBefore);
    }

    private void addWhileThereIsRoom(Group group, List<KeptAlert> alerts, RuleRoom room, long longestBytes) {
        int failed = 0;
        for (KeptAlert alert : alerts) {
            if (failed >= TRIES_MAX) {
                return;
            }
            RuleRecord record = RuleRecord.of(group.kept.id(), alert);
            byte[] encoded = record.encode();
            boolean hasRoom = true;
            while (hasRoom && bytes + encoded.length > longestBytes) {
                hasRoom = hasGivenWay(
                        group,
                        room.giver(
                                group.kept,
                                alert.alert().state(),
                                encoded.length,
                                bytes + encoded.length - longestBytes));
            }
            if (hasRoom) {
                add(group, record, encoded.length);
                put(record, encoded);
                isUrgent = true;
            } else {
                failed++;
            }
        }
    }

    /** @param giver which gives an alert that is kept so that one of {@code group} may be */
    private boolean hasGivenWay(Group group, Optional<KeptRules> giver) {
        if (giver.isEmpty()) {
            return false;
        }
        Group gives = requireNonNull(groups.get(giver.get().id()), "group");
        drop(gives, requireNonNull(gives.kept.leastWorthy(), "alert"));
        // It may leave more than what it gives way to needs.
        roomChanges++;
        if (gives != group) {
            unkept(gives, gives.unkept + 1);
        }
        return true;
    }

    private void put(RuleRecord record, byte[] encoded) {
        RuleRecord.Key key = record.key();
        changed.put(key, encoded);
        gone.remove(key);
    }

    private void remove(RuleRecord.Key key) {
        changed.remove(key);
        if (handedOver.contains(key)) {
            gone.add(key);
            isUrgent = true;
        }
    }

    private void drop(Group group, RuleRecord.Key key) {
        long before = group.kept.bytes();
        group.kept.remove(key);
        bytes -= before - group.kept.bytes();
        remove(key);
    }

    private void unkept(Group group, int now) {
        unkept += now - group.unkept;
        group.unkept = now;
    }

    private void tellUnkept(long before) {
        if (unkept == before) {
            return;
        }
        onUnkept.accept(unkept);
        if (before == 0) {
            LOG.atWarn()
                    .addKeyValue("component", "evaluator")
                    .addKeyValue("alerts", unkept)
                    .addKeyValue("bytes_max", bytesMax)
                    .log("Rules have more alerts than there is room to keep: after a restart those begin anew");
        } else if (unkept == 0) {
            LOG.atInfo().addKeyValue("component", "evaluator").log("All alerts of rules are kept again");
        }
    }

    @Override
    public synchronized void keepOnly(Set<GroupId> those, List<GroupSnapshot> begun) {
        allowed = Set.copyOf(those);
        versions.keySet().retainAll(those);
        begun.forEach(this::keep);
        List<GroupId> others =
                groups.keySet().stream().filter(id -> !those.contains(id)).toList();
        others.forEach(this::forget);
    }

    private void forget(GroupId id) {
        Group group = groups.remove(id);
        if (group == null) {
            return;
        }
        List.copyOf(group.kept.keys()).forEach(key -> drop(group, key));
        remove(RuleRecord.Key.of(id));
        roomChanges++;
        long unkeptBefore = unkept;
        unkept(group, 0);
        tellUnkept(unkeptBefore);
        shownBytes = bytes;
    }

    /** Records of which the file does not know what is known here. */
    synchronized int changes() {
        return changed.size() + gone.size();
    }

    /** Whether some of it should be written soon; the rest may go with whatever is written next. */
    synchronized boolean isUrgent() {
        return isUrgent;
    }

    /**
     * Hands over what has changed; null is for what is gone. Nobody waits for that to go, so that much of it goes in several
     * steps: the next one is urgent, too.
     *
     * @param goneMax how much of what is gone, unless more than that comes
     */
    synchronized Map<RuleRecord.Key, byte @Nullable []> takeChanged(int goneMax) {
        Map<RuleRecord.Key, byte @Nullable []> taken = new LinkedHashMap<>(changed);
        int steps = Math.max(goneMax, changed.size());
        handedOver.addAll(changed.keySet());
        changed = new LinkedHashMap<>();
        Iterator<RuleRecord.Key> each = gone.iterator();
        for (int step = 0; step < steps && each.hasNext(); step++) {
            RuleRecord.Key key = each.next();
            taken.put(key, null);
            handedOver.remove(key);
            each.remove();
        }
        isUrgent = !gone.isEmpty();
        return taken;
    }

    /** Hands over everything, for a file that may know none of it. */
    synchronized Map<RuleRecord.Key, byte[]> takeAll() {
        Map<RuleRecord.Key, byte[]> all = new LinkedHashMap<>();
        groups.values().forEach(group -> {
            RuleRecord head = group.kept.record();
            all.put(head.key(), head.encode());
            group.kept.records().forEach(record -> all.put(record.key(), record.encode()));
        });
        changed = new LinkedHashMap<>();
        gone.clear();
        handedOver.clear();
        handedOver.addAll(all.keySet());
        isUrgent = false;
        return all;
    }
}
