package io.tocsin.core.template.html;

import io.tocsin.core.label.GoQuote;

/**
 * A stretch of a text that is looked at by itself.
 *
 * @param from in {@code text}; positions are always those in it
 * @param to behind its last character
 */
record Chunk(String text, int from, int to) {
    static final String WHITESPACE = " \t\n\f\r";

    private static final int QUOTED_MAX = 32;

    char at(int position) {
        return text.charAt(position);
    }

    /** The first of the characters {@code any} at or behind {@code start}; -1 if there is none. */
    int find(String any, int start) {
        for (int i = start; i < to; i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Behind the whitespace at {@code start}. */
    int skipWhitespace(int start) {
        int i = start;
        while (i < to && WHITESPACE.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /**
     * Whether {@code literal} stands at {@code position}, in any case.
     *
     * @param literal in lower case; only ASCII letters have another case here
     */
    boolean isAt(int position, String literal) {
        if (position < from || position + literal.length() > to) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (Ascii.lower(text.charAt(position + i)) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    Chunk until(int end) {
        return new Chunk(text, from, end);
    }

    /** The text from {@code start} on, quoted for a message. */
    String quoted(int start) {
        return GoQuote.quote(text.substring(start, to));
    }

    /** The same, cut to what is enough to find it. */
    String quotedStart(int start) {
        int end = start;
        for (int points = 0; points < QUOTED_MAX && end < to; points++) {
            end += Character.charCount(text.codePointAt(end));
        }
        return GoQuote.quote(text.substring(start, end));
    }
}
