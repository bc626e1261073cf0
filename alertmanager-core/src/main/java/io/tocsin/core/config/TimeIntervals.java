package io.tocsin.core.config;

import io.tocsin.core.timeinterval.NamedTimeInterval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The named time intervals of a file; a name is unique across both of its lists.
 *
 * @param muteTimeIntervals those of the deprecated list {@code mute_time_intervals}, in file order
 * @param timeIntervals those of {@code time_intervals}, in file order
 */
public record TimeIntervals(List<NamedTimeInterval> muteTimeIntervals, List<NamedTimeInterval> timeIntervals) {
    public static final TimeIntervals NONE = new TimeIntervals(List.of(), List.of());

    public TimeIntervals {
        muteTimeIntervals = List.copyOf(muteTimeIntervals);
        timeIntervals = List.copyOf(timeIntervals);
    }

    /** Those of both lists: a route may name any of them, for either use. */
    public List<NamedTimeInterval> all() {
        return Stream.concat(muteTimeIntervals.stream(), timeIntervals.stream()).toList();
    }

    public Optional<NamedTimeInterval> find(String name) {
        return all().stream().filter(interval -> interval.name().equals(name)).findFirst();
    }
}
