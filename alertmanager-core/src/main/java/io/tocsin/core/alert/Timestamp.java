package io.tocsin.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A point in time as a sender wrote it: nanoseconds since the epoch and the offset it was given in, because
 * notifications repeat the sender's offset.
 *
 * <p>Compared by the point in time alone; {@link #equals} also looks at the offset. Immutable, and one small object,
 * because every stored alert holds two.
 *
 * @param epochSecond seconds since 1970-01-01T00:00:00Z
 * @param nano 0 to 999 999 999
 * @param offsetMinutes distance of the sender's clock from UTC; 0 where Tocsin set the time
 */
public record Timestamp(long epochSecond, int nano, short offsetMinutes) implements Comparable<Timestamp> {

    public static Timestamp of(Instant instant) {
        return new Timestamp(instant.getEpochSecond(), instant.getNano(), (short) 0);
    }

    public static Timestamp of(OffsetDateTime time) {
        int minutes = time.getOffset().getTotalSeconds() / 60;
        return new Timestamp(time.toEpochSecond(), time.getNano(), (short) minutes);
    }

    /** The point in time that is {@code duration} later, as seen from the same offset. */
    public Timestamp plus(Duration duration) {
        Instant later = toInstant().plus(duration);
        return new Timestamp(later.getEpochSecond(), later.getNano(), offsetMinutes);
    }

    public Instant toInstant() {
        return Instant.ofEpochSecond(epochSecond, nano);
    }

    public OffsetDateTime toOffsetDateTime() {
        return toInstant().atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    }

    public boolean isAfter(Timestamp other) {
        return compareTo(other) > 0;
    }

    public boolean isBefore(Timestamp other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(Instant instant) {
        return compareTo(instant) > 0;
    }

    public boolean isBefore(Instant instant) {
        return compareTo(instant) < 0;
    }

    public int compareTo(Instant instant) {
        int seconds = Long.compare(epochSecond, instant.getEpochSecond());
        return seconds != 0 ? seconds : Integer.compare(nano, instant.getNano());
    }

    @Override
    public int compareTo(Timestamp other) {
        int seconds = Long.compare(epochSecond, other.epochSecond);
        return seconds != 0 ? seconds : Integer.compare(nano, other.nano);
    }

    /** RFC 3339 with as many fractional digits as needed. */
    @Override
    public String toString() {
        return toOffsetDateTime().toString();
    }
}
