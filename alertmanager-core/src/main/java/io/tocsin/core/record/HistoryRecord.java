package io.tocsin.core.record;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the history, or what an alert of earlier entries was called.
 *
 * <pre>{@code
 * message Record {
 *   sint64 at_millis = 1;
 *   oneof what {
 *     Flush flush = 2;  Notification notification = 3;  SilenceChange silence = 4;
 *     Alert alert = 5;
 *   }
 * }
 * message Alert {
 *   uint64 fingerprint = 1;
 *   map<string, string> labels = 2;
 * }
 * message Alerts {
 *   repeated uint64 fingerprints = 1;
 *   repeated uint64 marks = 2;  // 1 if resolved, plus twice the place of its mute from 1; none at all if all are 0
 *   repeated Mute mutes = 3;
 *   uint64 total = 4;  // if there are more
 * }
 * message Mute {
 *   repeated string silences = 1;
 *   Inhibition inhibition = 2;  // uint64 rule_index = 1;  string rule_name = 2;  uint64 source = 3;
 *   repeated string mute_intervals = 3;
 *   repeated string active_intervals = 4;
 * }
 * }</pre>
 *
 * <p>Times are milliseconds; those within an entry count from its beginning, since they are near it. The messages of the
 * three families stand at their readers.
 */
public final class HistoryRecord {
    private static final int AT = 1;
    private static final int FLUSH = 2;
    private static final int NOTIFICATION = 3;
    private static final int SILENCE = 4;
    private static final int ALERT = 5;

    private HistoryRecord() {}

    /**
     * What a record is about, as far as that is seen at a glance.
     *
     * @param at when the entry began; without a meaning for an alert
     * @param alert the one that {@link #decodeAlert} reads; empty for an entry, which {@link #decode} reads
     */
    public record Head(Instant at, Optional<Fingerprint> alert) {
        public Head {
            requireNonNull(at, "at");
            requireNonNull(alert, "alert");
        }
    }

    public static byte[] encode(HistoryEntry entry) {
        FieldWriter record = new FieldWriter().signed(AT, entry.at().toEpochMilli());
        if (entry instanceof HistoryEntry.Flush flush) {
            record.message(FLUSH, out -> FlushMessage.write(out, flush));
        } else if (entry instanceof HistoryEntry.Notification notification) {
            record.message(NOTIFICATION, out -> NotificationMessage.write(out, notification));
        } else if (entry instanceof HistoryEntry.SilenceChange change) {
            record.message(SILENCE, out -> SilenceChangeMessage.write(out, change));
        } else {
            throw new AssertionError("unhandled entry: " + entry);
        }
        return record.done();
    }

    public static byte[] encodeAlert(Labels labels) {
        return new FieldWriter()
                .message(
                        ALERT,
                        alert -> alert.numberAlways(1, labels.fingerprint().bits())
                                .pairs(2, labels))
                .done();
    }

    /** Passes over what an entry holds. */
    public static Head head(byte[] record) throws MalformedRecordException {
        long[] at = {0};
        List<Fingerprint> alert = new ArrayList<>(1);
        Fields fields = new Fields(record);
        fields.each(number -> {
            if (number == AT) {
                at[0] = fields.signed();
            } else if (number == ALERT) {
                fields.message(inner -> {
                    if (inner == 1) {
                        alert.add(new Fingerprint(fields.number()));
                    }
                });
            }
        });
        return new Head(Instant.ofEpochMilli(at[0]), alert.stream().findFirst());
    }

    /** @throws MalformedRecordException also if it is the record of an alert */
    public static HistoryEntry decode(byte[] record) throws MalformedRecordException {
        Draft draft = new Draft();
        Fields fields = new Fields(record);
        fields.each(number -> draft.read(fields, number));
        if (draft.entry == null) {
            throw new MalformedRecordException("a record of the history that is no entry", 0);
        }
        return draft.entry;
    }

    /** The labels that {@link #encodeAlert} wrote. */
    public static Labels decodeAlert(byte[] record) throws MalformedRecordException {
        Labels.Builder labels = new Labels.Builder();
        Fields fields = new Fields(record);
        fields.each(number -> {
            if (number == ALERT) {
                fields.message(inner -> {
                    if (inner == 2) {
                        fields.pair(labels::add);
                    }
                });
            }
        });
        return labels.build();
    }

    /** What has been read so far; the moment stands first. */
    private static final class Draft {
        private long atMillis;
        private @Nullable HistoryEntry entry;

        private void read(Fields fields, int number) throws MalformedRecordException {
            switch (number) {
                case AT -> atMillis = fields.signed();
                case FLUSH -> entry = FlushMessage.read(fields, atMillis);
                case NOTIFICATION -> entry = NotificationMessage.read(fields, atMillis);
                case SILENCE -> entry = SilenceChangeMessage.read(fields, atMillis);
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        }
    }
}
