package io.tocsin.notifiers.http;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log that an integration's requests wait long, and that they do not any more: two lines, however many
 * wait.
 *
 * <p>Owned by the event loop of its client. Has a timer only while something waits.
 */
final class WaitWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WaitWatch.class);

    /** What waits at two looks in a row waits long. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Context context;
    private final RequestSlots.Share share;
    private final Set<QueuedCall> calls;
    private final String user;
    private boolean isWatching;
    private boolean hasWarned;

    WaitWatch(Context context, RequestSlots.Share share, Set<QueuedCall> calls, String user) {
        this.context = context;
        this.share = share;
        this.calls = calls;
        this.user = user;
    }

    void callBegun(QueuedCall call) {
        if (!isWatching && call.isWaiting() && share.waiting() > 0) {
            look();
        }
    }

    private void look() {
        isWatching = share.waiting() > 0;
        boolean isLong = false;
        for (QueuedCall call : calls) {
            isLong |= call.isStillWaiting();
        }
        if (isLong && !hasWarned) {
            hasWarned = true;
            LOG.atWarn()
                    .addKeyValue("component", "notifier")
                    .addKeyValue("integration", user)
                    .addKeyValue("waiting", share.waiting())
                    .addKeyValue("under_way", share.underWay())
                    .log("Notifications wait until requests under way end: the receiver is slow or does not answer");
        } else if (!isWatching && hasWarned) {
            hasWarned = false;
            LOG.atInfo()
                    .addKeyValue("component", "notifier")
                    .addKeyValue("integration", user)
                    .log("Notifications wait no longer");
        }
        if (isWatching) {
            context.owner().setTimer(PERIOD.toMillis(), ignored -> look());
        }
    }
}
