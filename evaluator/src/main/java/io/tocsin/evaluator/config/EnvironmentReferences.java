package io.tocsin.evaluator.config;

import java.util.function.UnaryOperator;

/**
 * Puts variables of the environment into a text: {@code $NAME} and {@code ${NAME}}; {@code $$} stands for a dollar.
 *
 * @see "Go: os.Expand"
 */
final class EnvironmentReferences {
    private static final String SPECIAL = "*#$@!?-0123456789";

    private EnvironmentReferences() {}

    /** @param valueOf what stands for a name, which may be any text between braces */
    static String expand(String text, UnaryOperator<String> valueOf) {
        StringBuilder expanded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean isReference = c == '$' && at + 1 < text.length();
            if (!isReference) {
                expanded.append(c);
                at++;
                continue;
            }
            at = reference(text, at + 1, expanded, valueOf);
        }
        return expanded.toString();
    }

    /** @return where the text goes on */
    private static int reference(String text, int start, StringBuilder expanded, UnaryOperator<String> valueOf) {
        char first = text.charAt(start);
        if (first == '{') {
            int end = text.indexOf('}', start);
            // Without an end the brace goes, as do braces around nothing.
            if (end > start + 1) {
                expanded.append(valueOf.apply(text.substring(start + 1, end)));
            }
            return end < 0 ? start + 1 : end + 1;
        }
        int end = SPECIAL.indexOf(first) >= 0 ? start + 1 : endOfName(text, start);
        if (end == start) {
            expanded.append('$');
        } else {
            expanded.append(valueOf.apply(text.substring(start, end)));
        }
        return end;
    }

    private static int endOfName(String text, int start) {
        int end = start;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
