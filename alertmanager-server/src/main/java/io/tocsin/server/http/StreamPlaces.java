package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.RequestObserver.TurnedAway;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places of streams, over all event loops. Nobody gets all of them: once half are taken, whoever holds a share already gets no
 * further one. Until then there is room for everybody, and many who look like one, as behind a proxy that is not trusted to tell who
 * they are, have half of the places between them.
 *
 * <p>Thread-safe.
 */
final class StreamPlaces {
    private static final int SHARES = 4;
    private static final int SHARE_MIN = 8;

    private final int max;
    private final int share;

    // Guarded by this. No more entries than places.
    private final Map<String, Integer> heldBy = new HashMap<>();
    private int taken;

    /** @param max how many there are; {@code >= 0} */
    StreamPlaces(int max) {
        this.max = max;
        this.share = Math.max(SHARE_MIN, max / SHARES);
    }

    int max() {
        return max;
    }

    /** What one holder may take when there is no room for everybody. */
    int share() {
        return share;
    }

    synchronized int taken() {
        return taken;
    }

    /** @return empty if {@code holder} has a place now, to be given back by {@link #leave}; else why not */
    synchronized Optional<TurnedAway> enter(String holder) {
        requireNonNull(holder, "holder");
        if (taken >= max) {
            return Optional.of(TurnedAway.LIMIT);
        }
        if (taken >= max / 2 && heldBy.getOrDefault(holder, 0) >= share) {
            return Optional.of(TurnedAway.SHARE);
        }
        taken++;
        heldBy.merge(holder, 1, Integer::sum);
        return Optional.empty();
    }

    synchronized void leave(String holder) {
        taken--;
        heldBy.computeIfPresent(holder, (same, held) -> held > 1 ? held - 1 : null);
    }
}
