package io.tocsin.server.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.Recorder;
import io.tocsin.core.record.HistoryRecord;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.server.metrics.HistoryMetrics;
import io.tocsin.server.metrics.HistoryMetrics.Loss;
import io.tocsin.server.storage.RecordLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the engine tells, on a thread of its own. Thread-safe.
 *
 * <p>Whoever tells something waits for nothing: it goes into a queue, and is lost and counted if that is full.
 */
public final class HistoryWriter implements EngineListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

    /** What five thousand groups tell when they are flushed at once, twice over. */
    static final int QUEUE_MAX = 1 << 16;

    /** So long the thread lets events gather: each time that it is woken costs those who tell something. */
    private static final long GATHER_MILLIS = 20;

    /** How many records a start looks through for notifications that were under way. */
    private static final int LOOKED_THROUGH_MAX = 20_000;

    /** Nothing that is written down. */
    private static final Told WAKE_UP = new Told(new EngineEvent.AlertsPosted(0, 0, 0), Instant.EPOCH);

    private static final Duration CLOSE_MAX = Duration.ofMillis(300);

    private final RecordLog log;
    private final Recorder recorder;
    private final HistoryMetrics metrics;
    private final InstantSource clock;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicBoolean isLosing = new AtomicBoolean();
    private final Thread thread;

    // Volatile: set by whoever closes, read by the thread.
    private volatile boolean isClosing;

    private record Told(EngineEvent event, Instant at) {}

    private HistoryWriter(RecordLog log, InstantSource clock, HistoryMetrics metrics) {
        this.log = requireNonNull(log, "log");
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
        this.recorder = new Recorder(new RecordedEntries(log, metrics));
        this.thread = new Thread(this::run, "history");
        thread.setDaemon(true);
    }

    /** Starts its thread, which first closes what was under way when the log was written last. */
    public static HistoryWriter start(RecordLog log, InstantSource clock, HistoryMetrics metrics) {
        HistoryWriter writer = new HistoryWriter(log, clock, metrics);
        metrics.bytesFrom(log::sizeBytes);
        writer.thread.start();
        return writer;
    }

    @Override
    public void on(EngineEvent event) {
        if (!Recorder.concerns(event)) {
            return;
        }
        if (queue.offer(new Told(event, clock.instant()))) {
            return;
        }
        metrics.lost(Loss.QUEUE_FULL);
        if (isLosing.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue("component", "history")
                    .addKeyValue("queued", QUEUE_MAX)
                    .log("History cannot follow: what happens is not written down");
        }
    }

    private void run() {
        guarded(this::abandonUnderWay);
        List<Told> batch = new ArrayList<>();
        while (!isClosing) {
            waitForEvents();
            recordAll(batch);
        }
        recordAll(batch);
        guarded(recorder::close);
    }

    private void waitForEvents() {
        try {
            Told first = queue.poll(1, TimeUnit.SECONDS);
            if (first != null) {
                record(first);
                Thread.sleep(GATHER_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted (expected: nobody interrupts what may use a file)", e);
        }
    }

    private void recordAll(List<Told> batch) {
        while (queue.drainTo(batch) > 0) {
            batch.forEach(this::record);
            batch.clear();
        }
        isLosing.set(false);
    }

    private void record(Told told) {
        guarded(() -> recorder.on(told.event(), told.at()));
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            metrics.lost(Loss.ERROR);
            LOG.atError().addKeyValue("component", "history").setCause(e).log("Internal error while writing history");
        }
    }

    /** Nobody saw the end of what was under way when the log was written last. */
    private void abandonUnderWay() {
        NotificationOutcome abandoned =
                new NotificationOutcome.Abandoned(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        for (Found found : underWay()) {
            log.replace(found.id(), HistoryRecord.encode(((Notification) found.entry()).with(abandoned)));
        }
    }

    private List<Found> underWay() {
        List<Found> underWay = new ArrayList<>();
        int[] seen = {0};
        log.newestFirst(Long.MAX_VALUE, (id, record) -> {
            entry(record).filter(HistoryWriter::isUnderWay).ifPresent(entry -> underWay.add(new Found(id, entry)));
            return ++seen[0] < LOOKED_THROUGH_MAX;
        });
        return underWay;
    }

    private static boolean isUnderWay(HistoryEntry entry) {
        return entry instanceof Notification told && told.outcome() instanceof NotificationOutcome.UnderWay;
    }

    /** Empty for what is no entry. */
    private static Optional<HistoryEntry> entry(byte[] record) {
        try {
            return HistoryRecord.head(record).alert().isPresent()
                    ? Optional.empty()
                    : Optional.of(HistoryRecord.decode(record));
        } catch (MalformedRecordException ignored) {
            // Whoever searches tells of it.
            return Optional.empty();
        }
    }

    /** Writes down what is queued, as far as that is done in no time. */
    @Override
    public void close() {
        isClosing = true;
        queue.offer(WAKE_UP);
        try {
            thread.join(CLOSE_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
