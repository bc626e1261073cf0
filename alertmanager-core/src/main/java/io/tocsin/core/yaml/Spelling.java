package io.tocsin.core.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Spelling {
    private static final int LENGTH_MAX = 100;

    private Spelling() {}

    /**
     * The candidate nearest to {@code word}: at most a third of its letters differ, letter case counting little. A last
     * word that both have, as in {@code slack_configs}, counts for nothing. The first of several equally near ones.
     */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        if (word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            boolean isNear = distance <= Math.max(1, lengthOfOwnPart(word, candidate) / 3);
            if (isNear && distance < bestDistance && !candidate.isEmpty()) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int lengthOfOwnPart(String word, String candidate) {
        int end = word.lastIndexOf('_');
        return end > 0 && candidate.endsWith(word.substring(end)) ? end : word.length();
    }

    /** Letters to insert, delete, replace or swap with their neighbour until the words are the same. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
