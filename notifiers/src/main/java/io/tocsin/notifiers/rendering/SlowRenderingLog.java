package io.tocsin.notifiers.rendering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of an integration's slow renderings: one line in five minutes, however many there are. Thread-safe. */
final class SlowRenderingLog {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRenderingLog.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(5).toNanos();

    private final String user;

    // Guarded by this: renderings end on all threads.
    private boolean hasTold;
    private long toldNanos;

    SlowRenderingLog(String user) {
        this.user = user;
    }

    void ended(long tookNanos, @Nullable Throwable failure) {
        if (tookNanos > Renderings.SLOW.toNanos() && isDue()) {
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

    private synchronized boolean isDue() {
        long now = System.nanoTime();
        boolean isDue = !hasTold || now - toldNanos > PAUSE_NANOS;
        if (isDue) {
            hasTold = true;
            toldNanos = now;
        }
        return isDue;
    }
}
