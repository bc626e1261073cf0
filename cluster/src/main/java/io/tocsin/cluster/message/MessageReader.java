package io.tocsin.cluster.message;

import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.core.record.Fields;
import io.tocsin.core.record.MalformedRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message, as {@link MessageCodec} wrote it. Not thread-safe; used once. */
final class MessageReader {
    private final Fields fields;
    private final List<byte[]> versions = new ArrayList<>();
    private final Instant[] times = {Instant.EPOCH, Instant.EPOCH};
    private @Nullable Message message;
    private @Nullable Introduction introduction;
    private String text = "";
    private byte[] block = {};
    private long number;

    MessageReader(byte[] bytes) {
        fields = new Fields(bytes);
    }

    Message read() throws MalformedRecordException {
        fields.each(kind -> {
            if (message == null && kind >= MessageCodec.GREETING && kind <= MessageCodec.FETCHED) {
                message = read(kind);
            }
        });
        if (message == null) {
            throw new MalformedRecordException("no message of a kind that this version knows", 0);
        }
        return message;
    }

    private Message read(int kind) throws MalformedRecordException {
        return switch (kind) {
            case MessageCodec.GREETING, MessageCodec.GREETED -> readGreeting(kind);
            case MessageCodec.REFUSED -> {
                fields.message(field -> text = field == 1 ? fields.text() : text);
                yield new Message.Refused(text);
            }
            case MessageCodec.UPDATES -> {
                readVersions();
                yield new Message.Updates(versions, number != 0);
            }
            case MessageCodec.TAKEN -> {
                fields.message(field -> number = field == 1 ? fields.number() : number);
                yield new Message.Taken((int) number);
            }
            case MessageCodec.FETCHED -> {
                readVersions();
                yield new Message.Fetched(versions, (int) number);
            }
            case MessageCodec.DIFFERING, MessageCodec.LIST -> readBuckets(kind);
            default -> readBlock(kind);
        };
    }

    private Message readGreeting(int kind) throws MalformedRecordException {
        fields.message(field -> {
            if (field == 1) {
                introduction = introduction();
            } else if (field == 2 || field == 3) {
                times[field - 2] = fields.time();
            }
        });
        if (introduction == null) {
            throw fields.problem("a greeting of nobody");
        }
        return kind == MessageCodec.GREETING
                ? new Message.Greeting(introduction, times[0])
                : new Message.Greeted(introduction, times[0], times[1]);
    }

    private Introduction introduction() throws MalformedRecordException {
        String[] texts = {"", "", ""};
        long[] numbers = {0, 0, 0, 0, 0, 0};
        Instant[] startedAt = {Instant.EPOCH};
        fields.message(field -> {
            switch (field) {
                case 1 -> texts[0] = fields.text();
                case 2 -> numbers[0] = fields.number();
                case 3 -> startedAt[0] = fields.time();
                case 4 -> texts[1] = fields.text();
                case 5 -> numbers[1] = fields.number();
                case 6 -> numbers[2] = fields.number();
                case 7 -> texts[2] = fields.text();
                case 8 -> numbers[3] = fields.number();
                case 9, 10 -> numbers[field - 5] = fields.number();
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        });
        return new Introduction(
                texts[0],
                numbers[0],
                startedAt[0],
                texts[1],
                (int) numbers[1],
                (int) numbers[2],
                texts[2],
                numbers[5],
                numbers[3],
                Phase.of(numbers[4]));
    }

    private void readVersions() throws MalformedRecordException {
        fields.message(field -> {
            if (field == 1) {
                versions.add(fields.bytes());
            } else if (field == 2) {
                number = fields.number();
            }
        });
    }

    private Message readBuckets(int kind) throws MalformedRecordException {
        List<Integer> indices = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        fields.message(field -> {
            if (field == 1) {
                fields.numbers(index -> indices.add((int) index));
            } else if (field == 2) {
                fields.numbers(size -> sizes.add((int) size));
            }
        });
        if (kind == MessageCodec.LIST) {
            return new Message.ListBuckets(indices);
        }
        if (sizes.size() != indices.size()) {
            throw fields.problem(indices.size() + " buckets, but " + sizes.size() + " sizes of them");
        }
        List<Message.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            buckets.add(new Message.Bucket(indices.get(i), sizes.get(i)));
        }
        return new Message.Differing(buckets);
    }

    private Message readBlock(int kind) throws MalformedRecordException {
        number = Message.Compare.ALL;
        fields.message(field -> {
            if (field == 1) {
                block = fields.bytes();
            } else if (field == 2) {
                number = fields.number();
            }
        });
        return switch (kind) {
            case MessageCodec.COMPARE -> {
                check(block.length == Digests.BUCKETS * Long.BYTES);
                yield new Message.Compare(Digests.of(block), number);
            }
            case MessageCodec.LISTED -> {
                check(block.length % FixedEntries.HELD_BYTES == 0);
                yield new Message.Listed(FixedEntries.held(block));
            }
            default -> {
                check(block.length % Long.BYTES == 0);
                yield new Message.Fetch(FixedEntries.hashes(block));
            }
        };
    }

    private void check(boolean isRightSize) throws MalformedRecordException {
        if (!isRightSize) {
            throw fields.problem("a block of " + block.length + " bytes, which is no size of it");
        }
    }
}
