package io.tocsin.core.record;

import io.tocsin.core.engine.Replica;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come in, a reader gives a value or says what is wrong and where. */
final class RecordsFuzzTest {
    private static final int ROUNDS = 20_000;

    private static final Stamp STAMP = new Stamp(1_800_000_000_000_000L, -7);

    private static final List<byte[]> SEEDS = Stream.concat(
                    Stream.of(
                            SilenceRecord.encode(new Stamped<>(Records.silence(), STAMP)),
                            NotificationRecord.encode(new Stamped<>(Records.notification(), STAMP)),
                            AlertRecord.encode(Records.alert(), STAMP, new FieldWriter()),
                            AlertRecord.encodeEnds(Records.alert(), STAMP, new FieldWriter()),
                            HistoryRecord.encodeAlert(Records.alert().labels()),
                            ReplicaRecord.encode(new Replica.OfAlert(Records.alert(), STAMP)),
                            ReplicaRecord.encode(new Replica.OfSilence(Records.silence(), STAMP)),
                            ReplicaRecord.encode(new Replica.OfNotification(Records.notification(), STAMP))),
                    Stream.generate(new HistoryEntries(1)::next).limit(8).map(HistoryRecord::encode))
            .toList();

    private final StringPool strings = new StringPool(64);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decode_mutatedBytes_givesAValueOrSaysWhatIsWrong(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            try {
                decode(bytes);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(
                        "seed " + seed + " round " + round + ": "
                                + HexFormat.of().formatHex(bytes),
                        e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4b, 0x0a, 0xff, 0x08})
    void decode_sameByteOverAndOver_ends(int filling) {
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) filling);
        decode(bytes);
    }

    private void decode(byte[] bytes) {
        tried(bytes, () -> SilenceRecord.decode(bytes));
        tried(bytes, () -> NotificationRecord.decode(bytes));
        tried(bytes, () -> AlertRecord.decode(bytes, strings));
        tried(bytes, () -> AlertRecord.decode(SEEDS.get(2), bytes, strings));
        tried(bytes, () -> ReplicaRecord.decode(bytes, strings));
        tried(bytes, () -> HistoryRecord.head(bytes));
        tried(bytes, () -> HistoryRecord.decode(bytes));
        tried(bytes, () -> HistoryRecord.decodeAlert(bytes));
    }

    /** Makes a value of bytes. */
    private interface Decoding {
        Object run() throws MalformedRecordException, UnusableSilenceException;
    }

    private static void tried(byte[] bytes, Decoding decoding) {
        try {
            decoding.run();
        } catch (MalformedRecordException e) {
            if (e.position() < 0 || e.position() > bytes.length) {
                throw new AssertionError("no place in the record", e);
            }
        } catch (UnusableSilenceException e) {
            // Well-formed.
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int from = random.nextInt(bytes.length);
                    System.arraycopy(bytes, from, bytes, at, Math.min(bytes.length - from, bytes.length - at));
                }
            }
        }
        return bytes;
    }
}
