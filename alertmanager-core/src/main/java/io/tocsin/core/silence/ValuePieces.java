package io.tocsin.core.silence;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Cuts values into all their pieces of four characters, each as a number: what contains a text contains its pieces. */
final class ValuePieces {
    private static final int LENGTH = Long.BYTES / Character.BYTES;

    private ValuePieces() {}

    /** Whether {@code text} is long enough to have a piece. */
    static boolean isCutFrom(String text) {
        return text.length() >= LENGTH;
    }

    /** In their order, with repetitions; none of a shorter text. */
    static LongStream of(String text) {
        return IntStream.rangeClosed(0, text.length() - LENGTH).mapToLong(at -> piece(text, at));
    }

    private static long piece(String text, int at) {
        long piece = 0;
        for (int i = at; i < at + LENGTH; i++) {
            piece = piece << Character.SIZE | text.charAt(i);
        }
        return piece;
    }
}
