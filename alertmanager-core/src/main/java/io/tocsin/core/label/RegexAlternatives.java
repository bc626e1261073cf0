package io.tocsin.core.label;

import java.util.ArrayList;
import java.util.List;

/** Finds the alternatives of a regex that stand side by side outside of groups, as in {@code db-.|web-.}. */
final class RegexAlternatives {
    /** The engine goes through alternatives one inside the other, on the stack: see {@link RegexLimits}. */
    private static final int TOGETHER_MAX = 200;

    private RegexAlternatives() {}

    /**
     * Expressions that together match what {@code source} does: itself, or a list too long for one go of the engine in
     * parts.
     */
    static List<String> parts(String source) {
        List<String> alternatives = of(source);
        if (alternatives.size() <= TOGETHER_MAX) {
            return List.of(source);
        }
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < alternatives.size(); from += TOGETHER_MAX) {
            parts.add(String.join("|", alternatives.subList(from, Math.min(from + TOGETHER_MAX, alternatives.size()))));
        }
        return parts;
    }

    /**
     * The alternatives, at least one; those inside of a group that is all of the regex, anchors aside.
     *
     * @return empty where what they are is not certain, or where flags are set: a repetition behind those applies to what
     *     is before them
     */
    static List<String> of(String source) {
        List<String> alternatives = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '|' -> {
                    if (depth == 0) {
                        alternatives.add(source.substring(start, i));
                        start = i + 1;
                    }
                }
                case '(' -> {
                    if (setsFlags(source, i)) {
                        return List.of();
                    }
                    depth++;
                }
                case ')' -> depth--;
                // What stands behind \Q means something else; such patterns are seldom, so none is read.
                case '\\' -> {
                    i++;
                    if (i < source.length() && source.charAt(i) == 'Q') {
                        return List.of();
                    }
                }
                case '[' -> i = endOfClass(source, i);
                default -> {}
            }
            if (depth < 0) {
                return List.of();
            }
        }
        String group = withoutAnchors(source);
        if (alternatives.isEmpty() && group.startsWith("(") && endOfGroup(group, 0) == group.length() - 1) {
            return of(group.substring(startOfContent(group), group.length() - 1));
        }
        alternatives.add(source.substring(start));
        return alternatives;
    }

    /** Of a group: they say once more what holds for every pattern. */
    private static String withoutAnchors(String source) {
        String open = source.startsWith("^(") ? source.substring(1) : source;
        return open.endsWith(")$") ? open.substring(0, open.length() - 1) : open;
    }

    private static boolean setsFlags(String source, int at) {
        return source.startsWith("(?", at) && !source.startsWith("(?:", at) && !source.startsWith("(?P<", at);
    }

    private static int startOfContent(String group) {
        if (group.startsWith("(?P<")) {
            return group.indexOf('>') + 1;
        }
        return group.startsWith("(?:") ? 3 : 1;
    }

    /** The index of the bracket that closes the class which begins at {@code start}. */
    static int endOfClass(String source, int start) {
        int end = start + 1;
        if (source.startsWith("^", end)) {
            end++;
        }
        // A bracket that comes first is a member.
        end++;
        while (end < source.length() && source.charAt(end) != ']') {
            boolean isNamed = source.startsWith("[:", end) && source.indexOf(":]", end) > 0;
            end = isNamed ? source.indexOf(":]", end) + 2 : end + (source.charAt(end) == '\\' ? 2 : 1);
        }
        return end;
    }

    /** The index of the parenthesis that closes the group which begins at {@code start}. */
    static int endOfGroup(String source, int start) {
        int depth = 0;
        int end = start;
        while (end < source.length()) {
            switch (source.charAt(end)) {
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        return end;
                    }
                }
                case '\\' -> end++;
                case '[' -> end = endOfClass(source, end);
                default -> {}
            }
            end++;
        }
        return end;
    }
}
