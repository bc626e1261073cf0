package io.tocsin.core.yaml;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that a missing blank or colon has made one text with its value, as in {@code password:hunter2}. Of such a text
 * only the key may be shown.
 */
final class GluedKey {
    private static final Pattern SEPARATOR = Pattern.compile("[:=\\s]");

    private GluedKey() {}

    /** The key that {@code text} begins with, if it is one of {@code known}. */
    static Optional<String> in(String text, Set<String> known) {
        return Optional.of(SEPARATOR.split(text, 2)[0]).filter(known::contains);
    }

    static boolean mayHoldValue(String key) {
        return SEPARATOR.matcher(key).find();
    }

    /** What of a key may be shown that may hold its value: all before that. */
    static String withoutValue(String key) {
        Matcher separator = SEPARATOR.matcher(key);
        return separator.find() ? key.substring(0, separator.start()) + "..." : key;
    }

    static String hint(String key) {
        return "write a colon and a blank behind the key: \"" + key + ": ...\".";
    }
}
