package io.tocsin.core.record;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert, in two parts: the whole of it, and the few bytes that a refresh or a resolve changes, which are written over
 * and over.
 *
 * <pre>{@code
 * message Alert {
 *   map<string, string> labels = 1;
 *   map<string, string> annotations = 2;
 *   Time starts_at = 3;
 *   string generator_url = 4;
 *   Ends ends = 5;
 * }
 * message Time {
 *   int64 second = 1;  int32 nano = 2;
 *   sint32 offset_minutes = 3;
 * }
 * message Ends {
 *   int64 ends_second = 1;  int32 ends_nano = 2;  sint32 ends_offset_minutes = 3;
 *   bool by_timeout = 4;
 *   int64 updated_second = 5;  int32 updated_nano = 6;
 *   Stamp stamp = 7;  // see StampMessage
 * }
 * }</pre>
 *
 * <p>The original keeps alerts in memory only, so that there is no message of its to follow.
 */
public final class AlertRecord {
    /** The largest that {@link Timestamp#toOffsetDateTime} takes. */
    private static final int OFFSET_MINUTES_MAX = 18 * 60;

    private AlertRecord() {}

    /**
     * The whole alert.
     *
     * @param stamp null where {@link Alert#updatedAt} says as much
     * @param writer made for this, or used for other alerts before
     */
    public static byte[] encode(Alert alert, @Nullable Stamp stamp, FieldWriter writer) {
        Timestamp start = alert.startsAt();
        return writer.pairs(1, alert.labels())
                .pairs(2, alert.annotations())
                .message(
                        3,
                        time -> time.number(1, start.epochSecond())
                                .number(2, start.nano())
                                .signed(3, start.offsetMinutes()))
                .text(4, alert.generatorUrl())
                .message(5, ends -> writeEnds(ends, alert, stamp))
                .done();
    }

    /** What a refresh or a resolve changes: about 24 bytes, and 20 for a stamp. See {@link #encode} for the parameters. */
    public static byte[] encodeEnds(Alert alert, @Nullable Stamp stamp, FieldWriter writer) {
        writeEnds(writer, alert, stamp);
        return writer.done();
    }

    private static void writeEnds(FieldWriter out, Alert alert, @Nullable Stamp stamp) {
        Timestamp end = alert.endsAt();
        Instant update = alert.updatedAt();
        out.number(1, end.epochSecond())
                .number(2, end.nano())
                .signed(3, end.offsetMinutes())
                .flag(4, alert.endsByTimeout())
                .number(5, update.getEpochSecond())
                .number(6, update.getNano());
        StampMessage.write(out, 7, stamp, update);
    }

    /**
     * The alert as {@link #encode} wrote it.
     *
     * @param strings shares the alert's texts
     */
    public static Stamped<Alert> decode(byte[] whole, StringPool strings) throws MalformedRecordException {
        Draft draft = new Draft(strings);
        draft.readWhole(whole);
        return draft.alert();
    }

    /**
     * The alert as {@link #encode} wrote it, with the end that {@link #encodeEnds} wrote after that.
     *
     * @param strings shares the alert's texts
     */
    public static Stamped<Alert> decode(byte[] whole, byte[] ends, StringPool strings) throws MalformedRecordException {
        Draft draft = new Draft(strings);
        draft.readWhole(whole);
        draft.end = new End();
        Fields fields = new Fields(ends);
        fields.each(number -> draft.end.read(fields, number));
        return draft.alert();
    }

    /** A point in time of which not all parts have been read. */
    private static final class Time {
        private long second;
        private int nano;
        private short offsetMinutes;

        private void read(Fields fields, int number) throws MalformedRecordException {
            switch (number) {
                case 1 -> second = fields.second();
                case 2 -> nano = fields.nano();
                case 3 -> offsetMinutes = offset(fields);
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        }

        private static short offset(Fields fields) throws MalformedRecordException {
            long minutes = fields.signed();
            if (minutes < -OFFSET_MINUTES_MAX || minutes > OFFSET_MINUTES_MAX) {
                throw fields.problem("no offset from UTC: " + minutes + " minutes");
            }
            return (short) minutes;
        }

        private Timestamp timestamp() {
            return new Timestamp(second, nano, offsetMinutes);
        }
    }

    /** What has been read so far of the part that changes. */
    private static final class End {
        private final Time endsAt = new Time();
        private final Time updatedAt = new Time();
        private boolean isByTimeout;
        private @Nullable Stamp stamp;

        private void read(Fields fields, int number) throws MalformedRecordException {
            switch (number) {
                case 1, 2, 3 -> endsAt.read(fields, number);
                case 4 -> isByTimeout = fields.flag();
                case 5, 6 -> updatedAt.read(fields, number - 4);
                case 7 -> stamp = StampMessage.read(fields);
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        }
    }

    /** What has been read so far. */
    private static final class Draft {
        private final StringPool strings;
        private final Labels.Builder labels = new Labels.Builder();
        private final Labels.Builder annotations = new Labels.Builder();
        private final Time startsAt = new Time();
        private End end = new End();
        private String generatorUrl = "";

        private Draft(StringPool strings) {
            this.strings = requireNonNull(strings, "strings");
        }

        private void readWhole(byte[] bytes) throws MalformedRecordException {
            Fields fields = new Fields(bytes);
            fields.each(number -> read(fields, number));
            if (labels.size() == 0) {
                throw new MalformedRecordException("a record of an alert without labels", 0);
            }
        }

        private void read(Fields fields, int number) throws MalformedRecordException {
            switch (number) {
                case 1 -> fields.pair((name, value) -> labels.add(strings.share(name), strings.share(value)));
                case 2 -> fields.pair((name, value) -> annotations.add(strings.share(name), strings.share(value)));
                case 3 -> fields.message(inner -> startsAt.read(fields, inner));
                case 4 -> generatorUrl = strings.share(fields.text());
                case 5 -> fields.message(inner -> end.read(fields, inner));
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        }

        private Stamped<Alert> alert() {
            Instant updatedAt = Instant.ofEpochSecond(end.updatedAt.second, end.updatedAt.nano);
            Alert alert = new Alert(
                    labels.build(),
                    annotations.build(),
                    startsAt.timestamp(),
                    end.endsAt.timestamp(),
                    end.isByTimeout,
                    generatorUrl,
                    updatedAt);
            return StampMessage.stamped(alert, end.stamp, updatedAt);
        }
    }
}
