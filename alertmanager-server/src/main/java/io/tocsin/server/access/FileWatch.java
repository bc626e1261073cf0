package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.metrics.AccessMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Has the web configuration looked at, one time after the other however long that takes, and says when it takes too long:
 * reading a file of a network that hangs may never end.
 *
 * <p>{@link #tick} is called by one thread at a time, and waits for nothing. Made by {@link Entrance#watch}.
 */
public final class FileWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    /** Longer than this a check takes only where something is wrong: these are a few small files. */
    static final Duration CHECK_SLOW = Duration.ofSeconds(5);

    private final Watched watched;
    private final Executor executor;
    private final AccessMetrics metrics;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private long begunNanos;
    private boolean isSlow;
    // Volatile: set by whoever ticks, cleared by the thread that checks.
    private volatile boolean isUnderWay;

    /**
     * What is watched.
     *
     * @param path of the file that names all others
     * @param check reads them; may never end
     */
    record Watched(String path, Runnable check) {
        Watched {
            requireNonNull(path, "path");
            requireNonNull(check, "check");
        }
    }

    FileWatch(
            Watched watched,
            Executor executor,
            AccessMetrics metrics,
            InstantSource clock,
            LongSupplier monotonicNanos) {
        this.watched = requireNonNull(watched, "watched");
        this.executor = requireNonNull(executor, "executor");
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        // Loading the file for the first time was the first look at it.
        metrics.checked(clock.instant());
    }

    /** Begins a check if none is under way; to be called every second or so. */
    public void tick() {
        long now = monotonicNanos.getAsLong();
        Duration since = Duration.ofNanos(now - begunNanos);
        if (isUnderWay) {
            if (!isSlow && since.compareTo(CHECK_SLOW) >= 0) {
                isSlow = true;
                log(LOG.atWarn(), since, "Web configuration cannot be read for a while, changes are not seen");
            }
            return;
        }
        if (isSlow) {
            isSlow = false;
            log(LOG.atInfo(), since, "Web configuration is watched again");
        }
        begunNanos = now;
        isUnderWay = true;
        executor.execute(this::checkOnce);
    }

    private void log(LoggingEventBuilder line, Duration since, String message) {
        line.addKeyValue("component", Entrance.COMPONENT)
                .addKeyValue("file", watched.path())
                .addKeyValue("seconds", since.toSeconds())
                .log(message);
    }

    private void checkOnce() {
        try {
            watched.check().run();
            metrics.checked(clock.instant());
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("component", Entrance.COMPONENT)
                    .setCause(e)
                    .log("Web configuration cannot be watched");
        } finally {
            isUnderWay = false;
        }
    }
}
