package io.tocsin.cluster.message;

import io.tocsin.cluster.message.Message.Compare;
import io.tocsin.cluster.message.Message.Differing;
import io.tocsin.cluster.message.Message.Fetch;
import io.tocsin.cluster.message.Message.Fetched;
import io.tocsin.cluster.message.Message.Greeted;
import io.tocsin.cluster.message.Message.Greeting;
import io.tocsin.cluster.message.Message.ListBuckets;
import io.tocsin.cluster.message.Message.Listed;
import io.tocsin.cluster.message.Message.Refused;
import io.tocsin.cluster.message.Message.Taken;
import io.tocsin.cluster.message.Message.Updates;
import io.tocsin.core.record.FieldWriter;
import io.tocsin.core.record.MalformedRecordException;
import java.util.Collection;

/**
 * Messages as bytes.
 *
 * <pre>{@code
 * message Message {
 *   oneof message {
 *     Greeting greeting = 1;    // Introduction self = 1; Timestamp sent_at = 2;
 *     Greeted greeted = 2;      // Introduction self = 1; Timestamp received_at = 2, answered_at = 3;
 *     Refused refused = 3;      // string reason = 1;
 *     Updates updates = 4;      // repeated Replica version = 1 (see the core's ReplicaRecord); bool is_exchange = 2;
 *     Taken taken = 5;          // uint32 news = 1;
 *     Compare compare = 6;      // bytes sums = 1, big-endian, 8 bytes for each bucket; uint64 up_to = 2;
 *     Differing differing = 7;  // repeated uint32 bucket = 1, size = 2;
 *     ListBuckets list = 8;     // repeated uint32 bucket = 1;
 *     Listed listed = 9;        // bytes entries = 1, 25 bytes for each, see FixedEntries;
 *     Fetch fetch = 10;         // bytes key_hashes = 1, big-endian, 8 bytes for each;
 *     Fetched fetched = 11;     // repeated Replica version = 1; uint32 answered = 2;
 *   }
 * }
 * message Introduction {
 *   string name = 1;  uint64 number = 2;  Timestamp started_at = 3;  string label = 4;
 *   uint32 wire_min = 5, wire_max = 6;  string version = 7;  uint64 config_hash = 8;  Phase phase = 9;  uint64 revision = 10;
 * }
 * }</pre>
 */
public final class MessageCodec {
    static final int GREETING = 1;
    static final int GREETED = 2;
    static final int REFUSED = 3;
    static final int UPDATES = 4;
    static final int TAKEN = 5;
    static final int COMPARE = 6;
    static final int DIFFERING = 7;
    static final int LIST = 8;
    static final int LISTED = 9;
    static final int FETCH = 10;
    static final int FETCHED = 11;

    private MessageCodec() {}

    public static byte[] encode(Message message) {
        FieldWriter out = new FieldWriter();
        if (message instanceof Greeting greeting) {
            out.message(GREETING, to -> write(to, greeting.self()).time(2, greeting.sentAt()));
        } else if (message instanceof Greeted greeted) {
            out.message(
                    GREETED,
                    to -> write(to, greeted.self())
                            .time(2, greeted.receivedAt())
                            .time(3, greeted.answeredAt()));
        } else if (message instanceof Refused refused) {
            out.message(REFUSED, to -> to.text(1, refused.reason()));
        } else if (message instanceof Updates updates) {
            out.message(UPDATES, to -> write(to, updates.versions()).flag(2, updates.isExchange()));
        } else if (message instanceof Taken taken) {
            out.message(TAKEN, to -> to.number(1, taken.news()));
        } else {
            writeExchange(out, message);
        }
        return out.done();
    }

    private static void writeExchange(FieldWriter out, Message message) {
        if (message instanceof Compare compare) {
            out.message(COMPARE, to -> to.bytes(1, compare.held().bytes()).number(2, compare.upTo()));
        } else if (message instanceof Differing differing) {
            out.message(
                    DIFFERING,
                    to -> to.numbers(
                                    1,
                                    differing.buckets().stream()
                                            .mapToLong(Message.Bucket::index)
                                            .toArray())
                            .numbers(
                                    2,
                                    differing.buckets().stream()
                                            .mapToLong(Message.Bucket::size)
                                            .toArray()));
        } else if (message instanceof ListBuckets list) {
            out.message(LIST, to -> to.numbers(1, longs(list.buckets())));
        } else if (message instanceof Listed listed) {
            out.message(LISTED, to -> to.bytes(1, FixedEntries.ofHeld(listed.entries())));
        } else if (message instanceof Fetch fetch) {
            out.message(FETCH, to -> to.bytes(1, FixedEntries.ofHashes(fetch.keyHashes())));
        } else if (message instanceof Fetched fetched) {
            out.message(FETCHED, to -> write(to, fetched.versions()).number(2, fetched.answered()));
        } else {
            throw new AssertionError("unhandled message: " + message);
        }
    }

    private static FieldWriter write(FieldWriter out, Introduction self) {
        return out.message(
                1,
                to -> to.text(1, self.name())
                        .number(2, self.number())
                        .time(3, self.startedAt())
                        .text(4, self.label())
                        .number(5, self.wireMin())
                        .number(6, self.wireMax())
                        .text(7, self.version())
                        .number(8, self.configHash())
                        .number(9, self.phase().number())
                        .number(10, self.revision()));
    }

    private static FieldWriter write(FieldWriter out, Collection<byte[]> versions) {
        versions.forEach(version -> out.bytes(1, version));
        return out;
    }

    private static long[] longs(Collection<Integer> numbers) {
        return numbers.stream().mapToLong(Integer::longValue).toArray();
    }

    /** @throws MalformedRecordException if {@code bytes} are no message, or of a kind that is not known here */
    public static Message decode(byte[] bytes) throws MalformedRecordException {
        return new MessageReader(bytes).read();
    }
}
