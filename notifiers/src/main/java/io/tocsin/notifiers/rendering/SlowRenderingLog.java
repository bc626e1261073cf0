package io.tocsin.notifiers.rendering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of an integration's slow renderings: one line in five minutes, however many there are. The first rendering is only
 * told of where it is very slow: Java has not compiled yet what renders, and that says nothing of the templates. Thread-safe.
 */
final class SlowRenderingLog {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRenderingLog.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(5).toNanos();

    private static final long FIRST_MAX_NANOS = Renderings.SLOW.multipliedBy(10).toNanos();

    private final String user;

    // Guarded by this: renderings end on all threads.
    private boolean hasRendered;
    private boolean hasTold;
    private long toldNanos;

    SlowRenderingLog(String user) {
        this.user = user;
    }

    void ended(long tookNanos, @Nullable Throwable failure) {
        if (isToBeTold(tookNanos, System.nanoTime())) {
            var line = LOG.atWarn()
                    .addKeyValue("component", "notifier")
                    .addKeyValue("integration", user)
                    .addKeyValue("processor_ms", Duration.ofNanos(tookNanos).toMillis());
            if (failure != null) {
                line = line.addKeyValue("err", failure.getMessage());
            }
            line.log("The templates of this integration take long: its notifications are rendered one after the other");
        }
    }

    /** @param now by the monotonic clock */
    synchronized boolean isToBeTold(long tookNanos, long now) {
        long max = hasRendered ? Renderings.SLOW.toNanos() : FIRST_MAX_NANOS;
        hasRendered = true;
        boolean isTold = tookNanos > max && (!hasTold || now - toldNanos > PAUSE_NANOS);
        if (isTold) {
            hasTold = true;
            toldNanos = now;
        }
        return isTold;
    }
}
