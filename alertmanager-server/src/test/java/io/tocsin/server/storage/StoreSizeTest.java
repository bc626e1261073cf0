package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.record.AlertRecord;
import io.tocsin.core.record.FieldWriter;
import io.tocsin.evaluator.rule.KeptAlert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file stays small, and little is written, whatever is written over and over. Time is virtual. */
final class StoreSizeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final int SECONDS_PER_HOUR = 3_600;

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private FaultyDisk disk;
    private SteppedJournal journal;

    @BeforeEach
    void open() throws Exception {
        disk = new FaultyDisk(folder);
        disk.onlyCount();
        journal = SteppedJournal.withDefaults(new StorePlace(folder, FaultyDisk.SCHEME));
    }

    @AfterEach
    void close() {
        journal.close();
        disk.close();
    }

    private long fileBytes() throws Exception {
        return Files.size(folder.resolve("tocsin.db"));
    }

    private void refreshThousandAlerts() {
        for (int i = 0; i < 1_000; i++) {
            journal.refresh(Stored.alert(i, journal.now()));
        }
    }

    /** Nothing else happens: an SSD is not worn for nothing. */
    @Test
    void written_anHourOfRefreshes_isLittle() throws Exception {
        for (long second = 0; second < SECONDS_PER_HOUR; second += REFRESH.toSeconds()) {
            journal.advance(REFRESH);
            refreshThousandAlerts();
            journal.turn();
        }
        assertThat(disk.bytesWritten() / SECONDS_PER_HOUR).isLessThan(12 << 10);
        assertThat(fileBytes()).isLessThan(1 << 20);
    }

    @Test
    void file_anHourOfRefreshesAndAFullHistory_staysBelowItsLimit() throws Exception {
        long largest = 0;
        for (long second = 0; second < SECONDS_PER_HOUR; second += REFRESH.toSeconds()) {
            journal.advance(REFRESH);
            refreshThousandAlerts();
            for (int i = 0; i < 40; i++) {
                byte[] record = new byte[200 + random.nextInt(1_200)];
                random.nextBytes(record);
                journal.history().append(record);
                journal.record(random.nextInt(500));
            }
            journal.turn();
            largest = Math.max(largest, fileBytes());
        }
        assertThat(largest).isLessThan(32L << 20);
        assertThat(disk.bytesWritten() / SECONDS_PER_HOUR).isLessThan(40 << 10);
        assertThat(journal.history().sizeBytes()).isBetween(11L << 20, 12L << 20);
    }

    /** A rule of thousands of alerts, of which a few come and go each time, is not written as a whole. */
    @Test
    void written_ruleWithManyAlerts_isInProportionToWhatChanges() throws Exception {
        List<KeptAlert> alerts = new ArrayList<>();
        long wholeBytes = 0;
        for (int i = 0; i < 100; i++) {
            journal.advance(REFRESH);
            while (alerts.size() < 5_000) {
                alerts.add(RuleStatesOf.pending(alerts.size() + 20 * i, Stored.START.toEpochMilli()));
            }
            journal.rules()
                    .keep(RuleStatesOf.snapshot(
                            RuleStatesOf.GROUP, i, journal.now().toEpochMilli(), alerts.toArray(KeptAlert[]::new)));
            journal.turn();
            wholeBytes += journal.rules().sizeBytes();
            alerts.subList(0, 20).clear();
        }
        assertThat(disk.bytesWritten()).isLessThan(wholeBytes / 3);
        assertThat(fileBytes()).isLessThan(3 * journal.rules().sizeBytes());
    }

    /** New alerts every second, and as many that are forgotten: the oldest, or any, which leaves a hole everywhere. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void file_alertsComeAndGo_staysInProportionToWhatItHolds(boolean isOldestFirst) throws Exception {
        // given
        List<Alert> known = new ArrayList<>();
        long largest = 0;
        // when
        for (int second = 0; second < 300; second++) {
            journal.advance(SECOND);
            for (int i = 0; i < 500; i++) {
                Alert alert = Stored.alert(second * 500 + i, journal.now());
                journal.store(alert);
                known.add(isOldestFirst ? known.size() : random.nextInt(known.size() + 1), alert);
            }
            while (known.size() > 10_000) {
                journal.forget(known.remove(0));
            }
            journal.turn();
            largest = Math.max(largest, fileBytes());
        }
        // then
        long held = known.stream()
                .mapToLong(alert -> AlertRecord.encode(alert, null, new FieldWriter()).length)
                .sum();
        // Fifteen times as many alerts have gone through it.
        assertThat(largest).isLessThan(isOldestFirst ? held * 5 / 2 : held * 4);
    }
}
