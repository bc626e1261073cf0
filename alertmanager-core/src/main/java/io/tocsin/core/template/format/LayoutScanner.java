package io.tocsin.core.template.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the elements of a layout of times, and the text between them. Not thread-safe. */
final class LayoutScanner {
    /** Where one begins with another, the longer one stands first. */
    private static final List<String> ELEMENTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "1",
            "2006",
            "2",
            "__2",
            "_2",
            "3",
            "4",
            "5",
            "PM",
            "pm",
            "-070000",
            "-07:00:00",
            "-0700",
            "-07:00",
            "-07",
            "Z070000",
            "Z07:00:00",
            "Z0700",
            "Z07:00",
            "Z07");

    private static final String FIRST_CHARACTERS = "JM0123_45Pp-Z.,";

    private final String layout;
    private int at;
    private String prefix = "";
    private String element = "";

    LayoutScanner(String layout) {
        this.layout = layout;
    }

    /** Moves on to the next element; if there is none, only {@link #prefix} counts, which is the rest. */
    boolean next() {
        int start = at;
        for (int i = at; i < layout.length(); i++) {
            String found = elementAt(i);
            if (found != null) {
                prefix = layout.substring(start, i);
                element = found;
                at = i + found.length();
                return true;
            }
        }
        prefix = layout.substring(start);
        element = "";
        at = layout.length();
        return false;
    }

    /** The text before the element. */
    String prefix() {
        return prefix;
    }

    /** As it is written; a fraction with its point or comma. */
    String element() {
        return element;
    }

    /** Whether the next element, wherever it stands, is a fraction. */
    boolean isFractionNext() {
        LayoutScanner ahead = new LayoutScanner(layout);
        ahead.at = at;
        return ahead.next() && isFraction(ahead.element);
    }

    static boolean isFraction(String element) {
        return element.startsWith(".") || element.startsWith(",");
    }

    private @Nullable String elementAt(int i) {
        char first = layout.charAt(i);
        if (FIRST_CHARACTERS.indexOf(first) < 0 || layout.startsWith("_2006", i)) {
            return null;
        }
        if (first == '.' || first == ',') {
            return fractionAt(i);
        }
        for (String candidate : ELEMENTS) {
            boolean isShortName = candidate.equals("Jan") || candidate.equals("Mon");
            if (layout.startsWith(candidate, i) && !(isShortName && isLowerCase(i + candidate.length()))) {
                return candidate;
            }
        }
        return null;
    }

    private boolean isLowerCase(int i) {
        return i < layout.length() && layout.charAt(i) >= 'a' && layout.charAt(i) <= 'z';
    }

    /** Zeros or nines behind a point or comma, if no other digit follows them. */
    private @Nullable String fractionAt(int i) {
        if (i + 1 == layout.length()) {
            return null;
        }
        char digit = layout.charAt(i + 1);
        int end = i + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean isDigitNext = end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9';
        return (digit == '0' || digit == '9') && !isDigitNext ? layout.substring(i, end) : null;
    }
}
