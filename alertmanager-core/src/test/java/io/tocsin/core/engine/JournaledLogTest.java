package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the journal has of a key whose receiver is being told something, whatever happens to the log meanwhile. */
final class JournaledLogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final NotificationKey KEY = new NotificationKey("group", "r", "webhook", 0);

    private final VirtualTime time = new VirtualTime(START);
    private final UnreliableStateStore store = new UnreliableStateStore(time);
    private final JournaledLog log = new JournaledLog(store);
    private final NotificationEntry told = entry(START, 1);
    private final NotificationEntry inDoubt = told.inDoubtWith(entry(START.plusSeconds(60), 2));

    private Optional<Stamped<NotificationEntry>> merge(Stamped<NotificationEntry> given) {
        return log.merge(given, () -> later(1_000));
    }

    private static NotificationEntry entry(Instant at, long... firing) {
        return new NotificationEntry(
                KEY, at, AlertHashes.of(firing), AlertHashes.NONE, Map.of(), at.plus(Duration.ofHours(1)));
    }

    @Test
    void doubt_isWhatTheJournalHasAndTheLogDoesNot() {
        record(told);
        log.doubt(inDoubt);

        assertThat(log.all()).containsExactly(told);
        assertThat(log.toJournal()).containsExactly(Versions.of(inDoubt));
        assertJournalHas(Versions.of(inDoubt));
    }

    @Test
    void record_inDoubt_endsIt() {
        log.doubt(inDoubt);
        NotificationEntry next = entry(START.plusSeconds(60), 2);
        record(next);
        log.endDoubt(KEY);

        assertThat(log.toJournal()).containsExactly(Versions.of(next));
        assertJournalHas(Versions.of(next));
    }

    @Test
    void endDoubt_journalHasWhatTheLogSays() {
        record(told);
        log.doubt(inDoubt);
        log.endDoubt(KEY);

        assertThat(log.toJournal()).containsExactly(Versions.of(told));
        assertJournalHas(Versions.of(told));
    }

    @Test
    void collectExpired_inDoubt_isForgottenWhenTheDoubtEnds() {
        record(told);
        log.doubt(inDoubt);

        assertThat(log.collectExpired(told.expiresAt())).isEqualTo(1);
        assertThat(log.toJournal()).containsExactly(Versions.of(inDoubt));
        assertJournalHas(Versions.of(inDoubt));

        log.endDoubt(KEY);
        assertThat(log.toJournal()).isEmpty();
        assertThat(journalled()).isEmpty();
    }

    @Test
    void clockSetBackTo_inDoubt_isMovedWhenTheDoubtEnds() {
        record(told);
        log.doubt(inDoubt);

        log.clockSetBackTo(START.minusSeconds(60));
        assertJournalHas(Versions.of(inDoubt));

        log.endDoubt(KEY);
        assertJournalHas(new Stamped<>(entry(START.minusSeconds(60), 1), Stamp.of(START)));
    }

    /** What another member records later counts more after a restart. */
    @Test
    void doubt_ofWhatIsRecorded_isJournalledUnderTheStampOfThat() {
        Stamped<NotificationEntry> before = log.record(told, Optional.empty(), new Stamp(5, 1));
        log.doubt(inDoubt);

        assertJournalHas(new Stamped<>(inDoubt, before.stamp()));
    }

    @Test
    void doubt_nothingRecordedBefore_isJournalledUnderTheEarliestStamp() {
        log.doubt(told.inDoubt());

        assertJournalHas(new Stamped<>(told.inDoubt(), Stamp.NONE));
    }

    @Test
    void merge_firstOneWasInDoubt_anotherMemberToldAllOfIt_isNoLongerInDoubt() {
        Stamped<NotificationEntry> elsewhere = new Stamped<>(entry(START.plusSeconds(1), 1, 2), later(1));
        log.restore(List.of(new Stamped<>(told.inDoubt(), Stamp.NONE)));

        assertThat(merge(elsewhere)).contains(elsewhere);
        assertThat(log.all()).containsExactly(elsewhere.value());
    }

    /** The receiver may take it for firing, which nobody takes back. */
    @Test
    void merge_firstOneWasInDoubt_anotherMemberDidNotTellAllOfIt_staysInDoubt() {
        log.restore(List.of(new Stamped<>(entry(START, 1, 3).inDoubt(), Stamp.NONE)));

        assertThat(merge(new Stamped<>(entry(START.plusSeconds(1), 1, 2), later(1))))
                .hasValueSatisfying(both -> assertThat(both.value().isInDoubt()).isTrue());
    }

    @Test
    void merge_news_isJournalled() {
        record(told);
        Stamped<NotificationEntry> elsewhere = new Stamped<>(entry(START.plusSeconds(60), 1, 2), later(1));

        assertThat(merge(elsewhere)).contains(elsewhere);
        assertThat(merge(elsewhere)).isEmpty();
        assertJournalHas(elsewhere);
    }

    @Test
    void merge_inDoubt_isJournalledWhenTheDoubtEnds() {
        record(told);
        log.doubt(inDoubt);
        Stamped<NotificationEntry> elsewhere = new Stamped<>(entry(START.plusSeconds(60), 1, 2), later(1));

        assertThat(merge(elsewhere)).contains(elsewhere);
        assertJournalHas(Versions.of(inDoubt));

        log.endDoubt(KEY);
        assertJournalHas(elsewhere);
    }

    @Test
    void record_afterALaterOneWasMerged_isLaterThanThat() {
        merge(new Stamped<>(entry(START.plusSeconds(60), 2), later(9)));

        Stamped<NotificationEntry> kept = log.record(told, Optional.empty(), Stamp.of(START));

        assertThat(kept.stamp()).isGreaterThan(later(9));
        assertJournalHas(kept);
    }

    private static Stamp later(long ticks) {
        return new Stamp(Stamp.of(START).ticks() + ticks, 1);
    }

    private void record(NotificationEntry entry) {
        log.record(entry, Optional.empty(), Stamp.of(entry.notifiedAt()));
    }

    private void assertJournalHas(Stamped<NotificationEntry> entry) {
        assertThat(journalled()).containsExactly(entry);
    }

    private List<Stamped<NotificationEntry>> journalled() {
        store.committed();
        time.settle();
        return store.onDisk().notifications();
    }
}
