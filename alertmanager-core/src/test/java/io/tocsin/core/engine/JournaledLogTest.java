package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

    private static NotificationEntry entry(Instant at, long firing) {
        return new NotificationEntry(
                KEY, at, AlertHashes.of(firing), AlertHashes.NONE, Map.of(), at.plus(Duration.ofHours(1)));
    }

    @Test
    void doubt_isWhatTheJournalHasAndTheLogDoesNot() {
        log.record(told);
        log.doubt(inDoubt);

        assertThat(log.all()).containsExactly(told);
        assertThat(log.toJournal()).containsExactly(inDoubt);
        assertJournalHas(inDoubt);
    }

    @Test
    void record_inDoubt_endsIt() {
        log.doubt(inDoubt);
        NotificationEntry next = entry(START.plusSeconds(60), 2);
        log.record(next);
        log.endDoubt(KEY);

        assertThat(log.toJournal()).containsExactly(next);
        assertJournalHas(next);
    }

    @Test
    void endDoubt_journalHasWhatTheLogSays() {
        log.record(told);
        log.doubt(inDoubt);
        log.endDoubt(KEY);

        assertThat(log.toJournal()).containsExactly(told);
        assertJournalHas(told);
    }

    @Test
    void collectExpired_inDoubt_isForgottenWhenTheDoubtEnds() {
        log.record(told);
        log.doubt(inDoubt);

        assertThat(log.collectExpired(told.expiresAt())).isEqualTo(1);
        assertThat(log.toJournal()).containsExactly(inDoubt);
        assertJournalHas(inDoubt);

        log.endDoubt(KEY);
        assertThat(log.toJournal()).isEmpty();
        assertJournalHas();
    }

    @Test
    void clockSetBackTo_inDoubt_isMovedWhenTheDoubtEnds() {
        log.record(told);
        log.doubt(inDoubt);

        log.clockSetBackTo(START.minusSeconds(60));
        assertJournalHas(inDoubt);

        log.endDoubt(KEY);
        assertJournalHas(entry(START.minusSeconds(60), 1));
    }

    private void assertJournalHas(NotificationEntry... entries) {
        store.committed();
        time.settle();
        assertThat(store.onDisk().notifications()).containsExactly(entries);
    }
}
