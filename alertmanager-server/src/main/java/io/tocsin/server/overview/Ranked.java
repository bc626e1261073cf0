package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Utf8;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A text with how well it fits what is typed.
 *
 * @param rank 0 for the same, 1 for what begins with it, 2 for what contains it
 */
record Ranked(String text, int count, int rank) {
    private static final int APART = 3;

    private static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::rank)
            .thenComparing(Comparator.comparingInt(Ranked::count).reversed())
            .thenComparing(Ranked::text, Utf8.ORDER);

    Ranked {
        requireNonNull(text, "text");
    }

    /** Those that contain what is typed, whatever its case, the best first. */
    static List<Ranked> inOrder(Map<String, Integer> counts, String typed) {
        return inOrder(counts, typed, text -> text);
    }

    /** @param compared which part of a text is compared with what is typed */
    static List<Ranked> inOrder(Map<String, Integer> counts, String typed, UnaryOperator<String> compared) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return counts.entrySet().stream()
                .map(each -> new Ranked(each.getKey(), each.getValue(), rankOf(compared.apply(each.getKey()), wanted)))
                .filter(each -> each.rank() < APART)
                .sorted(ORDER)
                .limit(Completion.SUGGESTIONS_MAX)
                .toList();
    }

    static boolean isIn(String text, String typed) {
        return rankOf(text, typed.toLowerCase(Locale.ROOT)) < APART;
    }

    private static int rankOf(String text, String wanted) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals(wanted)) {
            return 0;
        } else if (lower.startsWith(wanted)) {
            return 1;
        }
        return lower.contains(wanted) ? 2 : APART;
    }
}
