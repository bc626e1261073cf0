package io.tocsin.core.template.html;

import io.tocsin.core.template.value.TextBytes;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What characters are replaced by. Immutable. */
final class Replacements {
    private static final int SIZE = 128;

    private final @Nullable String[] low;

    private Replacements(@Nullable String[] low) {
        this.low = low;
    }

    static Replacements none() {
        return new Replacements(new @Nullable String[SIZE]);
    }

    /** These, and {@code character} by {@code by}. */
    Replacements with(int character, @Nullable String by) {
        @Nullable String[] changed = low.clone();
        changed[character] = by;
        return new Replacements(changed);
    }

    /** These, and each of {@code characters} by what {@code by} makes of it. */
    Replacements withAll(String characters, IntFunction<String> by) {
        @Nullable String[] changed = low.clone();
        characters.chars().forEach(character -> changed[character] = by.apply(character));
        return new Replacements(changed);
    }

    /** Null if {@code point} stays. */
    @Nullable
    String of(int point) {
        return point < SIZE ? low[point] : null;
    }

    String apply(String text) {
        return apply(text, this::of);
    }

    /** What replaces one character; null if it stays. */
    @FunctionalInterface
    interface Rule {
        @Nullable
        String of(int point);
    }

    /** Bytes that are no UTF-8 are asked about as U+FFFD. */
    static String apply(String text, Rule rule) {
        StringBuilder out = null;
        int written = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            String by = rule.of(TextBytes.isStray(point) ? 0xFFFD : point);
            if (by != null) {
                out = out == null ? new StringBuilder(text.length() + 16) : out;
                out.append(text, written, i).append(by);
                written = next;
            }
            i = next;
        }
        return out == null ? text : out.append(text, written, text.length()).toString();
    }
}
