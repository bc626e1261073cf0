package io.tocsin.notifiers.http;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log that somebody's requests wait long, and that they do not any more: two lines, however many
 * wait.
 *
 * <p>Owned by the event loop of its client. Has a timer only while something waits.
 */
public final class WaitWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WaitWatch.class);

    /** What waits at two looks in a row waits long. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Context context;
    private final RequestSlots.Share share;
    private final BooleanSupplier isAnyStillWaiting;
    private final RequestPurpose purpose;
    private final String user;
    private boolean isWatching;
    private boolean hasWarned;

    /**
     * @param context where it runs
     * @param isAnyStillWaiting asked from time to time: whether something waits that waited when last asked
     * @param user whose requests they are, for the log
     */
    public WaitWatch(
            Context context,
            RequestSlots.Share share,
            BooleanSupplier isAnyStillWaiting,
            RequestPurpose purpose,
            String user) {
        this.context = context;
        this.share = share;
        this.isAnyStillWaiting = isAnyStillWaiting;
        this.purpose = purpose;
        this.user = user;
    }

    /** Something waits now. */
    public void waitBegun() {
        if (!isWatching && share.waiting() > 0) {
            look();
        }
    }

    private void look() {
        isWatching = share.waiting() > 0;
        boolean isLong = isAnyStillWaiting.getAsBoolean();
        if (isLong && !hasWarned) {
            hasWarned = true;
            LOG.atWarn()
                    .addKeyValue("component", purpose.component())
                    .addKeyValue(purpose.user(), user)
                    .addKeyValue("waiting", share.waiting())
                    .addKeyValue("under_way", share.underWay())
                    .log(purpose.waiting());
        } else if (!isWatching && hasWarned) {
            hasWarned = false;
            LOG.atInfo()
                    .addKeyValue("component", purpose.component())
                    .addKeyValue(purpose.user(), user)
                    .log(purpose.waitingNoLonger());
        }
        if (isWatching) {
            context.owner().setTimer(PERIOD.toMillis(), ignored -> look());
        }
    }
}
