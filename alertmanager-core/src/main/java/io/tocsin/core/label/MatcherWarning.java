package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

/** Something that the default mode accepts but its writer should change. */
public sealed interface MatcherWarning {

    /** The text as it was given. */
    String input();

    /** One sentence for an operator. */
    String message();

    /**
     * Only the classic grammar understands the text; what it made of it is used.
     *
     * @param error why the UTF-8 grammar refuses it
     * @param suggestion the same matchers in a form that both grammars read alike; empty when there are none
     */
    record ClassicFallback(String input, String error, String suggestion) implements MatcherWarning {
        public ClassicFallback {
            requireNonNull(input, "input");
            requireNonNull(error, "error");
            requireNonNull(suggestion, "suggestion");
        }

        @Override
        public String message() {
            return "Matchers are understood by the classic parser only; put values and regular expressions in double"
                    + " quotes and escape backslashes";
        }
    }

    /**
     * The grammars read the text differently; what the classic one made of it is used.
     *
     * @param classic canonical form of what is used
     * @param utf8 canonical form of what the UTF-8 grammar would have made of it
     */
    record Disagreement(String input, String classic, String utf8) implements MatcherWarning {
        public Disagreement {
            requireNonNull(input, "input");
            requireNonNull(classic, "classic");
            requireNonNull(utf8, "utf8");
        }

        @Override
        public String message() {
            return "Matchers input has disagreement";
        }
    }
}
