package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Surveys the silences for those who want to see them. What they see reflects everything that was acknowledged before they asked, and
 * the passing of time; while nothing has changed, the last survey is what there is to see, and no alert is looked at.
 *
 * <p>Thread-safe.
 */
final class LiveSurvey {
    private final Engine engine;
    private final InstantSource clock;

    // Volatile: whoever finds it good need not wait for another survey.
    private volatile @Nullable Seen kept;

    /**
     * A survey, and for how long that is what there is to see.
     *
     * @param changes the engine's count from before
     * @param since wall time from before
     * @param until wall time at which a silence begins or ends next
     * @param engineSince the engine's time from before
     */
    private record Seen(SilenceSurvey survey, long changes, Instant since, Instant until, Instant engineSince) {}

    LiveSurvey(ApiParts parts) {
        this.engine = requireNonNull(parts, "parts").engine();
        this.clock = parts.clock();
    }

    /** Whether {@link #now} has next to nothing to do. */
    boolean isKept() {
        Seen seen = kept;
        return seen != null && isCurrent(seen, clock.instant());
    }

    /** The silences as they stand now. Looks at every alert if something has changed: for a worker. */
    SilenceSurvey now() {
        Instant now = clock.instant();
        Seen seen = kept;
        Seen current = seen != null && isCurrent(seen, now) ? seen : look(now);
        return current.survey().at(now);
    }

    // Synchronized: what one surveys is good for those who ask meanwhile, if nothing changes.
    private synchronized Seen look(Instant now) {
        Seen seen = kept;
        if (seen != null && isCurrent(seen, now)) {
            return seen;
        }
        // All of this before anything is looked at: what changes meanwhile makes the next one look again.
        long changes = engine.visibleChanges();
        Instant until = engine.silences().nextTurn(now);
        Instant engineNow = engine.now();
        // A silence is shown as expired at the moment of its end, and is over for the engine behind it.
        Seen anew = new Seen(SilenceSurvey.of(engine, now), changes, now, until.minusNanos(1), engineNow);
        kept = anew;
        return anew;
    }

    private boolean isCurrent(Seen seen, Instant now) {
        Instant engineNow = engine.now();
        return seen.changes() == engine.visibleChanges()
                && !now.isBefore(seen.since())
                && now.isBefore(seen.until())
                && !engineNow.isBefore(seen.engineSince())
                && engineNow.isBefore(seen.survey().firstEnd());
    }
}
