package io.tocsin.core.record;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * A version of what all members keep, as one of them tells it to another: the record that the journal has of it, and of
 * which kind that is.
 *
 * <pre>{@code
 * message Replica {
 *   Alert alert = 1;            // see AlertRecord
 *   MeshSilence silence = 2;    // see SilenceRecord
 *   MeshEntry notification = 3; // see NotificationRecord
 * }
 * }</pre>
 */
public final class ReplicaRecord {
    private static final int ALERT = 1;
    private static final int SILENCE = 2;
    private static final int NOTIFICATION = 3;

    private ReplicaRecord() {}

    /** The same version is always the same bytes. */
    public static byte[] encode(Replica replica) {
        FieldWriter out = new FieldWriter();
        if (replica instanceof Replica.OfAlert of) {
            out.bytes(ALERT, AlertRecord.encode(of.alert(), of.stamp(), new FieldWriter()));
        } else if (replica instanceof Replica.OfSilence of) {
            out.bytes(SILENCE, SilenceRecord.encode(new Stamped<>(of.silence(), of.stamp())));
        } else if (replica instanceof Replica.OfNotification of) {
            out.bytes(NOTIFICATION, NotificationRecord.encode(new Stamped<>(of.entry(), of.stamp())));
        } else {
            throw new AssertionError("unhandled replica: " + replica);
        }
        return out.done();
    }

    /**
     * @param strings shares the texts of alerts
     * @throws MalformedRecordException if {@code bytes} are no such message, or of a kind that is not known here
     * @throws UnusableSilenceException if they are one, of a silence that cannot be in force here
     */
    public static Replica decode(byte[] bytes, StringPool strings)
            throws MalformedRecordException, UnusableSilenceException {
        Draft draft = new Draft();
        Fields fields = new Fields(bytes);
        fields.each(number -> draft.read(fields, number));
        try {
            return replica(draft, strings);
        } catch (MalformedRecordException e) {
            throw e.within(draft.start);
        }
    }

    private static Replica replica(Draft draft, StringPool strings)
            throws MalformedRecordException, UnusableSilenceException {
        byte[] record = draft.record;
        if (record == null) {
            throw new MalformedRecordException("a replica of no kind that is known here", 0);
        }
        return switch (draft.kind) {
            case ALERT -> {
                Stamped<Alert> alert = AlertRecord.decode(record, strings);
                yield new Replica.OfAlert(alert.value(), alert.stamp());
            }
            case SILENCE -> {
                Stamped<Silence> silence = SilenceRecord.decode(record);
                yield new Replica.OfSilence(silence.value(), silence.stamp());
            }
            default -> {
                Stamped<NotificationEntry> entry = NotificationRecord.decode(record);
                yield new Replica.OfNotification(entry.value(), entry.stamp());
            }
        };
    }

    /** What has been read so far. */
    private static final class Draft {
        private int kind;
        private byte @Nullable [] record;

        /** Of the record, in the replica. */
        private int start;

        private void read(Fields fields, int number) throws MalformedRecordException {
            if (number >= ALERT && number <= NOTIFICATION) {
                byte[] read = fields.bytes();
                kind = number;
                record = read;
                start = fields.position() - read.length;
            }
        }
    }
}
