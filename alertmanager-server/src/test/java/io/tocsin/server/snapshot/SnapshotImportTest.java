package io.tocsin.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotImportTest {
    private static final Instant NOW = SnapshotValues.NOW;

    private final List<SnapshotImport.Counts> counts = new ArrayList<>();
    private final List<Silence> news = new ArrayList<>();

    @TempDir
    private Path folder;

    private SnapshotImport read(Map<String, String> known) throws SnapshotException {
        return SnapshotImport.of(folder, name -> Optional.ofNullable(known.get(name)), NOW);
    }

    private StoredState imported(StoredState kept) throws SnapshotException {
        SnapshotImport.Merged merged = read(Map.of()).with(kept);
        counts.addAll(merged.counts());
        news.addAll(merged.news());
        return merged.state();
    }

    private static StoredState kept(List<Silence> silences, List<NotificationEntry> notifications) {
        return new StoredState(
                List.of(),
                notifications.stream().map(Versions::of).toList(),
                silences.stream().map(Versions::of).toList(),
                Map.of("group", NOW),
                Optional.of(NOW));
    }

    @Test
    void files_missing_areNothing() throws Exception {
        StoredState kept = kept(List.of(SnapshotValues.silence("a", 0)), List.of());
        assertThat(imported(kept)).isEqualTo(kept);
        assertThat(counts).isEmpty();
        assertThat(read(Map.of()).notes()).isEmpty();
    }

    @Test
    void files_empty_areRememberedAndNothing() throws Exception {
        Files.createFile(folder.resolve("silences"));
        assertThat(imported(StoredState.EMPTY)).isEqualTo(StoredState.EMPTY);
        assertThat(counts).containsExactly(new SnapshotImport.Counts("silences", 0, 0, 0, 0));
        assertThat(read(Map.of()).notes())
                .containsExactly(Map.entry(
                        "snapshot of silences, sha-256",
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @Test
    void file_readBefore_isNotReadAgain() throws Exception {
        // given
        new SnapshotWriter(folder).write(List.of(SnapshotValues.silence("a", 0)), List.of(), false);
        Map<String, String> known = read(Map.of()).notes();
        // when
        SnapshotImport again = read(known);
        // then
        assertThat(known).hasSize(2);
        assertThat(again.notes()).isEmpty();
        assertThat(again.with(StoredState.EMPTY))
                .isEqualTo(new SnapshotImport.Merged(StoredState.EMPTY, List.of(), List.of()));
    }

    @Test
    void silences_twoVersions_theLaterOneCounts() throws Exception {
        // given
        Silence newer = SnapshotValues.silence("newer", 10);
        Silence older = SnapshotValues.silence("older", -10);
        Silence unknown = SnapshotValues.silence("unknown", 0);
        Silence same = SnapshotValues.silence("same", 0);
        new SnapshotWriter(folder).write(List.of(newer, older, unknown, same), List.of(), false);
        Silence olderKept = SnapshotValues.silence("older", 0);
        // when
        StoredState merged = imported(kept(List.of(SnapshotValues.silence("newer", 0), olderKept, same), List.of()));
        // then
        assertThat(merged.silences())
                .extracting(Stamped::value)
                .containsExactlyInAnyOrder(newer, olderKept, same, unknown);
        assertThat(counts).contains(new SnapshotImport.Counts("silences", 2, 0, 2, 0));
        assertThat(news).containsExactlyInAnyOrder(newer, unknown);
        assertThat(merged.nextFlushes()).containsOnlyKeys("group");
        assertThat(merged.aliveAt()).contains(NOW);
    }

    /** Members of a cluster have what is known here under its stamp, which may be ahead of all clocks. */
    @Test
    void imported_inPlaceOfAVersionOfACluster_isLaterThanThatByItsStamp() throws Exception {
        // given
        Stamp ahead = new Stamp(Stamp.of(NOW.plusSeconds(3_600)).ticks(), 7);
        Silence silence = SnapshotValues.silence("s", 10);
        NotificationEntry entry = SnapshotValues.notification("n", 10);
        new SnapshotWriter(folder).write(List.of(silence), List.of(entry), false);
        // when
        StoredState merged = imported(new StoredState(
                List.of(),
                List.of(new Stamped<>(SnapshotValues.notification("n", 0), ahead)),
                List.of(new Stamped<>(SnapshotValues.silence("s", 0), ahead)),
                Map.of(),
                Optional.of(NOW)));
        // then
        Stamp next = new Stamp(ahead.ticks() + 1, 0);
        assertThat(merged.silences()).containsExactly(new Stamped<>(silence, next));
        assertThat(merged.notifications()).containsExactly(new Stamped<>(entry, next));
    }

    @Test
    void imported_unknown_hasTheStampOfItsWriting() throws Exception {
        Silence silence = SnapshotValues.silence("s", 10);
        NotificationEntry entry = SnapshotValues.notification("n", 10);
        new SnapshotWriter(folder).write(List.of(silence), List.of(entry), false);

        StoredState merged = imported(kept(List.of(), List.of()));

        assertThat(merged.silences()).containsExactly(Versions.of(silence));
        assertThat(merged.notifications()).containsExactly(Versions.of(entry));
    }

    @Test
    void notifications_twoVersions_theLaterOneCounts() throws Exception {
        // given
        NotificationEntry newer = SnapshotValues.notification("newer", 10);
        NotificationEntry older = SnapshotValues.notification("older", -10);
        NotificationEntry unknown = SnapshotValues.notification("unknown", 0);
        NotificationEntry same = SnapshotValues.notification("same", 0);
        new SnapshotWriter(folder).write(List.of(), List.of(newer, older, unknown, same), false);
        NotificationEntry olderKept = SnapshotValues.notification("older", 0);
        // when
        StoredState merged =
                imported(kept(List.of(), List.of(SnapshotValues.notification("newer", 0), olderKept, same)));
        // then
        assertThat(merged.notifications())
                .extracting(Stamped::value)
                .containsExactlyInAnyOrder(newer, olderKept, same, unknown);
        assertThat(counts).contains(new SnapshotImport.Counts("nflog", 2, 0, 2, 0));
    }

    @Test
    void alerts_afterAnInterlude_areThoseThatMayStillFire() throws Exception {
        // given a server that was last alive a minute ago
        Instant alive = NOW.minusSeconds(60);
        Alert firesOn = SnapshotValues.alert("FiresOn", alive, NOW.plusSeconds(60));
        Alert wasResolved = SnapshotValues.alert("WasResolved", alive, NOW.plusSeconds(60));
        Alert ranOut = SnapshotValues.alert("RanOut", alive, NOW.minusSeconds(1));
        Alert ranOutAndTold = SnapshotValues.alert("RanOutAndTold", alive, NOW.minusSeconds(1));
        Alert resolvedHere = SnapshotValues.alert("ResolvedHere", alive, alive);
        List<Stamped<Alert>> alerts = Stream.of(firesOn, wasResolved, ranOut, ranOutAndTold, resolvedHere)
                .map(Versions::of)
                .toList();
        StoredState kept = new StoredState(alerts, List.of(), List.of(), Map.of(), Optional.of(alive));
        // when another one has notified since
        new SnapshotWriter(folder)
                .write(
                        List.of(),
                        List.of(
                                SnapshotValues.notification("a", -30, ranOutAndTold, null),
                                SnapshotValues.notification("b", -30, null, wasResolved),
                                SnapshotValues.notification("c", -90, null, firesOn)),
                        false);
        // then
        assertThat(imported(kept).alerts())
                .extracting(Stamped::value)
                .containsExactly(firesOn, ranOutAndTold, resolvedHere);
    }

    @Test
    void alerts_nothingNewerThanTheJournal_areAllKept() throws Exception {
        // given
        Alert ranOut = SnapshotValues.alert("RanOut", NOW.minusSeconds(60), NOW.minusSeconds(1));
        StoredState kept = new StoredState(
                List.of(Versions.of(ranOut)), List.of(), List.of(), Map.of(), Optional.of(NOW.minusSeconds(5)));
        // when
        new SnapshotWriter(folder)
                .write(List.of(), List.of(SnapshotValues.notification("a", -30, null, ranOut)), false);
        // then
        assertThat(imported(kept).alerts()).extracting(Stamped::value).containsExactly(ranOut);
    }

    @Test
    void records_expired_areLeftOut() throws Exception {
        // given
        Silence ended = SnapshotValues.expiring(SnapshotValues.silence("a", 0), NOW);
        NotificationKey key = SnapshotValues.notification("b", 0).key();
        NotificationEntry old = new NotificationEntry(
                key,
                NOW.minusSeconds(9),
                SnapshotValues.notification("b", 0).firing(),
                SnapshotValues.notification("b", 0).resolved(),
                Map.of(),
                NOW);
        new SnapshotWriter(folder).write(List.of(ended), List.of(old), false);
        // then
        assertThat(imported(StoredState.EMPTY)).isEqualTo(StoredState.EMPTY);
        assertThat(counts)
                .containsExactly(
                        new SnapshotImport.Counts("silences", 0, 1, 0, 0),
                        new SnapshotImport.Counts("nflog", 0, 1, 0, 0));
    }

    @Test
    void silence_thatCannotBeInForce_isCountedAndTheOthersCome() throws Exception {
        // given a regular expression that is none
        new SnapshotWriter(folder).write(List.of(SnapshotValues.silence("a", 0)), List.of(), false);
        byte[] good = Files.readAllBytes(folder.resolve("silences"));
        byte[] bad = HexFormat.of().parseHex("0e" + "0a0a" + "12080801" + "120161" + "1a0128" + "1200");
        byte[] both = Arrays.copyOf(bad, bad.length + good.length);
        System.arraycopy(good, 0, both, bad.length, good.length);
        Files.write(folder.resolve("silences"), both);
        // then
        assertThat(imported(StoredState.EMPTY).silences()).hasSize(1);
        assertThat(counts).contains(new SnapshotImport.Counts("silences", 1, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silences | 05 | at byte 0: the file ends within a record of 5 bytes, of which 0 are there",
                "silences | ff | at byte 0: the file ends within the length of a record",
                "silences | ffffffffff01 | at byte 0: no length of a record",
                "silences | ffffffff7f | at byte 0: the file ends within a record of 34359738367 bytes, of which 0 are",
                "silences | 00 | at byte 1: a record without its silence",
                "silences | 03 0a0208 | at byte 1: field 1: is 2 bytes long by its own account, but only 1 are left",
                "nflog | 02 1200 | at byte 1: a record without its receiver",
                "nflog | 06 0a0212001200 03 0a02ff | at byte 8: field 1: is 2 bytes long by its own account",
            })
    void file_broken_saysWhereAndTheWayOut(String row) throws IOException {
        // given
        String[] parts = row.split(" \\| ");
        Path file = folder.resolve(parts[0]);
        byte[] bytes = HexFormat.of().parseHex(parts[1].replace(" ", ""));
        Files.write(file, bytes);
        // then
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith(
                        (parts[0].equals("nflog") ? "error creating notification log: " : "error creating silence: ")
                                + file + ": " + parts[2])
                .hasMessageEndingWith("; put a good copy in its place, or move it away to start without what it holds");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void file_thatIsAFolder_cannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("silences"));
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(folder.resolve("silences") + ": cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void file_mutated_isReadOrRefused(long seed) throws Exception {
        // given
        Random random = new Random(seed);
        new SnapshotWriter(folder)
                .write(
                        List.of(SnapshotValues.silence("a", 0), SnapshotValues.silence("b", 0)),
                        List.of(SnapshotValues.notification("a", 0)),
                        false);
        for (String name : List.of("silences", "nflog")) {
            Path file = folder.resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int round = 0; round < 150; round++) {
                byte[] bytes = Arrays.copyOf(good, good.length - random.nextInt(3) * random.nextInt(good.length) / 2);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, bytes);
                // then
                try {
                    read(Map.of());
                } catch (SnapshotException e) {
                    assertThat(e).hasMessageContaining(": at byte ");
                }
            }
            Files.write(file, good);
        }
    }
}
