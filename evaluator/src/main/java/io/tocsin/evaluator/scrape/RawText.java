package io.tocsin.evaluator.scrape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of an answer as a key. Ordered, so that a target that makes many of one hash slows nothing down: hash maps sort
 * what collides.
 */
class RawText implements Comparable<RawText> {
    private byte[] bytes;
    private int from;
    private int to;
    private int hash;

    /** A key to look others up with, used again and again. */
    RawText() {
        this(new byte[0]);
    }

    RawText(byte[] bytes) {
        this.bytes = bytes;
        point(bytes, 0, bytes.length);
    }

    /** Only for keys that are in no map. */
    final void point(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        int sum = 1;
        for (int at = from; at < to; at++) {
            sum = 31 * sum + bytes[at];
        }
        hash = sum;
    }

    /** All of it, if it has been made of an array. */
    final byte[] bytes() {
        return bytes;
    }

    final int length() {
        return to - from;
    }

    final byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public final int compareTo(RawText other) {
        return Arrays.compare(bytes, from, to, other.bytes, other.from, other.to);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof RawText that
                && hash == that.hash
                && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
