package io.tocsin.evaluator.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits in arrays of bytes, the highest of a byte first. */
final class Bits {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bits() {}

    /** The eight bytes from {@code index} on. */
    static long word(byte[] bytes, int index) {
        return (long) WORDS.get(bytes, index);
    }

    static void setWord(byte[] bytes, int index, long word) {
        WORDS.set(bytes, index, word);
    }

    /** The bits from {@code position} on, left-aligned; at least 57 of them are right. */
    static long peek(byte[] bytes, int position) {
        return word(bytes, position >>> 3) << (position & 7);
    }

    /** @param length 1 to 64 */
    static long read(byte[] bytes, int position, int length) {
        if (length <= 57) {
            return peek(bytes, position) >>> 64 - length;
        }
        long high = peek(bytes, position) >>> 32;
        int rest = length - 32;
        return high << rest | peek(bytes, position + 32) >>> 64 - rest;
    }

    /**
     * Writes bits where there are only zeros. Bits before them keep their values for whoever reads meanwhile.
     *
     * @param length 1 to 64
     * @param value nothing in it above {@code length}
     */
    static void write(byte[] bytes, int position, long value, int length) {
        if (length > 57) {
            write(bytes, position, value >>> 32, length - 32);
            write(bytes, position + length - 32, value & 0xffff_ffffL, 32);
            return;
        }
        int index = position >>> 3;
        setWord(bytes, index, word(bytes, index) | value << 64 - length >>> (position & 7));
    }
}
