package io.tocsin.cluster.message;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Registers.Register;
import io.tocsin.core.stamp.Stamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that a member holds and that is current, in short: a number for each of {@value #BUCKETS} buckets, equal where
 * two members hold the same versions. Part of the wire: how it is computed cannot change.
 *
 * <p>Immutable.
 */
public final class Digests {
    public static final int BUCKETS = 1_024;

    private static final int BUCKET_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(BUCKETS);

    private final long[] sums;

    private Digests(long[] sums) {
        this.sums = sums;
    }

    /** Adds up what is held, in any order. Not thread-safe. */
    public static final class Adder {
        private final long[] sums = new long[BUCKETS];

        public void add(Register register) {
            long keyHash = register.keyHash();
            Stamp stamp = register.stamp();
            sums[bucket(keyHash)] += mix(mix(mix(keyHash) ^ stamp.ticks()) ^ stamp.member());
        }

        public Digests digests() {
            return new Digests(sums.clone());
        }
    }

    /** The bucket of a key, from 0. */
    public static int bucket(long keyHash) {
        return (int) (mix(keyHash) >>> BUCKET_SHIFT);
    }

    /** The buckets in which these differ from others. */
    public List<Integer> differing(Digests other) {
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (sums[i] != other.sums[i]) {
                buckets.add(i);
            }
        }
        return buckets;
    }

    /** One number of 16 hexadecimal digits for all of them. */
    public String hex() {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += sums[i] == 0 ? 0 : mix(sums[i] ^ i);
        }
        return HexFormat.of().toHexDigits(all);
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BUCKETS * Long.BYTES);
        bytes.asLongBuffer().put(sums);
        return bytes.array();
    }

    /** @param bytes as {@link #bytes} gave them; of the right size */
    static Digests of(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        long[] sums = new long[BUCKETS];
        ByteBuffer.wrap(bytes).asLongBuffer().get(sums);
        return new Digests(sums);
    }

    /** A bijection of 64 bits in which each bit of the outcome depends on all. See "Stafford: variant 13, 2011". */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
