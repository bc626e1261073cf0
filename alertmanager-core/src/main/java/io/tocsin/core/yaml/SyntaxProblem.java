package io.tocsin.core.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.scanner.ScannerException;

/**
 * A text that is no YAML, in words for people.
 *
 * @param line from 1
 * @param column from 1
 * @param hint empty for none
 * @param original what the original prints, or close to it: its parser is another one
 */
record SyntaxProblem(int line, int column, String message, String hint, String original) {
    /** What follows may be a password that begins with a star: no message shows it. */
    private static final String UNDEFINED_ALIAS = "found undefined alias";

    /** Likewise one that begins with exclamation marks. */
    private static final String UNKNOWN_TAG = "Global tag is not allowed";

    static SyntaxProblem of(MarkedYAMLException failure) {
        Mark mark = failure.getProblemMark() == null ? failure.getContextMark() : failure.getProblemMark();
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1;
        String problem = String.valueOf(failure.getProblem());
        return new SyntaxProblem(
                line, column, message(failure, problem), hint(problem), original(failure, problem, line));
    }

    /** Failures without a place: bad characters, which have an offset, and exceeded bounds. */
    static SyntaxProblem of(YAMLException failure, String text) {
        if (failure instanceof ReaderException unreadable) {
            return ofCharacter(unreadable, text);
        }
        boolean isTooDeep = String.valueOf(failure.getMessage()).contains("Nesting Depth");
        String message = isTooDeep
                ? "values are nested deeper than " + YamlDocument.DEPTH_MAX + " levels"
                : "not readable as YAML: " + failure.getMessage();
        String original = isTooDeep ? "exceeded max depth of " + YamlDocument.DEPTH_MAX : "" + failure.getMessage();
        return new SyntaxProblem(1, 1, message, "", "yaml: " + original);
    }

    private static SyntaxProblem ofCharacter(ReaderException failure, String text) {
        int at = Math.min(text.indexOf(Character.toString(failure.getCodePoint())), text.length());
        String before = text.substring(0, Math.max(at, 0));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        String code = "U+%04X".formatted(failure.getCodePoint());
        return new SyntaxProblem(
                line,
                column,
                "the control character " + code + " is not allowed",
                "remove it; in double quotes it can be written as an escape such as \"\\x01\".",
                "yaml: control characters are not allowed");
    }

    private static String message(MarkedYAMLException failure, String problem) {
        if (problem.contains("'\\t(TAB)'")) {
            return "a tab cannot indent or separate values here";
        }
        if (problem.startsWith(UNDEFINED_ALIAS)) {
            return "undefined anchor";
        }
        if (problem.startsWith(UNKNOWN_TAG)) {
            return "unknown tag";
        }
        String context = failure.getContext();
        Mark began = failure.getContextMark();
        String where = context == null || began == null ? "" : " " + context + " of line " + (began.getLine() + 1);
        return "not valid YAML: " + problem.replace("here", "in this place") + where;
    }

    private static String hint(String problem) {
        if (problem.contains("'\\t(TAB)'")) {
            return "indent with spaces.";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "quote a value that holds \": \", and check the indentation of this line and the one before.";
        }
        if (problem.contains("could not find expected ':'")) {
            return "is a colon with a space missing, or a closing quote above?";
        }
        if (problem.contains("cannot start any token")) {
            return "put the value in quotes.";
        }
        if (problem.startsWith(UNDEFINED_ALIAS)) {
            return "a value that starts with * must be quoted, unless it names an anchor written above it.";
        }
        if (problem.startsWith(UNKNOWN_TAG)) {
            return "a value that starts with ! must be quoted, unless that is a tag of YAML such as !!str.";
        }
        if (problem.contains("end of stream")) {
            return "a quote or bracket is not closed.";
        }
        if (problem.contains("expected ',' or")) {
            return "a comma or closing bracket is missing, or a value with special characters needs quotes.";
        }
        if (problem.contains("expected <block end>")) {
            return "check the indentation: keys of one section start in the same column.";
        }
        return "";
    }

    /** The original counts lines from 0 except in its scanner, and leaves out the first. */
    private static String original(MarkedYAMLException failure, String problem, int line) {
        if (problem.startsWith(UNDEFINED_ALIAS)) {
            // Deviation D-023: the original names it.
            return "yaml: unknown anchor '<secret>' referenced";
        }
        int shown = failure instanceof ScannerException && line > 1 ? line : line - 1;
        return "yaml: " + (shown == 0 ? "" : "line " + shown + ": ") + originalProblem(failure, problem);
    }

    private static String originalProblem(MarkedYAMLException failure, String problem) {
        if (problem.contains("cannot start any token")) {
            return "found character that cannot start any token";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "mapping values are not allowed in this context";
        }
        if (problem.contains("expected <block end>")) {
            boolean isList = String.valueOf(failure.getContext()).contains("collection");
            return isList ? "did not find expected '-' indicator" : "did not find expected key";
        }
        if (problem.startsWith(UNKNOWN_TAG)) {
            return UNKNOWN_TAG;
        }
        int got = problem.indexOf(", but ");
        return problem.startsWith("expected ")
                ? "did not find "
                        + problem.substring(0, got < 0 ? problem.length() : got)
                                .replace(" the ", " ")
                                .replace("'<document start>'", "<document start>")
                : problem;
    }
}
