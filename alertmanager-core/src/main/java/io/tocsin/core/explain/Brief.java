package io.tocsin.core.explain;

/**
 * The beginning of a text, where an explanation repeats what somebody posted or wrote into a silence: that may be megabytes
 * long.
 */
public final class Brief {
    /** In UTF-16 code units. */
    public static final int LENGTH_MAX = 1_000;

    private Brief() {}

    /** @return {@code text} itself if it is not longer than {@link #LENGTH_MAX}; else its beginning, and how much more there is */
    public static String of(String text) {
        if (text.length() <= LENGTH_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
        return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
    }
}
