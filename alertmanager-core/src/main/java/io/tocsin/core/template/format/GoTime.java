package io.tocsin.core.template.format;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A point in time as it is shown in one place. Immutable.
 *
 * @param epochSecond seconds since 1970-01-01T00:00:00Z, of years that {@link LocalDateTime} can hold
 * @param nano 0 to 999 999 999
 * @see "Go: time.Time"
 */
public record GoTime(long epochSecond, int nano, TimeLocation location) implements Value.Time, Comparable<GoTime> {
    static final long SECOND = 1_000_000_000;

    /** From the start of the year 1, where Go's times begin. */
    static final long SECONDS_BEFORE_EPOCH = 62_135_596_800L;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final long YEAR_MAX = 900_000_000;

    /** The time that stands for none. */
    public static final GoTime ZERO = new GoTime(-SECONDS_BEFORE_EPOCH, 0, TimeLocation.UTC);

    public GoTime {
        requireNonNull(location, "location");
    }

    public static GoTime of(Instant instant, TimeLocation location) {
        return new GoTime(instant.getEpochSecond(), instant.getNano(), location);
    }

    /**
     * As it was sent: in UTC, in the local zone if that had the sender's offset at the time, or with that offset.
     *
     * @see "Go: time.Parse"
     */
    public static GoTime of(Timestamp timestamp, ZoneId localZone) {
        int offset = timestamp.offsetMinutes() * 60;
        return new GoTime(timestamp.epochSecond(), timestamp.nano(), place(offset, timestamp.epochSecond(), localZone));
    }

    private static TimeLocation place(int offset, long epochSecond, ZoneId localZone) {
        if (offset == 0) {
            return TimeLocation.UTC;
        }
        TimeLocation local = TimeLocation.local(localZone);
        return local.at(epochSecond).offsetSeconds() == offset ? local : TimeLocation.fixed("", offset);
    }

    /**
     * The time at which clocks of a place show this one. In the hour that they skip or show twice it is one of both
     * possible times, the same as Go chooses.
     *
     * @param civilSecond as seconds since 1970 without a zone
     * @see "Go: time.Date"
     */
    static GoTime ofCivil(long civilSecond, int nano, TimeLocation location) {
        int offset = location.at(civilSecond).offsetSeconds();
        if (offset != 0) {
            offset = location.at(civilSecond - offset).offsetSeconds();
        }
        return new GoTime(civilSecond - offset, nano, location);
    }

    public GoTime in(TimeLocation other) {
        return new GoTime(epochSecond, nano, other);
    }

    public Instant instant() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }

    /** What clocks show there. */
    public TimeLocation.Moment moment() {
        return location.at(epochSecond);
    }

    /** What clocks and calendars show there. */
    public LocalDateTime civil() {
        return LocalDateTime.ofEpochSecond(civilSecond(), nano, ZoneOffset.UTC);
    }

    private long civilSecond() {
        return epochSecond + moment().offsetSeconds();
    }

    public boolean isZero() {
        return epochSecond == ZERO.epochSecond && nano == 0;
    }

    /** @param nanos may be negative */
    public GoTime plus(long nanos) {
        long sum = nano + Math.floorMod(nanos, SECOND);
        return new GoTime(epochSecond + Math.floorDiv(nanos, SECOND) + sum / SECOND, (int) (sum % SECOND), location);
    }

    /** @throws CallException if the year is far outside of everything */
    GoTime plusDate(long years, long months, long days) throws CallException {
        LocalDateTime civil = civil();
        // Deviation D-215: Go's years overflow without a word.
        if (Math.max(Math.abs(years), Math.max(Math.abs(months / 12), Math.abs(days / 366))) > YEAR_MAX / 3) {
            throw new CallException("time: year out of range");
        }
        long month = civil.getMonthValue() - 1 + months;
        LocalDate first = LocalDate.of(
                (int) (civil.getYear() + years + Math.floorDiv(month, 12L)), 1 + (int) Math.floorMod(month, 12L), 1);
        long day = first.toEpochDay() + civil.getDayOfMonth() - 1 + days;
        return ofCivil(day * SECONDS_PER_DAY + civil.toLocalTime().toSecondOfDay(), nano, location);
    }

    /** Nanoseconds from {@code other} to this, or the nearest number that there is. */
    public long since(GoTime other) {
        BigInteger nanos = nanosSinceZero().subtract(other.nanosSinceZero());
        if (nanos.bitLength() < Long.SIZE) {
            return nanos.longValue();
        }
        return nanos.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private BigInteger nanosSinceZero() {
        return BigInteger.valueOf(epochSecond + SECONDS_BEFORE_EPOCH)
                .multiply(BigInteger.valueOf(SECOND))
                .add(BigInteger.valueOf(nano));
    }

    /** The last multiple of {@code nanos} since the zero time; this time if it is not positive. */
    GoTime truncated(long nanos) {
        return nanos <= 0 ? this : plus(-rest(nanos));
    }

    /** The nearest multiple of {@code nanos} since the zero time, the later of two; this time if it is not positive. */
    GoTime rounded(long nanos) {
        if (nanos <= 0) {
            return this;
        }
        long rest = rest(nanos);
        return Long.compareUnsigned(rest + rest, nanos) < 0 ? plus(-rest) : plus(nanos - rest);
    }

    private long rest(long nanos) {
        return nanosSinceZero().mod(BigInteger.valueOf(nanos)).longValue();
    }

    /** By the point in time alone. */
    @Override
    public int compareTo(GoTime other) {
        int seconds = Long.compare(epochSecond, other.epochSecond);
        return seconds != 0 ? seconds : Integer.compare(nano, other.nano);
    }

    @Override
    public GoType type() {
        return TimeTypes.TIME;
    }

    /** {@code 2026-11-29 07:34:03.25 +0000 UTC}. */
    @Override
    public String toString() {
        return TimeLayout.format("2006-01-02 15:04:05.999999999 -0700 MST", this);
    }
}
