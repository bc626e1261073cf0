package io.tocsin.core.label;

/** The two definitions of a label name. */
public final class LabelName {
    private LabelName() {}

    /** {@code [a-zA-Z_][a-zA-Z0-9_]*}: what every mode asks of the keys of {@code match} and {@code match_re}. */
    public static boolean isClassic(String name) {
        if (name.isEmpty() || !isLetter(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isLetter(name.charAt(i)) && !isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Any text but the empty one that can be encoded in UTF-8. */
    public static boolean isUtf8(String name) {
        return !name.isEmpty() && Utf8.isEncodable(name);
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
