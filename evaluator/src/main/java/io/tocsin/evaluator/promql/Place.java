package io.tocsin.evaluator.promql;

import java.nio.charset.StandardCharsets;

/** Says where in the text of an expression something is. */
public final class Place {
    private Place() {}

    /**
     * {@code line:column}, both from 1. Columns count bytes of UTF-8, as the original's do.
     *
     * @param index in UTF-16 units; from 0 to the length of {@code text}
     * @return {@code unknown position} of a text that is empty
     * @see "Upstream: promql/parser/posrange StartPosInput"
     */
    public static String of(String text, int index) {
        if (text.isEmpty()) {
            return "unknown position";
        }
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return line + ":" + (bytes(text.substring(lineStart), index - lineStart) + 1);
    }

    /** How many bytes of UTF-8 stand before {@code index}. */
    static int bytes(String text, int index) {
        return text.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }
}
