package io.tocsin.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.storage.FakeMemory;
import io.tocsin.server.storage.MemoryRecordLog;
import io.tocsin.server.storage.RecordLog;
import io.tocsin.server.storage.Storage;
import io.tocsin.server.storage.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00.123456Z");
    private static final NotificationKey KEY = new NotificationKey("{}:{}", "team", "webhook", 0);
    private static final int LOG_BYTES = 1 << 20;
    private static final Silence SILENCE = new Silence(
            "id",
            List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "a", "b")))),
            NOW,
            NOW,
            NOW,
            "ann",
            "",
            Labels.EMPTY,
            NOW);

    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private final MemoryRecordLog log = new MemoryRecordLog(LOG_BYTES);

    private HistoryWriter start(RecordLog into) {
        return HistoryWriter.start(into, () -> NOW, metrics.history());
    }

    private List<HistoryEntry> kept() {
        return found(log).stream().map(Found::entry).toList();
    }

    private static List<Found> found(RecordLog log) {
        return new HistoryReader(log, List::<Labels>of, (silence, labels) -> false)
                .find(new HistoryQuery(HistoryFilter.ALL, HistoryQuery.NEWEST, 100))
                .entries();
    }

    private static EngineEvent.SilenceCreated created() {
        return new EngineEvent.SilenceCreated(SILENCE, new Requester("user:ann", "192.0.2.7"));
    }

    private static EngineEvent.DeliveryBegun begun() {
        return new EngineEvent.DeliveryBegun(KEY, NOW, NotificationReason.FIRST_NOTIFICATION, List.of());
    }

    private String page() {
        return new String(metrics.exposition().page("", false).body(), StandardCharsets.UTF_8);
    }

    @Test
    void event_told_isKeptAndCounted() {
        try (HistoryWriter writer = start(log)) {
            writer.on(created());
        }

        assertThat(kept()).singleElement().isInstanceOfSatisfying(SilenceChange.class, change -> {
            assertThat(change.at()).isEqualTo(Instant.parse("2026-11-29T02:00:00.123Z"));
            assertThat(change.by().identity()).isEqualTo("user:ann");
        });
        assertThat(page())
                .containsPattern("tocsin_history_bytes [1-9]")
                .contains("tocsin_history_entries_total{kind=\"silence\"} 1.0")
                .contains("tocsin_history_entries_total{kind=\"flush\"} 0.0");
    }

    @Test
    void start_notificationUnderWayBefore_isAbandoned() {
        try (HistoryWriter before = start(log)) {
            before.on(begun());
            before.on(new EngineEvent.DeliveryEnded(
                    KEY, NOW, 1, Duration.ZERO, new DeliveryOutcome.Sent(NotificationReason.FIRST_NOTIFICATION, 1)));
            before.on(begun());
        }

        start(log).close();

        assertThat(kept())
                .extracting(entry -> ((Notification) entry).outcome())
                .satisfiesExactly(
                        last -> assertThat(last).isInstanceOf(NotificationOutcome.Abandoned.class),
                        first -> assertThat(first).isInstanceOf(NotificationOutcome.Sent.class));
    }

    @Test
    void restart_onDisk_everythingIsThereAndGoesOn(@TempDir Path folder) throws Exception {
        try (Storage storage = opened(folder);
                HistoryWriter writer = start(storage.history())) {
            writer.on(created());
            writer.on(begun());
        }

        try (Storage storage = opened(folder)) {
            try (HistoryWriter writer = start(storage.history())) {
                writer.on(created());
            }

            List<Found> found = found(storage.history());
            assertThat(found).extracting(Found::id).containsExactly(3L, 2L, 1L);
            assertThat(found.get(1).entry())
                    .isInstanceOfSatisfying(
                            Notification.class,
                            told -> assertThat(told.outcome()).isInstanceOf(NotificationOutcome.Abandoned.class));
        }
    }

    /** As a server does, whose engine keeps nothing. */
    private static Storage opened(Path folder) throws StoreException {
        Storage storage = Storage.open(Optional.of(folder), () -> NOW);
        storage.state().restore(new FakeMemory());
        storage.memoryIsComplete();
        return storage;
    }

    /** Whoever notifies never waits for the history. */
    @Test
    void queue_full_eventsAreLostAndCounted() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        RecordLog hanging = new RecordLog() {
            @Override
            public long append(byte[] record) {
                stalled.countDown();
                awaitUninterrupted(goesOn);
                return log.append(record);
            }

            @Override
            public void replace(long id, byte[] record) {
                log.replace(id, record);
            }

            @Override
            public void newestFirst(long before, Visitor visitor) {
                log.newestFirst(before, visitor);
            }

            @Override
            public long maxBytes() {
                return log.maxBytes();
            }

            @Override
            public long sizeBytes() {
                return log.sizeBytes();
            }
        };
        HistoryWriter writer = start(hanging);
        writer.on(created());
        stalled.await();

        for (int i = 0; i < HistoryWriter.QUEUE_MAX + 5; i++) {
            writer.on(created());
        }
        goesOn.countDown();

        assertThat(page()).contains("tocsin_history_dropped_total{reason=\"queue_full\"} 5.0");
        writer.close();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A storm of short alerts must not push out what was done about them. */
    @Test
    void alertsForgotten_tooMany_labelsTakeAQuarterOfTheLog() {
        List<Labels> storm = IntStream.range(0, 50_000)
                .mapToObj(i -> Labels.of("alertname", "Storm", "pod", "pod-" + i))
                .toList();

        try (HistoryWriter writer = start(log)) {
            writer.on(created());
            writer.on(new EngineEvent.AlertsForgotten(storm));
        }

        assertThat(kept()).hasSize(1);
        assertThat(log.sizeBytes()).isBetween(LOG_BYTES / 5L, LOG_BYTES / 4L + 1_000);
        assertThat(page()).containsPattern("tocsin_history_dropped_total\\{reason=\"labels\"} [1-9]");
    }
}
