package io.tocsin.server.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.StoreUnavailableException;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.server.log.CapturedLog;
import io.tocsin.server.metrics.StoreMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, broken or hangs: nobody waits for it, and afterwards it has everything. */
final class JournalFaultsTest {
    private static final Instant NOW = Stored.START;

    /** Everything happens at once, and a hang shows soon. */
    private static final StoreSettings HASTY = new StoreSettings(
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            1 << 20,
            100);

    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(Journal.class);

    @TempDir
    private Path folder;

    private final FakeMemory memory = new FakeMemory();
    private FaultyDisk disk;
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        disk = new FaultyDisk(folder);
        journal = Journal.open(
                new StorePlace(folder, FaultyDisk.SCHEME), HASTY, InstantSource.fixed(NOW), StoreMetrics.unwatched());
        memory.restoredFrom(journal);
        journal.memoryIsComplete();
        memory.store(journal, Stored.silence(1, NOW));
        commit();
    }

    @AfterEach
    void close() {
        disk.failWrites(null);
        disk.failSyncs(null);
        disk.failOpens(null);
        disk.release();
        journal.close();
        disk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Input/output error"})
    void committed_writesFail_failsAndSaysWhy(String reason) {
        // given
        disk.failWrites(reason);
        // when
        memory.store(journal, Stored.silence(2, NOW));
        // then
        assertUnavailable(journal.committed(), reason);
        assertThat(journal.trouble())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith(folder.resolve("tocsin.db") + ": ")
                        .contains(reason));
        assertUnavailable(journal.committed(), reason);
    }

    @Test
    void condition_writesFailForAWhile_tellsSinceWhen() throws Exception {
        assertThat(journal.condition().folder()).contains(folder);
        assertThat(journal.condition().bytes().orElseThrow()).isPositive();
        assertThat(journal.condition().trouble()).isEmpty();

        disk.failWrites("No space left on device");
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "No space left");
        assertThat(journal.condition().trouble()).hasValueSatisfying(trouble -> {
            assertThat(trouble.why()).contains("No space left on device");
            assertThat(trouble.since()).isEqualTo(NOW);
        });

        disk.failWrites(null);
        await().until(() -> journal.condition().trouble().isEmpty());
    }

    @Test
    void trouble_writesWorkAgain_endsAndMemoryIsWritten() throws Exception {
        // given
        disk.failWrites("No space left on device");
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "No space left");
        // when
        memory.store(journal, Stored.alert(3, NOW));
        memory.record(journal, Stored.notification(4, NOW));
        memory.forgetSilence(journal, Stored.id(1));
        journal.flushScheduled("group", NOW.plusSeconds(5));
        disk.failWrites(null);
        await().until(() -> journal.trouble().isEmpty());
        // then
        StoredState stored = afterCrash();
        assertThat(stored.silences()).extracting(Stamped::value).containsExactly(Stored.silence(2, NOW));
        assertThat(stored.alerts()).extracting(Stamped::value).containsExactly(Stored.alert(3, NOW));
        assertThat(stored.notifications()).extracting(Stamped::value).containsExactly(Stored.notification(4, NOW));
        assertThat(stored.nextFlushes()).containsOnlyKeys("group");
    }

    @Test
    void rules_writesFailForAWhile_areWrittenWhenTheyDoNot() throws Exception {
        // given
        journal.rules().keep(RuleStatesOf.snapshot(RuleStatesOf.GROUP, 1, 1_000, RuleStatesOf.pending(1, 1_000)));
        await().until(() -> !rulesAfterCrash().isEmpty());
        disk.failWrites("No space left on device");
        // when
        journal.rules()
                .keep(RuleStatesOf.snapshot(
                        RuleStatesOf.GROUP,
                        2,
                        2_000,
                        RuleStatesOf.firing(1, 1_000, 2_000),
                        RuleStatesOf.pending(2, 2_000)));
        await().until(() -> journal.condition().trouble().isPresent());
        disk.failWrites(null);
        await().until(() -> journal.trouble().isEmpty());
        // then
        assertThat(rulesAfterCrash()).singleElement().satisfies(state -> {
            assertThat(state.evaluatedAtMillis()).isEqualTo(2_000);
            assertThat(state.alerts())
                    .containsExactlyInAnyOrder(
                            RuleStatesOf.firing(1, 1_000, AlertInstance.NONE), RuleStatesOf.pending(2, 2_000));
        });
    }

    private List<GroupState> rulesAfterCrash() throws Exception {
        try (Journal copy = copied(disk)) {
            return copy.rules().kept();
        }
    }

    @Test
    void committed_syncFails_failsUntilASyncSucceeds() throws Exception {
        // given
        disk.failSyncs("Input/output error");
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "Input/output error");
        // when
        disk.failSyncs(null);
        await().until(() -> journal.trouble().isEmpty());
        // then
        memory.store(journal, Stored.silence(3, NOW));
        commit();
        assertThat(afterCrash().silences()).hasSize(3);
    }

    @Test
    void committed_syncHangs_failsInTimeAndRecoversByItself() throws Exception {
        // given
        disk.hangSyncs();
        memory.store(journal, Stored.silence(2, NOW));
        CompletionStage<Void> waiting = journal.committed();
        disk.awaitHang();
        memory.store(journal, Stored.silence(3, NOW));
        // then
        assertUnavailable(waiting, "not written within 1000ms");
        assertUnavailable(journal.committed(), "not written within 1000ms");
        // when
        disk.release();
        await().until(() -> journal.trouble().isEmpty());
        commit();
        // then
        assertThat(afterCrash().silences()).hasSize(3);
    }

    /** Nobody waits for what comes while there is trouble, and it would be said to be written. */
    @Test
    void trouble_syncHangs_endsWithWhatCameMeanwhile() throws Exception {
        // given
        journal.close();
        restart(new StoreSettings(
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofMillis(200),
                Duration.ofMillis(2),
                Duration.ofMillis(10),
                Duration.ofMinutes(1),
                1 << 20,
                100));
        disk.hangSyncs();
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "not written within 200ms");
        memory.store(journal, Stored.silence(3, NOW));
        // when
        disk.release();
        await().until(() -> journal.trouble().isEmpty());
        // The trouble is over with what hung; the third comes with the commit behind it.
        journal.committed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        // then
        assertThat(afterCrash().silences()).hasSize(3);
    }

    @Test
    void close_diskHangs_saysWhatIsLost() throws Exception {
        // given
        journal.close();
        restart(new StoreSettings(
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofMillis(100),
                Duration.ofMillis(2),
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                1 << 20,
                100));
        disk.hangSyncs();
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "not written within 100ms");
        memory.store(journal, Stored.alert(3, NOW));
        // when
        journal.close();
        // then
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).startsWith("Stopped without"));
    }

    @Test
    void close_diskIsFull_saysWhatIsLost() throws Exception {
        // given
        disk.failWrites("No space left on device");
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "No space left");
        // when
        journal.close();
        // then
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).startsWith("Stopped without"));
    }

    @Test
    void close_everythingIsWritten_saysNothing() throws Exception {
        memory.store(journal, Stored.silence(2, NOW));

        journal.close();

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void pending_moreIsForgottenThanIsKept_fileMatchesMemoryInTheEnd() throws Exception {
        // given
        memory.store(journal, Stored.alert(1, NOW));
        commit();
        disk.hangSyncs();
        memory.store(journal, Stored.silence(2, NOW));
        assertUnavailable(journal.committed(), "not written within");
        // when
        memory.forget(journal, Stored.alert(1, NOW));
        for (int i = 0; i <= PendingChanges.TROUBLED_MAX; i++) {
            journal.silenceForgotten("gone " + i);
        }
        disk.release();
        await().until(() -> journal.trouble().isEmpty());
        // then
        assertThat(afterCrash().alerts()).isEmpty();
        assertThat(afterCrash().silences()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void committed_fileIsCutOffOrDeleted_isThereAllTheSame(boolean isDeleted) throws Exception {
        // given
        Path other = Files.createDirectories(folder.resolve("other"));
        Path file = other.resolve("tocsin.db");
        SteppedJournal stepped = new SteppedJournal(new StorePlace(other, ""), RefreshTest.SELDOM);
        stepped.store(Stored.silence(1, NOW));
        stepped.turn();
        // when
        if (isDeleted) {
            Files.delete(file);
        } else {
            Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        }
        stepped.store(Stored.silence(2, NOW));
        CompletionStage<Void> committed = stepped.committed();
        stepped.turn();
        // then
        assertThat(committed).isCompleted();
        stepped.close();
        try (Journal again =
                Journal.open(new StorePlace(other, ""), HASTY, InstantSource.fixed(NOW), StoreMetrics.unwatched())) {
            assertThat(again.restore(new FakeMemory()).silences()).hasSize(2);
        }
    }

    /** In the new file another alert has the number that it had in the old one. */
    @Test
    void forgotten_fileIsDeletedMeanwhile_theOthersAreKept() throws Exception {
        // given
        Path other = Files.createDirectories(folder.resolve("other"));
        SteppedJournal stepped = new SteppedJournal(new StorePlace(other, ""), RefreshTest.SELDOM);
        for (int i = 1; i <= 3; i++) {
            stepped.store(Stored.alert(i, NOW));
            stepped.turn();
        }
        // when
        Files.delete(other.resolve("tocsin.db"));
        stepped.forget(Stored.alert(1, NOW));
        stepped.turn();
        // then
        stepped.close();
        assertThat(Storage.read(other).alerts())
                .extracting(Stamped::value)
                .containsExactlyInAnyOrder(Stored.alert(2, NOW), Stored.alert(3, NOW));
    }

    @Test
    void file_deletedAndNoneCanBeMade_historyGoesAlongLater() throws Exception {
        // given
        journal.history().append(new byte[10]);
        memory.store(journal, Stored.silence(2, NOW));
        commit();
        // when
        disk.failOpens("Input/output error");
        Files.delete(folder.resolve("tocsin.db"));
        await().until(() -> journal.trouble().isPresent());
        List<Long> ids = new ArrayList<>();
        journal.history().newestFirst(Long.MAX_VALUE, (id, record) -> ids.add(id));
        disk.failOpens(null);
        await().until(() -> journal.trouble().isEmpty());
        journal.close();
        // then
        assertThat(ids).containsExactly(1L);
        try (Journal again = reopened()) {
            assertThat(again.restore(new FakeMemory()).silences()).hasSize(2);
            assertThat(again.history().sizeBytes()).isEqualTo(10);
        }
    }

    @Test
    void open_fileCannotBeWritten_historyGoesOnCounting() throws Exception {
        // given
        journal.history().append(new byte[10]);
        journal.close();
        disk.failOpens("Input/output error");
        // when
        restart(HASTY);
        long id = journal.history().append(new byte[10]);
        disk.failOpens(null);
        await().until(() -> journal.trouble().isEmpty());
        // then
        assertThat(id).isEqualTo(2);
        assertThat(journal.history().sizeBytes()).isEqualTo(20);
    }

    @Test
    void file_deletedUnderneath_isWrittenAnew() throws Exception {
        // given
        journal.history().append(new byte[10]);
        memory.store(journal, Stored.alert(2, NOW));
        commit();
        // when
        Files.delete(folder.resolve("tocsin.db"));
        await().until(() -> Files.exists(folder.resolve("tocsin.db")));
        commit();
        journal.close();
        // then
        try (Journal again = reopened()) {
            StoredState stored = again.restore(new FakeMemory());
            assertThat(stored.silences()).extracting(Stamped::value).containsExactly(Stored.silence(1, NOW));
            assertThat(stored.alerts()).extracting(Stamped::value).containsExactly(Stored.alert(2, NOW));
            assertThat(again.history().sizeBytes()).isEqualTo(10);
        }
    }

    @Test
    void file_replacedByGarbage_isPutAsideAndWrittenAnew() throws Exception {
        // when
        Path garbage = Files.write(folder.resolve("garbage"), new byte[10_000]);
        Files.move(garbage, folder.resolve("tocsin.db"), StandardCopyOption.REPLACE_EXISTING);
        await().until(() -> names(folder).anyMatch(name -> name.startsWith("tocsin.db.broken-")));
        await().until(() -> journal.trouble().isEmpty());
        memory.store(journal, Stored.silence(2, NOW));
        commit();
        journal.close();
        // then
        try (Journal again = reopened()) {
            assertThat(again.restore(new FakeMemory()).silences()).hasSize(2);
        }
    }

    @Test
    void open_noFileAndNoneCanBeMade_startsInTroubleAndRecovers() throws Exception {
        // given
        Path empty = Files.createDirectories(folder.resolve("empty"));
        try (FaultyDisk other = new FaultyDisk(empty)) {
            other.failWrites("Read-only file system");
            // when
            Journal started = Journal.open(
                    new StorePlace(empty, FaultyDisk.SCHEME),
                    HASTY,
                    InstantSource.fixed(NOW),
                    StoreMetrics.unwatched());
            FakeMemory fresh = new FakeMemory().restoredFrom(started);
            started.memoryIsComplete();
            fresh.store(started, Stored.silence(1, NOW));
            // then
            assertUnavailable(started.committed(), "Read-only file system");
            // when
            other.failWrites(null);
            await().until(() -> started.trouble().isEmpty());
            started.close();
            // then
            assertThat(stored(other).silences()).hasSize(1);
        }
    }

    @Test
    void history_cannotBeWritten_isBoundedAndTheNewestStays() throws Exception {
        // given
        disk.failWrites("No space left on device");
        for (int i = 0; i < 50; i++) {
            journal.history().append(new byte[10]);
        }
        // then
        assertThat(journal.history().sizeBytes()).isEqualTo(100);
        await().until(() -> journal.trouble().isPresent());
        // when
        disk.failWrites(null);
        await().until(() -> journal.trouble().isEmpty());
        // then
        try (Journal copy = copied(disk)) {
            assertThat(copy.history().sizeBytes()).isEqualTo(100);
            assertThat(copy.history().append(new byte[1])).isEqualTo(51);
        }
    }

    private void restart(StoreSettings settings) throws Exception {
        journal = Journal.open(
                new StorePlace(folder, FaultyDisk.SCHEME),
                settings,
                InstantSource.fixed(NOW),
                StoreMetrics.unwatched());
        memory.restoredFrom(journal);
        journal.memoryIsComplete();
    }

    private void commit() throws Exception {
        journal.committed().toCompletableFuture().get(20, SECONDS);
    }

    private static void assertUnavailable(CompletionStage<Void> committed, String why) {
        assertThatThrownBy(() -> committed.toCompletableFuture().get(20, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(why);
    }

    /** What is found when the power is lost now. */
    private StoredState afterCrash() throws Exception {
        return stored(disk);
    }

    private StoredState stored(FaultyDisk of) throws Exception {
        try (Journal copy = copied(of)) {
            return copy.restore(new FakeMemory());
        }
    }

    private Journal copied(FaultyDisk of) throws Exception {
        Path other = Files.createDirectories(folder.resolve("copy"));
        Files.write(other.resolve("tocsin.db"), of.durable());
        return Journal.open(new StorePlace(other, ""), HASTY, InstantSource.fixed(NOW), StoreMetrics.unwatched());
    }

    private Journal reopened() throws StoreException {
        return Journal.open(new StorePlace(folder, ""), HASTY, InstantSource.fixed(NOW), StoreMetrics.unwatched());
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
