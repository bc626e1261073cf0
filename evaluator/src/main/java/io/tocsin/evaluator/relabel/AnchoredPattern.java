package io.tocsin.evaluator.relabel;

import io.tocsin.core.label.SearchPattern;

/** The pattern of a rule: it matches all of a text, and a dot matches line breaks too. Immutable and thread-safe. */
final class AnchoredPattern {
    /** What a text may become; labels are not that long. */
    private static final int MADE_MAX = 1 << 20;

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
     */
    String expand(String text, String template) {
        return template.indexOf('$') < 0 ? template : pattern.replaceAll(text, template, new Bound());
    }

    private static final class Bound implements SearchPattern.Meter {
        @Override
        public void replaces(int length) {}

        @Override
        public void makes(long more, int made) {
            if (more + made > MADE_MAX) {
                throw new IllegalStateException(
                        "a relabeling rule makes a text of more than " + MADE_MAX + " characters; see its replacement");
            }
        }
    }
}
