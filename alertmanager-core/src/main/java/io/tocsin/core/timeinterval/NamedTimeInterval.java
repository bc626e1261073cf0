package io.tocsin.core.timeinterval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A time interval that routes refer to by its name: active while one of its members is; without members it never is.
 *
 * @param name unique in a configuration, not empty
 */
public record NamedTimeInterval(String name, List<TimeInterval> members) {
    /** How far ahead {@link #nextChange} looks. */
    public static final Duration CHANGE_WITHIN = Duration.ofDays(366);

    private static final Duration STEP = Duration.ofDays(1);

    public NamedTimeInterval {
        requireNonNull(name, "name");
        members = List.copyOf(members);
    }

    public boolean isActiveAt(Instant time) {
        return members.stream().anyMatch(member -> member.contains(time));
    }

    /**
     * When this starts or stops being active next.
     *
     * @return the first time after {@code time} at which {@link #isActiveAt} differs from now; empty if that is more than
     *     {@link #CHANGE_WITHIN} ahead, or never
     */
    public Optional<Instant> nextChange(Instant time) {
        boolean isActive = isActiveAt(time);
        Instant end = time.plus(CHANGE_WITHIN);
        for (Instant from = time; from.isBefore(end); from = from.plus(STEP)) {
            NavigableSet<Instant> boundaries = new TreeSet<>();
            for (TimeInterval member : members) {
                NavigableSet<Instant> ofMember = new TreeSet<>();
                member.collectBoundaries(from, from.plus(STEP), ofMember);
                boundaries.addAll(ofMember);
            }
            for (Instant boundary : boundaries) {
                if (isActiveAt(boundary) != isActive) {
                    return Optional.of(boundary);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether there is no time at all at which this is active. */
    public boolean isNever() {
        return members.stream().allMatch(TimeInterval::isNever);
    }
}
