package io.tocsin.core.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of RE2 that needs no regex engine: alternatives, each a literal with a {@code .*} or {@code .+} before it,
 * behind it, or both. Most matchers that people write are of this kind. Immutable.
 *
 * @param exact the alternatives without wildcards
 * @param open the alternatives with wildcards
 */
record LiteralPattern(Set<String> exact, List<Alternative> open) {
    LiteralPattern {
        exact = Set.copyOf(exact);
        open = List.copyOf(open);
    }

    /** Empty if {@code source} needs the engine, be it only to say what is wrong with it. */
    static Optional<LiteralPattern> of(String source) {
        return new LiteralPatternReader(false).read(source).map(LiteralPattern::of);
    }

    /** The same where wildcards match newlines too. */
    static Optional<LiteralPattern> spanningLines(String source) {
        return new LiteralPatternReader(true).read(source).map(LiteralPattern::of);
    }

    private static LiteralPattern of(List<Alternative> alternatives) {
        return new LiteralPattern(
                alternatives.stream()
                        .filter(Alternative::isExact)
                        .map(Alternative::literal)
                        .collect(Collectors.toSet()),
                alternatives.stream().filter(a -> !a.isExact()).toList());
    }

    boolean matches(String value) {
        if (exact.contains(value)) {
            return true;
        }
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).matches(value)) {
                return true;
            }
        }
        return false;
    }

    /** See {@link LabelPattern#starts}. */
    List<ValueStart> starts() {
        List<ValueStart> starts = new ArrayList<>(exact.size() + open.size());
        exact.forEach(text -> starts.add(new ValueStart(text, true)));
        for (Alternative each : open) {
            if (each.before() != Wildcard.NOTHING || each.literal().isEmpty()) {
                return List.of();
            }
            starts.add(new ValueStart(each.literal(), false));
        }
        return starts;
    }

    /** See {@link LabelPattern#requiredTexts}. */
    List<String> requiredTexts() {
        List<String> texts = new ArrayList<>(exact);
        open.forEach(each -> texts.add(each.literal()));
        return texts.contains("") ? List.of() : texts;
    }

    /** What may stand where a wildcard is; no newline unless the pattern spans lines: RE2's dot does not match it. */
    enum Wildcard {
        NOTHING,
        ANYTHING,
        SOMETHING;

        int lengthMin() {
            return this == SOMETHING ? 1 : 0;
        }
    }

    /**
     * @param literal no newline in it if there are wildcards on both sides and they match none
     * @param spansLines whether wildcards match newlines
     */
    record Alternative(Wildcard before, String literal, Wildcard after, boolean spansLines) {
        boolean isExact() {
            return before == Wildcard.NOTHING && after == Wildcard.NOTHING;
        }

        boolean matches(String value) {
            int end = value.length();
            if (before == Wildcard.NOTHING) {
                int start = literal.length();
                return value.startsWith(literal) && end - start >= after.lengthMin() && isOneLine(value, start, end);
            }
            if (after == Wildcard.NOTHING) {
                int start = end - literal.length();
                return start >= before.lengthMin() && value.endsWith(literal) && isOneLine(value, 0, start);
            }
            // The first occurrence leaves the most room behind it, so no other one has to be tried.
            int found = value.indexOf(literal, before.lengthMin());
            return found >= before.lengthMin()
                    && end - found - literal.length() >= after.lengthMin()
                    && isOneLine(value, 0, end);
        }

        private boolean isOneLine(String value, int start, int end) {
            if (spansLines) {
                return true;
            }
            int newline = value.indexOf('\n', start);
            return newline < 0 || newline >= end;
        }
    }
}
