package io.tocsin.server.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.server.metrics.StoreMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept over a stop, and what over a crash. */
final class JournalTest {
    private static final Instant NOW = Stored.START;

    /** Seldom enough that nothing is written unless somebody waits for it. */
    private static final StoreSettings PATIENT = new StoreSettings(
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            1 << 20,
            1 << 20);

    @TempDir
    private Path folder;

    private final List<Journal> opened = new ArrayList<>();
    private final FakeMemory memory = new FakeMemory();

    @AfterEach
    void close() {
        opened.forEach(Journal::close);
    }

    @Test
    void restore_nothingStored_isEmpty() throws Exception {
        assertThat(reopened()).isEqualTo(StoredState.EMPTY);
    }

    @Test
    void committed_everyKindOfChange_isThereAfterACrash() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        // when
        memory.store(journal, Stored.alert(1, NOW));
        memory.record(journal, Stored.notification(2, NOW));
        memory.store(journal, Stored.silence(3, NOW));
        journal.flushScheduled("{}:{}", NOW.plusSeconds(30));
        journal.memoryIsComplete();
        commit(journal);
        // then
        StoredState stored = afterCrash();
        assertThat(stored.alerts()).extracting(Stamped::value).containsExactly(Stored.alert(1, NOW));
        assertThat(stored.notifications()).extracting(Stamped::value).containsExactly(Stored.notification(2, NOW));
        assertThat(stored.silences()).extracting(Stamped::value).containsExactly(Stored.silence(3, NOW));
        assertThat(stored.nextFlushes()).isEqualTo(Map.of("{}:{}", NOW.plusSeconds(30)));
        assertThat(stored.aliveAt()).contains(Instant.ofEpochMilli(NOW.toEpochMilli()));
    }

    /** What a rule has come to is in the file before anybody is told that its alert is. */
    @Test
    void rules_keptBeforeAnAlert_areWrittenWithIt() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        journal.memoryIsComplete();
        // when
        journal.rules().keep(RuleStatesOf.snapshot(RuleStatesOf.GROUP, 1, 10_000, RuleStatesOf.pending(1, 5_000)));
        memory.store(journal, Stored.alert(1, NOW));
        commit(journal);
        // then
        assertThat(rulesAfterCrash())
                .containsExactly(new GroupState(RuleStatesOf.GROUP, 10_000, List.of(RuleStatesOf.pending(1, 5_000))));
    }

    @Test
    void rules_nothingAwaited_areWrittenAtTheEndAndTakenUpAgain() throws Exception {
        Journal journal = open();
        memory.restoredFrom(journal);
        journal.memoryIsComplete();
        journal.rules().keep(RuleStatesOf.snapshot(RuleStatesOf.GROUP, 1, 10_000, RuleStatesOf.pending(1, 5_000)));
        journal.rules()
                .keep(RuleStatesOf.snapshot(RuleStatesOf.group("gone"), 1, 10_000, RuleStatesOf.pending(1, 5_000)));
        journal.close();

        Journal next = open();
        memory.restoredFrom(next);
        next.memoryIsComplete();
        assertThat(next.rules().kept())
                .extracting(GroupState::id)
                .containsExactlyInAnyOrder(RuleStatesOf.GROUP, RuleStatesOf.group("gone"));
        next.rules().keepOnly(Set.of(RuleStatesOf.GROUP), List.of());
        next.close();

        assertThat(rulesAfterCrash()).extracting(GroupState::id).containsExactly(RuleStatesOf.GROUP);
    }

    @Test
    void committed_stampsOfMembers_areThereAfterACrash() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        Stamp stamp = new Stamp(5, -7);
        Stamped<NotificationEntry> inDoubt =
                new Stamped<>(Stored.notification(2, NOW).inDoubt(), Stamp.NONE);
        Stamped<Silence> silence = new Stamped<>(Stored.silence(3, NOW), stamp);
        // when
        journal.alertStored(memory.put(Stored.alert(1, NOW), stamp));
        journal.notificationRecorded(inDoubt);
        journal.silenceStored(silence);
        commit(journal);
        // then
        StoredState stored = afterCrash();
        assertThat(stored.alerts()).containsExactly(new Stamped<>(Stored.alert(1, NOW), stamp));
        assertThat(stored.notifications()).containsExactly(inDoubt);
        assertThat(stored.silences()).containsExactly(silence);
    }

    /** Held beyond its end, or told by a member that says nothing else. */
    @Test
    void alertStored_nothingButItsStampIsAnother_isWritten() throws Exception {
        // given
        Journal first = open();
        memory.restoredFrom(first);
        first.alertStored(memory.put(Stored.alert(1, NOW), new Stamp(5, -7)));
        first.close();
        Journal second = open();
        memory.restoredFrom(second);
        // when
        second.alertStored(memory.put(Stored.alert(1, NOW), new Stamp(5, 0)));
        commit(second);
        StoredState assumed = afterCrash();
        second.alertStored(memory.put(Stored.alert(1, NOW), null));
        commit(second);
        // then
        assertThat(assumed.alerts()).containsExactly(new Stamped<>(Stored.alert(1, NOW), new Stamp(5, 0)));
        assertThat(afterCrash().alerts()).containsExactly(Versions.of(Stored.alert(1, NOW)));
    }

    @Test
    void committed_forgotten_isGoneAfterACrash() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        for (int i = 1; i <= 2; i++) {
            memory.store(journal, Stored.alert(i, NOW));
            memory.record(journal, Stored.notification(i, NOW));
            memory.store(journal, Stored.silence(i, NOW));
            journal.flushScheduled("group " + i, NOW);
        }
        commit(journal);
        // when
        memory.forget(journal, Stored.alert(1, NOW));
        memory.forget(journal, Stored.key(1));
        memory.forgetSilence(journal, Stored.id(1));
        journal.groupForgotten("group 1");
        commit(journal);
        // then
        StoredState stored = afterCrash();
        assertThat(stored.alerts()).extracting(Stamped::value).containsExactly(Stored.alert(2, NOW));
        assertThat(stored.notifications()).extracting(Stamped::value).containsExactly(Stored.notification(2, NOW));
        assertThat(stored.silences()).extracting(Stamped::value).containsExactly(Stored.silence(2, NOW));
        assertThat(stored.nextFlushes()).containsOnlyKeys("group 2");
    }

    /** Collected, with somebody still to be told of its end, and firing again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alertReplaced_oldOneIsWrittenOrNot_newOneAloneIsKept(boolean isWritten) throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        memory.store(journal, Stored.alert(1, NOW));
        if (isWritten) {
            commit(journal);
        }
        // when
        Alert anew = Stored.alert(1, NOW.plusSeconds(60));
        memory.replace(journal, anew);
        commit(journal);
        // then
        assertThat(afterCrash().alerts()).extracting(Stamped::value).containsExactly(anew);
    }

    @Test
    void alertReplaced_oldOneIsOfTheRunBefore_newOneAloneIsKept() throws Exception {
        // given
        Journal first = open();
        memory.restoredFrom(first);
        memory.store(first, Stored.alert(1, NOW));
        first.close();
        Journal second = open();
        memory.restoredFrom(second);
        // when
        Alert anew = Stored.alert(1, NOW.plusSeconds(60));
        memory.replace(second, anew);
        commit(second);
        assertThat(afterCrash().alerts()).extracting(Stamped::value).containsExactly(anew);
        second.memoryIsComplete();
        second.close();
        // then
        assertThat(reopened().alerts()).extracting(Stamped::value).containsExactly(anew);
    }

    @Test
    void committed_resolvedThenOtherAnnotations_newestVersionIsKept() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        Alert firing = Stored.alert(1, NOW);
        memory.store(journal, firing);
        commit(journal);
        Alert resolved = endingAt(firing, NOW.plusSeconds(1));
        memory.store(journal, resolved);
        commit(journal);
        assertThat(afterCrash().alerts()).extracting(Stamped::value).containsExactly(resolved);
        // when
        Alert annotated = new Alert(
                firing.labels(),
                Labels.of("summary", "another"),
                firing.startsAt(),
                firing.endsAt(),
                false,
                "",
                NOW.plusSeconds(2));
        memory.store(journal, annotated);
        commit(journal);
        // then
        assertThat(afterCrash().alerts()).extracting(Stamped::value).containsExactly(annotated);
    }

    @Test
    void close_refreshed_isWritten() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        memory.store(journal, Stored.alert(1, NOW));
        commit(journal);
        // when
        memory.refresh(journal, Stored.alert(1, NOW.plusSeconds(60)));
        journal.close();
        // then
        assertThat(reopened().alerts())
                .extracting(Stamped::value)
                .containsExactly(Stored.alert(1, NOW.plusSeconds(60)));
    }

    @Test
    void close_nothingAwaited_isWritten() throws Exception {
        Journal journal = open();
        memory.restoredFrom(journal);
        memory.store(journal, Stored.silence(1, NOW));
        journal.close();
        assertThat(reopened().silences()).extracting(Stamped::value).containsExactly(Stored.silence(1, NOW));
    }

    @Test
    void memoryIsComplete_itLacksWhatWasRestored_thatIsRemoved() throws Exception {
        // given
        Journal first = open();
        memory.restoredFrom(first);
        memory.store(first, Stored.silence(1, NOW));
        memory.store(first, Stored.alert(2, NOW));
        first.close();
        // when
        Journal second = open();
        second.restore(new FakeMemory());
        second.memoryIsComplete();
        second.close();
        // then
        assertThat(reopened().silences()).isEmpty();
        assertThat(reopened().alerts()).isEmpty();
    }

    @Test
    void memoryIsComplete_notificationInDoubt_staysSo() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        memory.record(journal, Stored.notification(1, NOW));
        // when
        journal.notificationRecorded(Versions.of(Stored.notification(1, NOW).inDoubt()));
        journal.memoryIsComplete();
        commit(journal);
        // then
        assertThat(afterCrash().notifications())
                .extracting(Stamped::value)
                .containsExactly(Stored.notification(1, NOW).inDoubt());
    }

    @Test
    void memoryIsComplete_itDoesNotShowYetWhatItHandedOver_thatIsKept() throws Exception {
        // given
        Journal first = open();
        memory.restoredFrom(first);
        memory.record(first, Stored.notification(1, NOW));
        first.close();
        Journal second = open();
        memory.restoredFrom(second);
        // when
        second.notificationRecorded(Versions.of(Stored.notification(1, NOW.plusSeconds(60))));
        second.notificationRecorded(Versions.of(Stored.notification(2, NOW.plusSeconds(60))));
        second.memoryIsComplete();
        commit(second);
        // then
        assertThat(afterCrash().notifications())
                .extracting(Stamped::value)
                .containsExactlyInAnyOrder(
                        Stored.notification(1, NOW.plusSeconds(60)), Stored.notification(2, NOW.plusSeconds(60)));
    }

    @Test
    void memoryIsComplete_itHasARefreshOfWhatItHandedOver_thatIsKept() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        Alert refreshed = Stored.alert(1, NOW.minusSeconds(60));
        // when
        memory.store(journal, Stored.alert(1, NOW.minusSeconds(120)));
        memory.refresh(journal, refreshed);
        journal.memoryIsComplete();
        commit(journal);
        // then
        assertThat(afterCrash().alerts()).extracting(Stamped::value).containsExactly(refreshed);
    }

    @Test
    void committed_memoryIsNotComplete_nobodyIsKnownToBeAlive() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        // when
        memory.store(journal, Stored.alert(1, NOW));
        commit(journal);
        // then
        assertThat(afterCrash().aliveAt()).isEmpty();
    }

    @Test
    void close_memoryIsNotComplete_removesNothing() throws Exception {
        // given
        Journal first = open();
        memory.restoredFrom(first);
        memory.store(first, Stored.silence(1, NOW));
        first.close();
        // when
        Journal second = open();
        second.restore(new FakeMemory());
        second.close();
        // then
        assertThat(reopened().silences()).extracting(Stamped::value).containsExactly(Stored.silence(1, NOW));
    }

    @Test
    void history_overRestarts_goesOnCounting() throws Exception {
        // given
        Journal first = open();
        memory.restoredFrom(first);
        long a = first.history().append(bytes("a"));
        first.history().append(bytes("b"));
        first.close();
        // when
        Journal second = open();
        memory.restoredFrom(second);
        second.history().replace(a, bytes("A"));
        long c = second.history().append(bytes("c"));
        // then
        assertThat(c).isEqualTo(3);
        assertThat(texts(second.history())).containsExactly("c", "b", "A");
        second.close();
        Journal third = open();
        assertThat(texts(third.history())).containsExactly("c", "b", "A");
        assertThat(third.history().sizeBytes()).isEqualTo(3);
    }

    @Test
    void history_readerIsSlow_nobodyWaitsForIt() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        journal.history().append(bytes("a"));
        memory.store(journal, Stored.silence(1, NOW));
        commit(journal);
        AtomicInteger seen = new AtomicInteger();
        // when
        journal.history().newestFirst(Long.MAX_VALUE, (id, record) -> {
            assertThat(CompletableFuture.runAsync(journal::close)).succeedsWithin(Duration.ofSeconds(20));
            return seen.incrementAndGet() > 0;
        });
        // then
        assertThat(seen).hasValue(1);
    }

    @Test
    void history_largerThanWhatIsReadAtOnce_isReadInOrder() throws Exception {
        // given
        Journal journal = open();
        memory.restoredFrom(journal);
        for (int i = 0; i < 20_000; i++) {
            journal.history().append(bytes("r" + i));
        }
        memory.store(journal, Stored.silence(1, NOW));
        commit(journal);
        List<Long> ids = new ArrayList<>();
        // when
        journal.history().newestFirst(19_000, (id, record) -> ids.add(id));
        // then
        assertThat(ids)
                .isEqualTo(LongStream.iterate(18_999, id -> id > 0, id -> id - 1)
                        .boxed()
                        .toList());
    }

    @Test
    void open_newFile_onlyItsOwnerMayReadIt() throws Exception {
        Path file = folder.resolve("tocsin.db");
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class))
                .isTrue();

        open();

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    private Journal open() throws StoreException {
        Journal journal =
                Journal.open(new StorePlace(folder, ""), PATIENT, InstantSource.fixed(NOW), StoreMetrics.unwatched());
        opened.add(journal);
        return journal;
    }

    private static void commit(Journal journal) throws Exception {
        journal.committed().toCompletableFuture().get(20, SECONDS);
    }

    /** What a process would find that starts now, the one before having ended without a word. */
    private StoredState afterCrash() throws Exception {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(folder.resolve("tocsin.db"), copy.resolve("tocsin.db"), StandardCopyOption.REPLACE_EXISTING);
        Journal journal =
                Journal.open(new StorePlace(copy, ""), PATIENT, InstantSource.fixed(NOW), StoreMetrics.unwatched());
        StoredState stored = journal.restore(new FakeMemory());
        journal.close();
        return stored;
    }

    private List<GroupState> rulesAfterCrash() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        Files.copy(folder.resolve("tocsin.db"), copy.resolve("tocsin.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Journal journal =
                Journal.open(new StorePlace(copy, ""), PATIENT, InstantSource.fixed(NOW), StoreMetrics.unwatched())) {
            return journal.rules().kept();
        }
    }

    private StoredState reopened() throws StoreException {
        Journal journal = open();
        StoredState stored = journal.restore(memory);
        journal.close();
        return stored;
    }

    private static Alert endingAt(Alert alert, Instant end) {
        return new Alert(
                alert.labels(),
                alert.annotations(),
                alert.startsAt(),
                Timestamp.of(end),
                false,
                alert.generatorUrl(),
                end);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(RecordLog log) {
        List<String> texts = new ArrayList<>();
        log.newestFirst(Long.MAX_VALUE, (id, record) -> texts.add(new String(record, StandardCharsets.UTF_8)));
        return texts;
    }
}
