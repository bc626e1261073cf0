package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The value of an alert's label {@code severity}, ordered by what the word means, the worst first. Words that mean the same
 * are one rank, and stand in a fixed order; those that nobody knows are of the last rank but one, by name; no label is last.
 *
 * @param value as it is in the label; empty for an alert without one
 * @param rank 0 for the worst, 5 without a label
 */
public record Severity(String value, int rank) implements Comparable<Severity> {
    public static final String LABEL = "severity";

    /** Of an alert that does not say. */
    public static final Severity NONE = new Severity("", 5);

    private static final int RANK_UNKNOWN = 4;

    private static final List<List<String>> WORDS = List.of(
            List.of("critical", "page", "emergency", "disaster", "fatal"),
            List.of("error", "high", "major"),
            List.of("warning", "warn", "medium", "minor"),
            List.of("info", "informational", "notice", "low"),
            List.of("none", "debug"));

    private static final Comparator<Severity> WITHIN_RANK =
            Comparator.comparingInt(Severity::place).thenComparing(Severity::value, Utf8.ORDER);

    public Severity {
        requireNonNull(value, "value");
    }

    public static Severity of(Labels labels) {
        return of(labels.get(LABEL));
    }

    static Severity of(String value) {
        if (value.isEmpty()) {
            return NONE;
        }
        String word = value.toLowerCase(Locale.ROOT);
        for (int rank = 0; rank < WORDS.size(); rank++) {
            if (WORDS.get(rank).contains(word)) {
                return new Severity(value, rank);
            }
        }
        return new Severity(value, RANK_UNKNOWN);
    }

    public boolean isGiven() {
        return !value.isEmpty();
    }

    private int place() {
        if (rank >= WORDS.size()) {
            return 0;
        }
        List<String> words = WORDS.get(rank);
        int place = words.indexOf(value.toLowerCase(Locale.ROOT));
        return place < 0 ? words.size() : place;
    }

    @Override
    public int compareTo(Severity other) {
        int byRank = Integer.compare(rank, other.rank);
        return byRank != 0 || value.equals(other.value) ? byRank : WITHIN_RANK.compare(this, other);
    }
}
