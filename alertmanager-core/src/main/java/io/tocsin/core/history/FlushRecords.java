package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.MuteCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flushes that are under way, and the last entry of every group, in which flushes that bring nothing new are counted:
 * a group that is notified every few hours is flushed every few minutes. Owned by the {@link Recorder}.
 *
 * <pre>
 * begun  -> kept     an integration has something to send
 * begun  -> counted  ended without that, and found what the entry before found
 * begun  -> kept     ended without that, and found something else; or its end was lost
 * </pre>
 */
final class FlushRecords {
    /**
     * So late a count is written, with few groups and with many: one write a second for all of them, about. A write in the
     * middle of the log costs the disk much more than one at its end.
     */
    private static final Duration COUNT_DELAY_MIN = Duration.ofMinutes(5);

    private static final Duration COUNT_DELAY_MAX = Duration.ofHours(1);

    /** An entry counts no longer if so many others came since: it may be among the next ones to be dropped. */
    static final int NEWS_MAX = 20_000;

    /** Groups whose last entry is known; some 250 bytes each, and more with many alerts. */
    static final int GROUPS_MAX = 100_000;

    private final EntryStore store;

    /** Oldest first: one whose end was lost gives way. */
    private final Map<Group, Begun> begun = new LinkedHashMap<>();

    private final Map<Group, Last> last = new LinkedHashMap<>(16, 0.75f, true);
    private long news;

    /** Equal siblings with one receiver are one group here: they find the same. */
    record Group(String key, String receiver) {
        static Group of(NotificationKey key) {
            return new Group(key.groupKey(), key.receiver());
        }
    }

    /** A flush that has not ended. */
    private static final class Begun {
        final Instant at;
        final Instant tick;
        final RecordedAlerts alerts;
        final long restDigest;
        final List<Unneeded> unneeded = new ArrayList<>();

        /** 0 while nothing is sent. */
        long id;

        Begun(GroupFlush flush, Map<Alert, MuteCause> muted) {
            at = Recorder.millis(flush.at());
            tick = flush.tick();
            alerts = RecordedAlerts.of(flush, muted);
            restDigest = RecordedAlerts.restDigest(flush, muted);
        }

        Flush entry(Group group) {
            return new Flush(at, Recorder.groupKey(group.key()), group.receiver(), alerts, unneeded, 1, at);
        }
    }

    /**
     * The last entry of a group.
     *
     * @param restDigest of the alerts that the entry does not name
     * @param keptAt the moment up to which the count is kept
     * @param news how many others there were before it
     */
    private record Last(long id, Flush entry, long restDigest, Instant keptAt, long news) {
        boolean hasFound(Begun flush) {
            return restDigest == flush.restDigest && entry.alerts().equals(flush.alerts);
        }

        /** Whether it may count one more; not if the clock was set back since. */
        boolean goesOn(Begun flush, long newsNow) {
            return !flush.at.isBefore(entry.lastAt())
                    && entry.at().plus(Flush.SPAN_MAX).isAfter(flush.at)
                    && newsNow - news < NEWS_MAX;
        }

        Last again(Instant at) {
            return new Last(id, entry.again(at), restDigest, keptAt, news);
        }

        boolean isKept() {
            return keptAt.equals(entry.lastAt());
        }

        Last kept() {
            return new Last(id, entry, restDigest, entry.lastAt(), news);
        }
    }

    FlushRecords(EntryStore store) {
        this.store = requireNonNull(store, "store");
    }

    void begin(GroupFlush flush, Map<Alert, MuteCause> muted) {
        Group group = new Group(flush.key(), flush.route().receiver());
        // Another of the same key takes its place, as after a reload, or its end was lost.
        keepBegun(group);
        begun.put(group, new Begun(flush, muted));
        if (begun.size() > GROUPS_MAX) {
            keepBegun(begun.keySet().iterator().next());
        }
    }

    private void keepBegun(Group group) {
        Begun flush = begun.remove(group);
        if (flush != null) {
            keep(group, flush);
        }
    }

    /** An integration has something to send. */
    void sends(NotificationKey key, Instant tick) {
        Group group = Group.of(key);
        Begun flush = find(group, tick);
        if (flush != null && flush.id == 0) {
            flush.id = store.append(flush.entry(group));
        }
    }

    void unneeded(NotificationKey key, Instant tick, DedupVerdict verdict) {
        Begun flush = find(Group.of(key), tick);
        if (flush != null) {
            flush.unneeded.add(new Unneeded(key.integration(), key.index(), inMillis(verdict)));
        }
    }

    private static DedupVerdict inMillis(DedupVerdict verdict) {
        if (verdict instanceof DedupVerdict.AlreadyNotified already) {
            return new DedupVerdict.AlreadyNotified(
                    Recorder.millis(already.notifiedAt()), Recorder.millis(already.repeatsAfter()));
        }
        return verdict instanceof DedupVerdict.ServedByOther served
                ? new DedupVerdict.ServedByOther(Recorder.millis(served.notifiedAt()))
                : verdict;
    }

    void end(GroupFlush ended) {
        Group group = new Group(ended.key(), ended.route().receiver());
        if (find(group, ended.tick()) != null) {
            keepBegun(group);
        }
    }

    private @Nullable Begun find(Group group, Instant tick) {
        Begun flush = begun.get(group);
        return flush != null && flush.tick.equals(tick) ? flush : null;
    }

    private void keep(Group group, Begun flush) {
        Last before = last.get(group);
        if (before == null) {
            news++;
        } else if (flush.id == 0 && before.hasFound(flush)) {
            // An entry that only takes the place of an older one is no news: it must not make others look old.
            if (before.goesOn(flush, news)) {
                count(group, before.again(flush.at));
                return;
            }
            keepCount(before);
        } else {
            news++;
            keepCount(before);
        }
        Flush entry = flush.entry(group);
        if (flush.id == 0) {
            flush.id = store.append(entry);
        } else if (!flush.unneeded.isEmpty()) {
            store.replace(flush.id, entry);
        }
        last.put(group, new Last(flush.id, entry, flush.restDigest, flush.at, news));
        dropEldest();
    }

    private void count(Group group, Last again) {
        boolean isDue = !again.keptAt().plus(countDelay()).isAfter(again.entry().lastAt());
        if (isDue) {
            keepCount(again);
        }
        last.put(group, isDue ? again.kept() : again);
    }

    private Duration countDelay() {
        Duration oneASecond = Duration.ofSeconds(last.size());
        Duration atLeast = oneASecond.compareTo(COUNT_DELAY_MIN) < 0 ? COUNT_DELAY_MIN : oneASecond;
        return atLeast.compareTo(COUNT_DELAY_MAX) > 0 ? COUNT_DELAY_MAX : atLeast;
    }

    private void keepCount(Last counted) {
        if (!counted.isKept()) {
            store.replace(counted.id(), counted.entry());
        }
    }

    private void dropEldest() {
        if (last.size() > GROUPS_MAX) {
            var eldest = last.entrySet().iterator();
            keepCount(eldest.next().getValue());
            eldest.remove();
        }
    }

    /** The group is done. */
    void forget(Group group) {
        keepBegun(group);
        Last gone = last.remove(group);
        if (gone != null) {
            keepCount(gone);
        }
    }

    /** Keeps the counts that were put off. */
    void close() {
        last.replaceAll((group, counted) -> {
            keepCount(counted);
            return counted.kept();
        });
    }
}
