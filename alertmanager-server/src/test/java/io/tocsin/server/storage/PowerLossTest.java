package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changes, and the power lost at random moments: what was acknowledged is there, and nothing that never was. What
 * the disk was not made to finish is done, not done or half done, in any order.
 */
final class PowerLossTest {
    private static final int TURNS = 300;
    private static final int CRASHES = 40;
    private static final String MARK = "tocsin.db.commit";
    private static final int KEYS = 40;

    /** Commits that are moved to make the file smaller hold hardly anything but history then, which a start does not read. */
    private static final StoreSettings LONG_HISTORY = SteppedJournal.atOnce(200_000, 1 << 20);

    @TempDir
    private Path folder;

    /** What memory held when a turn was over, how far the disk had come by then, and how far the file, as its mark says. */
    private record Moment(int operations, Map<Object, Object> held, String mark) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 101})
    void reopened_powerLostAtAnyMoment_hasWhatWasAcknowledged(long seed) throws Exception {
        check(seed, SteppedJournal.SETTINGS, 8, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void reopened_powerLostWithALongHistory_hasWhatWasAcknowledged(long seed) throws Exception {
        check(seed, LONG_HISTORY, 2, 8);
    }

    private void check(long seed, StoreSettings settings, int changesMax, int records) throws Exception {
        Random random = new Random(seed);
        try (FaultyDisk disk = new FaultyDisk(folder)) {
            SteppedJournal journal = new SteppedJournal(new StorePlace(folder, FaultyDisk.SCHEME), settings);
            List<Moment> moments = new ArrayList<>();
            moments.add(new Moment(disk.operations(), journal.held(), mark()));
            for (int turn = 0; turn < TURNS; turn++) {
                journal.change(random, random.nextInt(changesMax), KEYS);
                for (int i = 0; i < records; i++) {
                    journal.history().append(new byte[random.nextInt(1_500)]);
                }
                journal.turn();
                moments.add(new Moment(disk.operations(), journal.held(), mark()));
            }
            journal.close();
            List<Integer> busy = disk.momentsWithUnsynced(3);
            for (int i = 0; i < CRASHES; i++) {
                // Half of them when most is on its way.
                int crash = i % 2 == 0 ? random.nextInt(disk.operations() + 1) : busy.get(random.nextInt(busy.size()));
                // A process that is killed loses nothing that it wrote.
                byte[] content = random.nextInt(4) == 0
                        ? disk.contentAfterKill(crash)
                        : disk.contentAfterPowerLoss(crash, random);
                check(content, crash, moments, "seed " + seed + ", crash at " + crash);
            }
        }
    }

    @Test
    @Tag("long")
    void reopened_powerLostAtAnyMomentOfManyRuns_hasWhatWasAcknowledged() throws Exception {
        for (long seed = 1_000; seed < 1_200; seed++) {
            reopened_powerLostAtAnyMoment_hasWhatWasAcknowledged(seed);
            Files.delete(folder.resolve("tocsin.db"));
        }
    }

    private String mark() throws IOException {
        Path mark = folder.resolve(MARK);
        return Files.exists(mark) ? Files.readString(mark) : "0";
    }

    private void check(byte[] content, int crash, List<Moment> moments, String where) throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.write(other.resolve("tocsin.db"), content);
        // The newest moment that was over, and whatever was being written after it.
        int last = 0;
        while (last + 1 < moments.size() && moments.get(last + 1).operations() <= crash) {
            last++;
        }
        Files.writeString(other.resolve(MARK), moments.get(last).mark());
        Map<Object, Object> found = new HashMap<>();
        try {
            StorePlace.Opened opened = new StorePlace(other, "").open(StorePlace.Depth.STATE, () -> {});
            found.putAll(SteppedJournal.held(opened));
            Map<Long, byte[]> history = opened.file().history().all();
            history.forEach((id, record) -> found.put(id, record.length));
            assertThat(opened.file().history().bytes())
                    .as(where + ": size of the history")
                    .isEqualTo(history.values().stream()
                            .mapToLong(record -> record.length)
                            .sum());
            opened.file().close();
        } catch (StoreException e) {
            throw new AssertionError(where, e);
        }
        List<Integer> matching = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i).held().equals(found)) {
                matching.add(i);
            }
        }
        assertThat(matching).as(where + ": what is found is of turn").containsAnyOf(last, last + 1);
    }
}
