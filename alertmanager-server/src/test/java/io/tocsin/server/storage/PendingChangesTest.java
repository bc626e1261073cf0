package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Versions;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wait that ends by itself would take longer than the timeout. */
@Timeout(60)
final class PendingChangesTest {
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

    private final PendingChanges pending = new PendingChanges(HOUR_NANOS, changes -> {});

    @Test
    void take_somebodyWaits_takesAtOnce() throws Exception {
        store(1);
        CompletionStage<Void> durable = pending.committed();

        Changes taken = pending.take(HOUR_NANOS);

        assertDurableAfter(taken, durable);
    }

    @Test
    void take_somebodyWaitsInNoHurry_takesWhatCameUntilThen() throws Exception {
        store(1);
        CompletionStage<Void> durable = pending.committedSoon();
        store(2);

        Changes taken = pending.take(HOUR_NANOS);

        assertThat(taken.silences()).containsOnlyKeys(Stored.id(1), Stored.id(2));
        assertDurableAfter(taken, durable);
    }

    @Test
    void take_inNoHurryOnce_waitsForTheNextOnes() throws Exception {
        store(1);
        pending.committedSoon();
        pending.take(HOUR_NANOS);
        store(2);
        long begun = System.nanoTime();

        pending.take(Duration.ofMillis(200).toNanos());

        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void committedSoon_nothingIsOpen_isDone() {
        assertThat(pending.committedSoon()).isCompleted();
    }

    @Test
    void committedSoon_trouble_failsAtOnce() {
        store(1);
        pending.troubleBegins("full");
        assertThat(pending.committedSoon()).isCompletedExceptionally();
    }

    private void store(int number) {
        pending.silence(Stored.id(number), Versions.of(Stored.silence(number, Stored.START)));
    }

    private void assertDurableAfter(Changes taken, CompletionStage<Void> durable) {
        assertThat(durable).isNotCompleted();
        pending.succeeded(taken);
        assertThat(durable).isCompleted();
    }
}
