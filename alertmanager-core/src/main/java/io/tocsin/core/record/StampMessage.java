package io.tocsin.core.record;

import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stamp of a version, in its record; left out where the moment at which the version was written says as much. One that
 * is there and empty is {@link Stamp#NONE}.
 *
 * <pre>{@code
 * message Stamp {
 *   uint64 ticks = 1;  fixed64 member = 2;
 * }
 * }</pre>
 */
final class StampMessage {
    private long ticks;
    private long member;

    private StampMessage() {}

    /** @param written what the stamp is if none is there */
    static void write(FieldWriter out, int field, @Nullable Stamp stamp, Instant written) {
        if (stamp != null && !stamp.equals(Stamp.of(written))) {
            out.message(field, message -> message.number(1, stamp.ticks()).fixed(2, stamp.member()));
        }
    }

    /** Reads the field at hand. */
    static Stamp read(Fields fields) throws MalformedRecordException {
        StampMessage reader = new StampMessage();
        fields.message(number -> {
            if (number == 1) {
                reader.ticks = ticks(fields);
            } else if (number == 2) {
                reader.member = fields.fixed();
            }
        });
        return new Stamp(reader.ticks, reader.member);
    }

    private static long ticks(Fields fields) throws MalformedRecordException {
        long ticks = fields.number();
        if (ticks < 0 || ticks > Stamp.TICKS_MAX) {
            throw fields.problem("no ticks of a stamp: " + Long.toUnsignedString(ticks));
        }
        return ticks;
    }

    /** @param stamp what was read; null if there was none */
    static <T> Stamped<T> stamped(T value, @Nullable Stamp stamp, Instant written) {
        return new Stamped<>(value, stamp == null ? Stamp.of(written) : stamp);
    }
}
