package io.tocsin.core.template.format;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.timeinterval.Location;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where a time is shown: Go's {@code *time.Location}. Immutable.
 *
 * @see "Go: time.LoadLocation, time.FixedZone"
 */
public final class TimeLocation implements Value.Struct {
    public static final TimeLocation UTC = new TimeLocation("UTC", null, new Moment(0, "UTC", false));

    private final String name;

    /** Null where {@link #fixed} holds at all times. */
    private final @Nullable ZoneRules rules;

    private final Moment fixed;
    private final List<ZoneNames.Clock> clocks;

    private TimeLocation(String name, @Nullable ZoneRules rules, Moment fixed) {
        this.name = name;
        this.rules = rules;
        this.fixed = fixed;
        this.clocks = List.of();
    }

    private TimeLocation(String name, ZoneId zone, String databaseName) {
        this.name = name;
        this.clocks = ZoneNames.of(databaseName);
        this.rules = zone.getRules();
        this.fixed = new Moment(0, "", false);
    }

    /**
     * What clocks show at one moment.
     *
     * @param offsetSeconds distance from UTC
     * @param abbreviation {@code CET}; empty where there is no name
     */
    public record Moment(int offsetSeconds, String abbreviation, boolean isSummer) {
        public Moment {
            requireNonNull(abbreviation, "abbreviation");
        }
    }

    /** @param abbreviation also its name; may be empty */
    public static TimeLocation fixed(String abbreviation, int offsetSeconds) {
        return new TimeLocation(abbreviation, null, new Moment(offsetSeconds, abbreviation, false));
    }

    /** What Go calls {@code Local}, where that is {@code zone}. */
    public static TimeLocation local(ZoneId zone) {
        boolean isUtc = zone.normalized().equals(ZoneOffset.UTC);
        return isUtc
                ? new TimeLocation(Location.LOCAL, null, UTC.fixed)
                : new TimeLocation(Location.LOCAL, zone, zone.getId());
    }

    /**
     * Finds a zone of the database by its name; {@code Local} and the empty name, which is UTC, too.
     *
     * @param local what {@code Local} stands for
     * @throws CallException if there is none
     */
    public static TimeLocation load(String name, ZoneId local) throws CallException {
        if (name.contains("..") || name.startsWith("/") || name.contains("\\")) {
            throw new CallException("time: invalid location name");
        }
        Location found = Location.find(name, local).orElseThrow(() -> new CallException("unknown time zone " + name));
        if (found.equals(Location.UTC)) {
            return UTC;
        }
        return name.equals(Location.LOCAL) ? local(local) : new TimeLocation(name, found.zone(), name);
    }

    public String name() {
        return name;
    }

    public boolean isLocal() {
        return name.equals(Location.LOCAL);
    }

    public Moment at(long epochSecond) {
        if (rules == null) {
            return fixed;
        }
        Instant instant = Instant.ofEpochSecond(
                Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), epochSecond)));
        int offset = rules.getOffset(instant).getTotalSeconds();
        Moment found = null;
        for (ZoneNames.Clock clock : clocks) {
            if (clock.offsetSeconds() == offset && (found == null || clock.since() <= epochSecond)) {
                found = new Moment(offset, clock.abbreviation(), clock.isSummer());
            }
        }
        return found == null ? new Moment(offset, "", rules.isDaylightSavings(instant)) : found;
    }

    /**
     * The distance from UTC, in seconds, of clocks that have this abbreviation.
     *
     * @param civilSecond the time that they show, as seconds since 1970 without a zone
     */
    OptionalInt offsetOf(String abbreviation, long civilSecond) {
        for (ZoneNames.Clock clock : clocks) {
            boolean isCalled = clock.abbreviation().equals(abbreviation);
            if (isCalled
                    && at(civilSecond - clock.offsetSeconds()).abbreviation().equals(abbreviation)) {
                return OptionalInt.of(clock.offsetSeconds());
            }
        }
        return clocks.stream()
                .filter(clock -> clock.abbreviation().equals(abbreviation))
                .mapToInt(ZoneNames.Clock::offsetSeconds)
                .findFirst();
    }

    @Override
    public GoType type() {
        return TimeTypes.LOCATION;
    }

    @Override
    public Value field(int index) {
        throw new IndexOutOfBoundsException("index: " + index + " (expected: none)");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeLocation location
                && name.equals(location.name)
                && fixed.equals(location.fixed)
                && Objects.equals(rules, location.rules);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
