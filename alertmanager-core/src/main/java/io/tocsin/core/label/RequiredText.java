package io.tocsin.core.label;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The literal text that every match of a regex contains, as {@code db-} and {@code -eu} in {@code db-[0-9]+-eu}, for each
 * of its alternatives: looked for before the engine is asked, it answers most values that do not match. Gives up rather
 * than guess.
 *
 * @param alternatives one of which every match has; empty if nothing is known
 */
record RequiredText(List<Alternative> alternatives) {
    static final RequiredText NONE = new RequiredText(List.of());

    /**
     * One alternative of the regex.
     *
     * @param prefix what every match begins with; empty if that is not known
     * @param longest the longest text that every match contains; empty if none is known
     */
    record Alternative(String prefix, String longest) {}

    RequiredText {
        alternatives = List.copyOf(alternatives);
    }

    static RequiredText of(String source) {
        if (!Utf8.isEncodable(source)) {
            return NONE;
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (String each : RegexAlternatives.of(source)) {
            Alternative read = new Reader(each).read();
            if (read.longest().isEmpty()) {
                return NONE;
            }
            alternatives.add(read);
        }
        return new RequiredText(alternatives);
    }

    /** The prefixes in the form of {@link LabelPattern#starts}. */
    List<ValueStart> starts() {
        boolean areKnown = alternatives.stream().noneMatch(each -> each.prefix().isEmpty());
        return areKnown
                ? alternatives.stream()
                        .map(each -> new ValueStart(each.prefix(), false))
                        .toList()
                : List.of();
    }

    /** See {@link LabelPattern#requiredTexts}. */
    List<String> texts() {
        return alternatives.stream().map(Alternative::longest).toList();
    }

    boolean isMissingIn(String value) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (value.contains(alternatives.get(i).longest())) {
                return false;
            }
        }
        return !alternatives.isEmpty();
    }

    /** Reads the pieces that stand one behind the other outside of groups, for as long as it is sure of them. */
    private static final class Reader {
        private static final String PUNCTUATION_WITH_MEANING = ".*+?()[]{}^$|";
        private static final String CLASSES_AND_EDGES = "dDwWsSbB";
        private static final Pattern REPETITION = Pattern.compile("\\{\\d+(,\\d*)?}");

        private final String source;
        private final StringBuilder run = new StringBuilder();
        private String prefix = "";
        private String longest = "";
        private boolean isAtStart = true;
        private int at;

        Reader(String source) {
            this.source = source;
        }

        Alternative read() {
            while (source.startsWith("^", at)) {
                at++;
            }
            while (at < source.length() && readPiece()) {
                readRepetition();
            }
            endRun();
            return new Alternative(prefix, longest);
        }

        /** False if what stands here is not understood. */
        private boolean readPiece() {
            int point = source.codePointAt(at);
            if (point == '\\') {
                return readEscape();
            }
            switch (point) {
                case '.', '$', '^' -> skip(1);
                case '[' -> skip(RegexAlternatives.endOfClass(source, at) + 1 - at);
                case '(' -> skip(RegexAlternatives.endOfGroup(source, at) + 1 - at);
                case '*', '+', '?', '{', '}', ')', ']', '|' -> {
                    return false;
                }
                default -> {
                    run.appendCodePoint(point);
                    at += Character.charCount(point);
                }
            }
            return true;
        }

        private boolean readEscape() {
            char escaped = at + 1 < source.length() ? source.charAt(at + 1) : '\\';
            if (PUNCTUATION_WITH_MEANING.indexOf(escaped) >= 0) {
                run.append(escaped);
                at += 2;
                return true;
            }
            boolean isUnderstood = CLASSES_AND_EDGES.indexOf(escaped) >= 0;
            if (isUnderstood) {
                skip(2);
            }
            return isUnderstood;
        }

        private void skip(int length) {
            endRun();
            at += length;
        }

        /** What may be missing is not required; what may come again ends the run. */
        private void readRepetition() {
            if (at >= source.length()) {
                return;
            }
            char sign = source.charAt(at);
            Matcher counted = REPETITION.matcher(source).region(at, source.length());
            int length = counted.lookingAt() ? counted.end() - at : "*+?".indexOf(sign) >= 0 ? 1 : 0;
            if (length == 0) {
                return;
            }
            if (sign != '+' && !run.isEmpty()) {
                run.setLength(run.offsetByCodePoints(run.length(), -1));
            }
            skip(length);
            if (source.startsWith("?", at)) {
                skip(1);
            }
        }

        private void endRun() {
            if (isAtStart) {
                prefix = run.toString();
                isAtStart = false;
            }
            if (run.length() > longest.length()) {
                longest = run.toString();
            }
            run.setLength(0);
        }
    }
}
