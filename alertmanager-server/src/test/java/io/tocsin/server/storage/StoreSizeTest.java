package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file stays small, whatever is written over and over. Time is virtual: a turn is what happens in five seconds. */
final class StoreSizeTest {
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int TURNS_PER_HOUR = 720;

    @TempDir
    private Path folder;

    @Test
    void file_anHourOfRefreshesAndAFullHistory_staysBelowItsLimit() throws Exception {
        // given
        Random random = new Random(1);
        SteppedJournal journal = SteppedJournal.withDefaults(new StorePlace(folder, ""));
        long largest = 0;
        // when
        for (int turn = 0; turn < TURNS_PER_HOUR; turn++) {
            journal.advance(TURN);
            for (int i = 0; i < 1_000; i++) {
                journal.refresh(Stored.alert(i, journal.now()));
            }
            for (int i = 0; i < 40; i++) {
                byte[] record = new byte[200 + random.nextInt(1_200)];
                random.nextBytes(record);
                journal.history().append(record);
                journal.record(random.nextInt(500));
            }
            journal.turn();
            largest = Math.max(largest, Files.size(folder.resolve("tocsin.db")));
        }
        journal.close();
        // then
        assertThat(largest).isLessThan(32L << 20);
        assertThat(journal.history().sizeBytes()).isBetween(11L << 20, 12L << 20);
    }
}
