package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rules have come to, as the file holds it or is about to: record by record, and which of them the file does not have
 * yet. A file that is written anew gets it from here.
 *
 * <p>Its room is bounded. Alerts that come up when it is full are not kept: after a restart their {@code for} begins anew,
 * which a metric and the log say. What is kept already keeps its place when its state changes; of what a group has new,
 * firing alerts come first.
 *
 * <p>Thread-safe. Methods are synchronized, because all workers write here and the writer reads.
 */
final class StoredRules implements RuleStates {
    private static final Logger LOG = LoggerFactory.getLogger(StoredRules.class);

    /** Of the records of alerts: some 16 000 of half a kilobyte. Groups are as many as the configuration has. */
    static final long BYTES_MAX = 8 << 20;

    /** A quarter more than the limit may be taken by alerts that are kept already and have grown. */
    private static final int GROWTH_SHARE = 4;

    /** How many new alerts of a group may find no room before no more are tried: the rest mostly finds none either. */
    private static final int TRIES_MAX = 16;

    /** So many changes wait for a file that cannot be written, whatever there is. */
    private static final int CHANGED_MAX = 10_000;

    private final long bytesMax;
    private final LongConsumer onUnkept;

    /** Those that have alerts. */
    private final Map<GroupId, Group> groups = new HashMap<>();

    /** Of the last word of each group that has spoken since the start, also where it was that there are no alerts. */
    private final Map<GroupId, Long> versions = new HashMap<>();

    /** Whose word counts; null before anybody has said so. */
    private @Nullable Set<GroupId> allowed;

    private Map<RuleRecord.Key, byte @Nullable []> changed = new LinkedHashMap<>();
    private long bytes;
    private int alerts;
    private long unkept;

    // Volatile: of the last change, read by whoever shows it, which must not wait.
    private volatile long shownBytes;

    /** Something has changed that a restart must not find otherwise. */
    private boolean isUrgent;

    /** More was forgotten than is worth remembering one by one. */
    private boolean lacksSome;

    /** A group as it is kept. */
    private static final class Group {
        private final GroupId id;
        private long evaluatedAtMillis;

        /** Of the snapshot that was handed over last; none of theirs before the first. */
        private long essence = -1;

        private Map<RuleRecord.Key, Kept> alerts = new HashMap<>();
        private int unkept;

        /** What was taken of the room when some of its alerts found none. */
        private long bytesTried;

        Group(GroupId id) {
            this.id = id;
        }

        RuleRecord record() {
            return RuleRecord.of(id, evaluatedAtMillis);
        }

        GroupState state() {
            return new GroupState(
                    id,
                    evaluatedAtMillis,
                    alerts.values().stream()
                            .flatMap(kept -> kept.record().alert().stream())
                            .toList());
        }
    }

