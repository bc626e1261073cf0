package io.tocsin.core.config;

import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The timings of a route and where the file sets the intervals, in this route or above; null is the default. Immutable.
 */
record LocatedTimings(
        RouteTimings timings,
        @Nullable YamlNode groupIntervalAt,
        @Nullable YamlNode repeatIntervalAt) {
    /** What the root starts from. */
    static final LocatedTimings DEFAULTS = new LocatedTimings(RouteTimings.DEFAULTS, null, null);

    /**
     * The timings of a route below this one, with a warning if its intervals make no sense together. A route that inherits
     * both is not warned about again: they stand elsewhere.
     *
     * @param groupInterval what {@code route} sets itself, as the other durations; null is inherited
     */
    LocatedTimings below(
            YamlMapping route,
            @Nullable Duration groupWait,
            @Nullable Duration groupInterval,
            @Nullable Duration repeatInterval) {
        LocatedTimings own = new LocatedTimings(
                timings.with(groupWait, groupInterval, repeatInterval),
                groupInterval == null ? groupIntervalAt : route.at("group_interval"),
                repeatInterval == null ? repeatIntervalAt : route.at("repeat_interval"));
        if (own.timings.repeatsLate()) {
            own.warn(groupInterval, repeatInterval);
        }
        return own;
    }

    private void warn(@Nullable Duration ownGroupInterval, @Nullable Duration ownRepeatInterval) {
        String groupInterval = PrometheusDuration.format(timings.groupInterval());
        String repeatInterval = PrometheusDuration.format(timings.repeatInterval());
        String effect = ", so that notifications repeat only every " + groupInterval;
        if (ownRepeatInterval != null && repeatIntervalAt != null) {
            repeatIntervalAt.warning(
                    repeatInterval + " is less than group_interval, " + groupInterval + origin(groupIntervalAt)
                            + effect,
                    "write at least " + groupInterval + ", or a shorter group_interval.");
        } else if (ownGroupInterval != null && groupIntervalAt != null) {
            groupIntervalAt.warning(
                    groupInterval + " is more than repeat_interval, " + repeatInterval + origin(repeatIntervalAt)
                            + effect,
                    "write at most " + repeatInterval + ", or a longer repeat_interval.");
        }
    }

    private static String origin(@Nullable YamlNode setAt) {
        return setAt == null
                ? " (default)"
                : " (" + setAt.path() + " in line " + setAt.position().line() + ")";
    }
}
