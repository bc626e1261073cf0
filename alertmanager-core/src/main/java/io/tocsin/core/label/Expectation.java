package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

/** What should stand at a place of matcher text: in the original's words, and how to get there in ours. */
enum Expectation {
    NONE("", ""),
    NAME("expected label name", "begin with the name of a label, as in severity=\"critical\""),
    OPERATOR(
            "expected an operator such as '=', '!=', '=~' or '!~'",
            "put an operator behind the name: = is, != is not, =~ matches, !~ does not match"),
    VALUE(
            "expected label value",
            "put the value behind the operator; in double quotes it may have spaces, commas and signs in it"),
    SEPARATOR(
            "expected a comma or close brace",
            "put a comma between two matchers, and what has spaces in it into double quotes"),
    AFTER_COMMA("expected a matcher or close brace after comma", "name the next label behind the comma"),
    OPEN("expected opening brace", "leave the brace out, or put { in front of the matchers"),
    CLOSE("expected close brace", "put } behind the matchers"),
    END("expected end of input", "leave out what stands behind the brace");

    private final String words;
    private final String hint;

    Expectation(String words, String hint) {
        this.words = requireNonNull(words, "words");
        this.hint = requireNonNull(hint, "hint");
    }

    String words() {
        return words;
    }

    String hint() {
        return hint;
    }

    /** The end of a message that says what stands there instead. */
    String suffix() {
        return words.isEmpty() ? "" : ": " + words;
    }
}
