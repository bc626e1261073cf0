package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.StateStore;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.metrics.StoreMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refreshes, of which nobody tells the journal: it finds them in memory. */
final class RefreshTest {
    /** Looks for refreshes when it is made to, and hardly ever else. */
    static final StoreSettings SELDOM = new StoreSettings(
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            20_000,
            1 << 20);

    @TempDir
    private Path folder;

    private SteppedJournal journal;

    @BeforeEach
    void storeOneAlert() throws Exception {
        journal = new SteppedJournal(new StorePlace(folder, ""));
        journal.store(Stored.alert(1, Stored.START));
        journal.turn();
    }

    /** An alert is received at one moment, and the journal looks for it at another. */
    private void refresh(Instant received, Instant looked) throws Exception {
        journal.refresh(Stored.alert(1, received));
        journal.setClock(looked);
        journal.turn();
    }

    private List<Alert> written() throws Exception {
        return stored().alerts().stream().map(Stamped::value).toList();
    }

    private StoredState stored() throws Exception {
        // Lets go of the file, and writes nothing more.
        journal.close();
        try (Journal reopened = Journal.open(
                new StorePlace(folder, ""),
                SteppedJournal.SETTINGS,
                InstantSource.system(),
                StoreMetrics.unwatched())) {
            return reopened.restore(new FakeMemory());
        }
    }

    @Test
    void turn_refreshed_isWritten() throws Exception {
        Instant later = Stored.START.plusSeconds(60);

        refresh(later, later);

        assertThat(written()).containsExactly(Stored.alert(1, later));
    }

    @Test
    void turn_clockSetBack_isWrittenAllTheSame() throws Exception {
        // given
        Instant ahead = Stored.START.plus(Duration.ofHours(1));
        Instant back = ahead.minusSeconds(1800);
        refresh(ahead, ahead);
        // when
        refresh(back, back);
        // then
        assertThat(written()).containsExactly(Stored.alert(1, back));
    }

    @Test
    void turn_onItsWayWhenMemoryWasLookedThrough_isWrittenNextTime() throws Exception {
        // given
        Instant looked = Stored.START.plusSeconds(60);
        refresh(Stored.START, looked);
        // when
        refresh(looked.minusSeconds(10), looked.plusSeconds(5));
        // then
        assertThat(written()).containsExactly(Stored.alert(1, looked.minusSeconds(10)));
    }

    /** Whoever reads it believes in every end that passed before. */
    @Test
    void turn_memoryWasNotLookedThrough_isNotKnownToBeAliveSince() throws Exception {
        // given
        journal.close();
        journal = new SteppedJournal(new StorePlace(folder, ""), SELDOM);
        journal.store(Stored.alert(1, Stored.START));
        journal.turn();
        journal.setClock(Stored.START.plusSeconds(3600));
        // when
        journal.turn();
        journal.record(1);
        journal.turn();
        // then
        assertThat(stored().aliveAt())
                .contains(Instant.ofEpochMilli(
                        Stored.START.plus(StateStore.LAZY_MAX).toEpochMilli()));
    }

    /** The alerts that it holds beyond their ends are among the changes of a later turn. */
    @Test
    void turn_suspendedBefore_isNotKnownToBeAliveSince() throws Exception {
        // when
        journal.setClock(Stored.START.plusSeconds(3600));
        journal.record(1);
        journal.turn();
        // then
        assertThat(stored().aliveAt()).contains(Instant.ofEpochMilli(Stored.START.toEpochMilli()));
    }

    @Test
    void turn_memoryHasNotNoticedASuspension_isNotKnownToBeAliveSince() throws Exception {
        // given
        journal.heardLast(Stored.START);
        journal.setClock(Stored.START.plusSeconds(3600));
        journal.turn();
        // when
        journal.heardLast(null);
        journal.record(1);
        journal.turn();
        // then
        assertThat(stored().aliveAt()).contains(Instant.ofEpochMilli(Stored.START.toEpochMilli()));
    }

    @Test
    void turn_memoryHasSeenToASuspension_isAlive() throws Exception {
        // given
        Instant later = Stored.START.plusSeconds(3600);
        journal.setClock(later);
        journal.turn();
        // when
        journal.record(1);
        journal.turn();
        // then
        assertThat(stored().aliveAt()).contains(Instant.ofEpochMilli(later.toEpochMilli()));
    }
}
