package io.tocsin.core.label;

/**
 * The beginning of a text, where something repeats what somebody posted or wrote into a silence: that may be megabytes
 * long.
 */
public final class Brief {
    /** In UTF-16 code units. */
    public static final int LENGTH_MAX = 1_000;

    private Brief() {}

    /** @return {@code text} itself if it is not longer than {@link #LENGTH_MAX}; else its beginning, and how much more there is */
    public static String of(String text) {
        return of(text, LENGTH_MAX);
    }

    /** @param max of UTF-16 code units, at least 1 */
    public static String of(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
    }
}
