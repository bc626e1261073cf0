package io.tocsin.evaluator.store;

/** Goes through the samples of a chunk that are there when it is made. Short-lived; used by one thread. */
final class ChunkCursor {
    private final byte[] bytes;
    private final int count;
    private int index = -1;

    /** In bits, of what comes next. */
    private int position = 2 * Long.SIZE;

    private long time;
    private long step;
    private long valueBits;
    private int significant;
    private int trailing;

    ChunkCursor(Chunk chunk) {
        // In this order: the array that is there after the count was read has at least that many samples.
        this.count = chunk.count();
        this.bytes = chunk.bytes();
    }

    /** Goes to the next sample, at first to the first. False at the end. */
    boolean next() {
        index++;
        if (index >= count) {
            return false;
        }
        if (index == 0) {
            time = Bits.word(bytes, 0);
            valueBits = Bits.word(bytes, Long.BYTES);
            return true;
        }
        long word = Bits.peek(bytes, position);
        if (word < 0) {
            readStep(word);
            word = Bits.peek(bytes, position);
        } else {
            position++;
            word <<= 1;
        }
        time += step;
        if (word < 0) {
            readValue(word);
        } else {
            position++;
        }
        return true;
    }

    long timeMillis() {
        return time;
    }

    double value() {
        return Double.longBitsToDouble(valueBits);
    }

    private void readStep(long word) {
        int ones = Math.min(4, Long.numberOfLeadingZeros(~word));
        if (ones == 4) {
            step += Bits.read(bytes, position + 4, Long.SIZE);
            position += 4 + Long.SIZE;
            return;
        }
        int length = stepLength(ones);
        step += word << ones + 1 >> Long.SIZE - length;
        position += ones + 1 + length;
    }

    /** @param ones bits set in front; 1 to 3 */
    static int stepLength(int ones) {
        return 11 + 3 * ones;
    }

    private void readValue(long word) {
        if ((word & 1L << 62) == 0) {
            position += 2;
        } else {
            int leading = (int) (word << 2 >>> 59);
            significant = (int) (word << 7 >>> 58) + 1;
            trailing = Long.SIZE - leading - significant;
            position += 13;
        }
        valueBits ^= Bits.read(bytes, position, significant) << trailing;
        position += significant;
    }
}
