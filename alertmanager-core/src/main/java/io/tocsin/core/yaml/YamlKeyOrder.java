package io.tocsin.core.yaml;

import java.util.Comparator;

/**
 * The order in which the original writes the keys of a map: numbers inside keys by value, other characters before
 * letters.
 *
 * @see "Upstream: gopkg.in/yaml.v2 sorter.go"
 */
enum YamlKeyOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String first, String second) {
        int[] a = first.codePoints().toArray();
        int[] b = second.codePoints().toArray();
        for (int i = 0; i < a.length && i < b.length; i++) {
            if (a[i] != b[i]) {
                return compareAt(a, b, i);
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareAt(int[] a, int[] b, int at) {
        boolean isLetterA = Character.isLetter(a[at]);
        boolean isLetterB = Character.isLetter(b[at]);
        if (isLetterA || isLetterB) {
            return isLetterA && isLetterB ? Integer.compare(a[at], b[at]) : isLetterB ? -1 : 1;
        }
        long start = isInsideNumber(a, b, at) ? 1 : 0;
        int endA = endOfDigits(a, at);
        int endB = endOfDigits(b, at);
        int byValue = Long.compare(number(a, at, endA, start), number(b, at, endB, start));
        if (byValue != 0) {
            return byValue;
        }
        return endA == endB ? Integer.compare(a[at], b[at]) : Integer.compare(endA, endB);
    }

    /** A zero inside a number counts as a digit, not as a leading zero. */
    private static boolean isInsideNumber(int[] a, int[] b, int at) {
        if (a[at] != '0' && b[at] != '0') {
            return false;
        }
        for (int i = at - 1; i >= 0 && Character.isDigit(a[i]); i--) {
            if (a[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int endOfDigits(int[] text, int from) {
        int end = from;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static long number(int[] text, int from, int to, long start) {
        long number = start;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text[i] - '0');
        }
        return number;
    }
}