    private record Kept(RuleRecord record, int bytes) {
        boolean isAs(KeptAlert alert) {
            return record.alert().filter(alert::isSameEssence).isPresent();
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

    /** Takes up what a file holds; before anything else. */
    synchronized void restore(List<RuleRecord> stored) {
        for (RuleRecord record : stored) {
            RuleRecord.Key key = record.key();
            Group group = groups.computeIfAbsent(key.group(), Group::new);
            if (key.isGroup()) {
                group.evaluatedAtMillis = record.state().evaluatedAtMillis();
            } else {
                add(group.alerts, key, record, record.encode().length);
            }
        }
        shownBytes = bytes;
    }

    private void add(Map<RuleRecord.Key, Kept> to, RuleRecord.Key key, RuleRecord record, int size) {
        to.put(key, new Kept(record, size));
        bytes += size;
        alerts++;
    }

    @Override
    public synchronized List<GroupState> kept() {
        return groups.values().stream().map(Group::state).toList();
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
        Group group = groups.computeIfAbsent(now.id(), Group::new);
        group.evaluatedAtMillis = now.evaluatedAtMillis();
        // First, so that no alert comes into the file without the time that goes with it.
        changed.put(RuleRecord.Key.of(now.id()), group.record().encode());
        isUrgent |= now.isPending();
        // What found no room is tried again once there is more of it than there was then.
        if (snapshot.essence() != group.essence || group.unkept > 0 && bytes < group.bytesTried) {
            group.essence = snapshot.essence();
            keepAlerts(group, now.alerts());
        }
        changed();
    }

    /** Whether that is of a group that a reload has replaced, or taken away, while it was evaluated. */
    private boolean isLate(GroupId id, long version) {
        return allowed != null && !allowed.contains(id) || version < versions.getOrDefault(id, 0L);
    }

    private void keepAlerts(Group group, List<KeptAlert> now) {
        Map<RuleRecord.Key, Kept> next = new HashMap<>();
        List<KeptAlert> changes = new ArrayList<>();
        List<KeptAlert> news = new ArrayList<>();
        for (KeptAlert alert : now) {
            RuleRecord.Key key = RuleRecord.Key.of(group.id, alert);
            Kept known = group.alerts.get(key);
            if (known != null && known.isAs(alert)) {
                next.put(key, known);
            } else {
                (known == null ? news : changes).add(alert);
            }
        }
        // What is over makes room for what is new.
        group.alerts.keySet().stream().filter(key -> !next.containsKey(key)).forEach(key -> drop(group, key));
        news.sort(
                Comparator.comparing((KeptAlert alert) -> alert.alert().state()).reversed());
        // A record grows by a time or two when its alert begins to fire, and by what its texts have become.
        int withoutRoom = addWhileThereIsRoom(group, next, changes, bytesMax + bytesMax / GROWTH_SHARE);
        withoutRoom += addWhileThereIsRoom(group, next, news, bytesMax);
        group.alerts = next;
        group.bytesTried = bytes;
        unkept(group, withoutRoom);
    }

    /** @return how many are not added */
    private int addWhileThereIsRoom(
            Group group, Map<RuleRecord.Key, Kept> to, List<KeptAlert> alerts, long longestBytes) {
        int added = 0;
        int failed = 0;
        for (KeptAlert alert : alerts) {
            if (failed >= TRIES_MAX) {
                break;
            }
            RuleRecord record = RuleRecord.of(group.id, alert);
            byte[] encoded = record.encode();
            if (bytes + encoded.length > longestBytes) {
                failed++;
                continue;
            }
            add(to, record.key(), record, encoded.length);
            changed.put(record.key(), encoded);
            isUrgent = true;
            added++;
        }
        return alerts.size() - added;
    }

    private void drop(Group group, RuleRecord.Key key) {
        bytes -= requireNonNull(group.alerts.get(key), "kept").bytes();
        alerts--;
        changed.put(key, null);
        isUrgent = true;
    }

    private void unkept(Group group, int now) {
        long before = unkept;
        unkept += now - group.unkept;
        group.unkept = now;
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
        List<GroupId> gone =
                groups.keySet().stream().filter(id -> !those.contains(id)).toList();
        gone.forEach(this::forget);
    }

    private void forget(GroupId id) {
        Group group = groups.remove(id);
        if (group == null) {
            return;
        }
        group.alerts.keySet().forEach(key -> drop(group, key));
        unkept(group, 0);
        changed.put(RuleRecord.Key.of(id), null);
        isUrgent = true;
        changed();
    }

    private void changed() {
        shownBytes = bytes;
        if (changed.size() > CHANGED_MAX && changed.size() > 2 * (alerts + groups.size())) {
            changed = new LinkedHashMap<>();
            lacksSome = true;
        }
    }

    /** Records of which the file does not know what is known here. */
    synchronized int changes() {
        return lacksSome ? Math.max(changed.size(), alerts + groups.size()) : changed.size();
    }

    /** Whether some of it should be written soon; the rest may go with whatever is written next. */
    synchronized boolean isUrgent() {
        return isUrgent;
    }

    /** Whether only {@link #takeAll} has everything that has changed. */
    synchronized boolean lacksSome() {
        return lacksSome;
    }

    /** Hands over what has changed; null is for what is gone. */
    synchronized Map<RuleRecord.Key, byte @Nullable []> takeChanged() {
        Map<RuleRecord.Key, byte @Nullable []> taken = changed;
        changed = new LinkedHashMap<>();
        isUrgent = false;
        return taken;
    }

    /** Hands over everything, for a file that may know none of it. */
    synchronized Map<RuleRecord.Key, byte[]> takeAll() {
        changed = new LinkedHashMap<>();
        isUrgent = false;
        lacksSome = false;
        Map<RuleRecord.Key, byte[]> all = new LinkedHashMap<>();
        groups.forEach((id, group) -> {
            all.put(RuleRecord.Key.of(id), group.record().encode());
            group.alerts.forEach((key, kept) -> all.put(key, kept.record().encode()));
        });
        return all;
    }
}
