package io.tocsin.evaluator.relabel;

import io.tocsin.core.label.SearchPattern;
import java.util.Optional;

/** The pattern of a rule: it matches all of a text, and a dot matches line breaks too. Immutable and thread-safe. */
final class AnchoredPattern {
    /** Deviation D-342: what a text may become, in characters; labels are not that long. */
    static final int MADE_MAX = 1 << 20;

    private final boolean matchesAll;
    private final SearchPattern pattern;

    /** @throws io.tocsin.core.label.LabelPattern.InvalidPatternException if {@code source} is no RE2 pattern */
    AnchoredPattern(String source) {
        matchesAll = source.equals(RelabelRule.REGEX_DEFAULT);
        pattern = SearchPattern.compile("^(?s:" + source + ")$");
    }

    boolean matches(String text) {
        return matchesAll || pattern.isFoundIn(text);
    }

    /**
     * {@code template} with what the groups of the pattern have found in the place of references to them.
     *
     * @param text that matches
     * @return empty if it would be longer than {@value #MADE_MAX} characters
     */
    Optional<String> expand(String text, String template) {
        if (template.indexOf('$') < 0) {
            return Optional.of(template);
        }
        try {
            return Optional.of(pattern.replaceAll(text, template, new Bound()));
        } catch (TooLongException e) {
            return Optional.empty();
        }
    }

    private static final class Bound implements SearchPattern.Meter {
        @Override
        public void replaces(int length) {}

        @Override
        public void makes(long more, int made) {
            if (more + made > MADE_MAX) {
                throw new TooLongException();
            }
        }
    }

    /** Carries the end of a replacement through the meter's interface, no further. */
    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("longer than " + MADE_MAX, null, false, false);
        }
    }
}
