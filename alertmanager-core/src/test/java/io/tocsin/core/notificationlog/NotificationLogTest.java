package io.tocsin.core.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class NotificationLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AHEAD = NOW.plus(Duration.ofHours(2));
    private static final Duration LIFETIME = Duration.ofHours(8);

    private static final NotificationKey KEY = new NotificationKey("group", "r", "webhook", 0);

    private final NotificationLog log = new NotificationLog();
    private final List<Stamped<NotificationEntry>> taken = new ArrayList<>();

    @Test
    void record_clockSetBackSince_isKeptUnderALaterStamp() {
        record(AHEAD, "old");
        Stamped<NotificationEntry> kept = record(NOW, "new");
        assertThat(log.find(KEY)).contains(entry(NOW, "new"));
        assertThat(log.findStamped(KEY)).contains(kept);
        assertThat(kept.stamp()).isEqualTo(new Stamp(Stamp.of(AHEAD).ticks() + 1, 0));
    }

    @Test
    void merge_laterIsThere_staysOut() {
        assertThat(merge(AHEAD, "later", 5)).isTrue();
        assertThat(merge(NOW, "earlier", 4)).isFalse();
        assertThat(log.find(KEY)).contains(entry(AHEAD, "later"));
    }

    @Test
    void merge_writtenByAClockThatIsBehind_countsByItsStamp() {
        merge(AHEAD, "earlier", 4);
        assertThat(merge(NOW, "later", 5)).isTrue();
        assertThat(log.find(KEY)).contains(entry(NOW, "later"));
        assertThat(taken).hasSize(2);
    }

    @Test
    void merge_sameStamp_leavesWhatIsThere() {
        merge(NOW, "first", 4);
        assertThat(merge(AHEAD, "again", 4)).isFalse();
        assertThat(log.find(KEY)).contains(entry(NOW, "first"));
        assertThat(taken).hasSize(1);
    }

    @Test
    void clockSetBackTo_entryFromTheFuture_countsAsFromNowUnderItsStamp() {
        record(AHEAD, "a");
        log.clockSetBackTo(NOW, taken::add);
        assertThat(log.find(KEY)).contains(entry(NOW, "a"));

        assertThat(taken)
                .containsExactly(
                        new Stamped<>(entry(AHEAD, "a"), Stamp.of(AHEAD)),
                        new Stamped<>(entry(NOW, "a"), Stamp.of(AHEAD)));

        log.clockSetBackTo(NOW.plusSeconds(1), taken::add);
        assertThat(taken).hasSize(2);
        assertThat(log.find(KEY)).contains(entry(NOW, "a"));
    }

    /** A forget must not overtake what was recorded after it, or a restart would notify again. */
    @Test
    void record_whileOthersAreCollected_takersHearInTheOrderOfTheLog() throws Exception {
        // given
        Map<NotificationKey, Stamped<NotificationEntry>> journal = new ConcurrentHashMap<>();
        Instant afterAll = AHEAD.plus(LIFETIME).plus(LIFETIME);
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> collecting = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                log.collectExpired(afterAll, journal::remove);
                log.clockSetBackTo(NOW, entry -> journal.put(entry.value().key(), entry));
            }
        });

        // when, then
        for (int i = 0; i < 20_000; i++) {
            log.record(
                    entry(AHEAD, "expires"),
                    Optional.empty(),
                    Stamp.NONE,
                    entry -> journal.put(entry.value().key(), entry));
            log.record(
                    entry(afterAll.plusSeconds(1), "stays"),
                    Optional.empty(),
                    Stamp.NONE,
                    entry -> journal.put(entry.value().key(), entry));
            if (i % 3 == 0) {
                log.record(
                        entry(AHEAD, "expires"),
                        Optional.empty(),
                        Stamp.NONE,
                        entry -> journal.put(entry.value().key(), entry));
            }
        }
        isOver.set(true);
        collecting.get();
        assertThat(journal.values()).containsExactlyElementsOf(log.stamped());
    }

    @Test
    void reconcile_writersThatKnewNothingOfEachOther_keepsWhatBothHaveTold() {
        // given
        Stamped<NotificationEntry> first = written("a", 10, 1);
        Stamped<NotificationEntry> second = written("b", 20, 2);
        AlertHashes both = first.value().firing().union(second.value().firing());
        // when
        log.reconcile(first, () -> new Stamp(5, 3), taken::add);
        Stamped<NotificationEntry> kept =
                log.reconcile(second, () -> new Stamp(5, 3), taken::add).orElseThrow();
        // then
        assertThat(kept.value().firing()).isEqualTo(both);
        assertThat(kept.stamp()).isEqualTo(new Stamp(21, 3));
        assertThat(taken).containsExactly(first, kept);
        // In whatever order they come, and how often.
        NotificationLog other = new NotificationLog();
        other.reconcile(second, () -> new Stamp(5, 4), entry -> {});
        assertThat(other.reconcile(first, () -> new Stamp(5, 4), entry -> {})
                        .orElseThrow()
                        .value())
                .isEqualTo(kept.value());
        assertThat(other.reconcile(first, () -> new Stamp(5, 4), entry -> {})).isEmpty();
        assertThat(other.reconcile(second, () -> new Stamp(5, 4), entry -> {})).isEmpty();
        assertThat(other.reconcile(kept, () -> new Stamp(5, 4), entry -> {})).isEmpty();
    }

    @Test
    void reconcile_writerThatKnewOfTheOther_countsAlone() {
        Stamped<NotificationEntry> first = recordAt(10, "a");
        Stamped<NotificationEntry> second = recordAt(20, "b");
        NotificationLog other = new NotificationLog();

        other.reconcile(first, () -> Stamp.NONE, entry -> {});
        assertThat(other.reconcile(second, () -> Stamp.NONE, entry -> {})).contains(second);
        assertThat(other.reconcile(first, () -> Stamp.NONE, entry -> {})).isEmpty();
    }

    @Test
    void reconcile_moreSinceThanAreRemembered_countsAsKnown() {
        Stamped<NotificationEntry> first = recordAt(10, "a");
        Stamped<NotificationEntry> last = first;
        for (int i = 1; i <= 2 * Predecessors.KEPT_MAX; i++) {
            last = recordAt(10 + i, "b");
        }
        NotificationLog other = new NotificationLog();

        other.reconcile(first, () -> Stamp.NONE, entry -> {});
        assertThat(other.reconcile(last, () -> Stamp.NONE, entry -> {})).contains(last);
    }

    @Test
    void reconcile_whatTheOtherHasTakenBack_isNotTakenForFiring() {
        Stamped<NotificationEntry> first = written("a", 10, 1);
        NotificationEntry later = written("b", 20, 2).value();
        Stamped<NotificationEntry> second = new Stamped<>(
                new NotificationEntry(KEY, NOW, later.firing(), first.value().firing(), Map.of(), later.expiresAt()),
                new Stamp(20, 2));

        log.reconcile(first, () -> Stamp.NONE, taken::add);

        assertThat(log.reconcile(second, () -> Stamp.NONE, taken::add)).contains(second);
    }

    @Test
    void record_otherHasToldMoreMeanwhile_keepsWhatThatHasFiring() {
        // given
        Stamped<NotificationEntry> known = recordAt(10, "a");
        Stamped<NotificationEntry> meanwhile = written("b", 20, 2);
        log.reconcile(meanwhile, () -> Stamp.NONE, taken::add);
        AlertHashes open = log.find(KEY).orElseThrow().firing();
        // when
        NotificationEntry over =
                new NotificationEntry(KEY, NOW, AlertHashes.NONE, hashes("a"), Map.of(), NOW.plusSeconds(1));
        Stamped<NotificationEntry> kept = log.record(over, Optional.of(known), new Stamp(30, 1), taken::add);
        // then
        assertThat(open).isEqualTo(hashes("a").union(hashes("b")));
        assertThat(kept.value().firing()).isEqualTo(hashes("b"));
        assertThat(kept.value().expiresAt()).isEqualTo(meanwhile.value().expiresAt());
        assertThat(kept.stamp()).isEqualTo(new Stamp(30, 1));
        assertThat(log.findStamped(KEY)).contains(kept);
        // Whoever has the other one takes it as it is.
        NotificationLog other = new NotificationLog();
        other.reconcile(meanwhile, () -> Stamp.NONE, entry -> {});
        assertThat(other.reconcile(kept, () -> Stamp.NONE, entry -> {})).contains(kept);
        assertThat(other.reconcile(known, () -> Stamp.NONE, entry -> {})).isEmpty();
    }

    @Test
    void record_otherHasToldForTheFirstTimeMeanwhile_keepsWhatThatHasFiring() {
        log.reconcile(written("b", 20, 2), () -> Stamp.NONE, taken::add);

        log.record(entry(NOW, "a"), Optional.empty(), new Stamp(30, 1), taken::add);

        assertThat(log.find(KEY).orElseThrow().firing()).isEqualTo(hashes("a").union(hashes("b")));
    }

    @Test
    void record_otherHasToldNoMoreMeanwhile_standsForBoth() {
        // given
        Stamped<NotificationEntry> meanwhile = written("a", 20, 2);
        log.reconcile(meanwhile, () -> Stamp.NONE, taken::add);
        // when
        log.record(entry(NOW, "a"), Optional.empty(), new Stamp(30, 1), taken::add);
        // then
        assertThat(log.find(KEY))
                .contains(new NotificationEntry(
                        KEY, NOW, hashes("a"), AlertHashes.NONE, Map.of(), NOW.plus(LIFETIME), Predecessors.of(20)));
    }

    private static Stamped<NotificationEntry> written(String firing, long ticks, long member) {
        return new Stamped<>(entry(NOW, firing), new Stamp(ticks, member));
    }

    private Stamped<NotificationEntry> record(Instant at, String firing) {
        return log.record(entry(at, firing), log.findStamped(KEY), Stamp.of(at), taken::add);
    }

    /** By a member of a cluster that knows what is there. */
    private Stamped<NotificationEntry> recordAt(long ticks, String firing) {
        return log.record(entry(NOW, firing), log.findStamped(KEY), new Stamp(ticks, 1), taken::add);
    }

    private boolean merge(Instant at, String firing, long ticks) {
        return log.merge(new Stamped<>(entry(at, firing), new Stamp(ticks, 1)), taken::add);
    }

    private static NotificationEntry entry(Instant at, String firing) {
        return new NotificationEntry(KEY, at, hashes(firing), AlertHashes.of(), Map.of(), at.plus(LIFETIME));
    }

    private static AlertHashes hashes(String name) {
        return AlertHashes.of(AlertHash.of(Labels.of("alertname", name)));
    }
}
