package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The timings of a route with everything it inherits filled in.
 *
 * @param groupWait how long a new group waits for more alerts; {@code >= 0}
 * @param groupInterval how often a group is looked at after its first notification; {@code > 0}
 * @param repeatInterval how long an unchanged group stays quiet; {@code > 0}
 * @see "Upstream: dispatch.DefaultRouteOpts, v0.34.0"
 */
public record RouteTimings(Duration groupWait, Duration groupInterval, Duration repeatInterval) {
    /** What the root starts from. */
    public static final RouteTimings DEFAULTS =
            new RouteTimings(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

    public RouteTimings {
        requireNonNull(groupWait, "groupWait");
        requireNonNull(groupInterval, "groupInterval");
        requireNonNull(repeatInterval, "repeatInterval");
    }

    /** These timings, overridden by what a route below sets itself; null is inherited. */
    public RouteTimings with(
            @Nullable Duration newGroupWait,
            @Nullable Duration newGroupInterval,
            @Nullable Duration newRepeatInterval) {
        return new RouteTimings(
                newGroupWait != null ? newGroupWait : groupWait,
                newGroupInterval != null ? newGroupInterval : groupInterval,
                newRepeatInterval != null ? newRepeatInterval : repeatInterval);
    }

    /** Whether a group is looked at too seldom to repeat as often as asked for. */
    public boolean repeatsLate() {
        return repeatInterval.compareTo(groupInterval) < 0;
    }
}
