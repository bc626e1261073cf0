package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A whole configuration file, checked: every receiver and time interval named exists, every default and inheritance is
 * applied.
 *
 * @param inhibitRules in file order
 * @param timeIntervals what routes refer to
 * @param source the file's text as read, for its hash
 */
public record Configuration(
        GlobalConfig global,
        RouteConfig route,
        List<InhibitRuleConfig> inhibitRules,
        List<ReceiverConfig> receivers,
        TimeIntervals timeIntervals,
        String source) {

    public Configuration {
        requireNonNull(global, "global");
        requireNonNull(route, "route");
        inhibitRules = List.copyOf(inhibitRules);
        receivers = List.copyOf(receivers);
        requireNonNull(timeIntervals, "timeIntervals");
        requireNonNull(source, "source");
    }

    /** Leaves out the source, which holds secrets. */
    @Override
    public String toString() {
        return "Configuration[global=" + global + ", route=" + route + ", inhibitRules=" + inhibitRules + ", receivers="
                + receivers + ", timeIntervals=" + timeIntervals + "]";
    }
}
