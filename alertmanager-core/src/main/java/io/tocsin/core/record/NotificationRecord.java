package io.tocsin.core.record;

import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.Predecessors;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the notification log as the original's message {@code MeshEntry}: the entry (1) and when it may be
 * forgotten (2).
 *
 * <p>What members keep has the stamp of the entry beside that ({@value #STAMP}), and the ticks of those that its writer knew
 * of ({@value #PREDECESSORS}, packed); the original skips them.
 *
 * @see "Upstream: nflog/nflogpb/nflog.proto, v0.34.0"
 */
public final class NotificationRecord {
    /** So far beyond the fields of the original that it will not come to have one of that number. */
    static final int STAMP = 1000;

    static final int PREDECESSORS = 1001;

    private NotificationRecord() {}

    /** As the original has it: without a stamp. */
    public static byte[] encode(NotificationEntry entry) {
        return write(entry).done();
    }

    public static byte[] encode(Stamped<NotificationEntry> version) {
        NotificationEntry entry = version.value();
        FieldWriter out = write(entry);
        StampMessage.write(out, STAMP, version.stamp(), entry.notifiedAt());
        out.numbers(PREDECESSORS, entry.predecessors().toArray());
        return out.done();
    }

    private static FieldWriter write(NotificationEntry entry) {
        return new FieldWriter().message(1, record -> write(record, entry)).time(2, entry.expiresAt());
    }

    private static void write(FieldWriter out, NotificationEntry entry) {
        NotificationKey key = entry.key();
        out.text(1, key.groupKey())
                .message(
                        2,
                        receiver -> receiver.text(1, key.receiver())
                                .text(2, key.integration())
                                .number(3, Integer.toUnsignedLong(key.index())))
                .time(5, entry.notifiedAt())
                .numbers(6, entry.firing().toArray())
                .numbers(7, entry.resolved().toArray());
        // In one order, so that the same entry is always the same bytes.
        new TreeMap<>(entry.receiverData()).forEach((name, value) -> {
            out.message(8, pair -> pair.textAlways(1, name).message(2, written -> write(written, value)));
        });
    }

    private static void write(FieldWriter out, ReceiverValue value) {
        if (value instanceof ReceiverValue.Text text) {
            out.textAlways(1, text.value());
        } else if (value instanceof ReceiverValue.Whole whole) {
            out.numberAlways(2, whole.value());
        } else if (value instanceof ReceiverValue.Real real) {
            out.realAlways(3, real.value());
        } else {
            throw new AssertionError("unhandled value: " + value);
        }
    }

    /** @throws MalformedRecordException if {@code bytes} are no such message */
    public static Stamped<NotificationEntry> decode(byte[] bytes) throws MalformedRecordException {
        Draft draft = new Draft();
        Fields fields = new Fields(bytes);
        fields.each(number -> {
            if (number == 1) {
                fields.message(inner -> draft.read(fields, inner));
            } else if (number == 2) {
                draft.expiresAt = fields.time();
            } else if (number == STAMP) {
                draft.stamp = StampMessage.read(fields);
            } else if (number == PREDECESSORS) {
                fields.numbers(draft.predecessors::add);
            }
        });
        return StampMessage.stamped(draft.entry(), draft.stamp, draft.notifiedAt);
    }

    /** What has been read so far. */
    private static final class Draft {
        private final LongStream.Builder firing = LongStream.builder();
        private final LongStream.Builder resolved = LongStream.builder();
        private final LongStream.Builder predecessors = LongStream.builder();
        private final Map<String, ReceiverValue> receiverData = new LinkedHashMap<>();
        private @Nullable Stamp stamp;
        private boolean hasReceiver;
        private String groupKey = "";
        private String receiver = "";
        private String integration = "";
        private int index;
        private Instant notifiedAt = Instant.EPOCH;
        private Instant expiresAt = Instant.EPOCH;

        private void read(Fields fields, int number) throws MalformedRecordException {
            switch (number) {
                case 1 -> groupKey = fields.text();
                case 2 -> readReceiver(fields);
                case 5 -> notifiedAt = fields.time();
                case 6 -> fields.numbers(firing::add);
                case 7 -> fields.numbers(resolved::add);
                case 8 -> readReceiverData(fields);
                default -> {
                    // The hash and the mark of versions before 0.1, or of a later version; the caller skips it.
                }
            }
        }

        private void readReceiver(Fields fields) throws MalformedRecordException {
            hasReceiver = true;
            fields.message(number -> {
                switch (number) {
                    case 1 -> receiver = fields.text();
                    case 2 -> integration = fields.text();
                    case 3 -> index = (int) fields.number();
                    default -> {
                        // Skipped by the caller.
                    }
                }
            });
        }

        private void readReceiverData(Fields fields) throws MalformedRecordException {
            String[] name = {""};
            ReceiverValue[] value = {new ReceiverValue.Text("")};
            fields.message(number -> {
                if (number == 1) {
                    name[0] = fields.text();
                } else if (number == 2) {
                    fields.message(kind -> value[0] = value(fields, kind, value[0]));
                }
            });
            receiverData.put(name[0], value[0]);
        }

        /** @param known what counts if {@code kind} is none that is known here */
        private static ReceiverValue value(Fields fields, int kind, ReceiverValue known)
                throws MalformedRecordException {
            return switch (kind) {
                case 1 -> new ReceiverValue.Text(fields.text());
                case 2 -> new ReceiverValue.Whole(fields.number());
                case 3 -> new ReceiverValue.Real(fields.real());
                default -> known;
            };
        }

        private NotificationEntry entry() throws MalformedRecordException {
            if (!hasReceiver) {
                throw new MalformedRecordException("a record without its receiver", 0);
            }
            return new NotificationEntry(
                    new NotificationKey(groupKey, receiver, integration, index),
                    notifiedAt,
                    AlertHashes.of(firing.build().toArray()),
                    AlertHashes.of(resolved.build().toArray()),
                    receiverData,
                    expiresAt,
                    Predecessors.of(predecessors.build().toArray()));
        }
    }
}
