package io.tocsin.core.label;

import java.util.Comparator;

/** Order and validity of strings as UTF-8, the encoding that the originals compare and check in. */
public final class Utf8 {
    /**
     * Orders strings as their UTF-8 bytes would be. Differs from {@link String#compareTo} only where surrogates meet
     * characters above them.
     */
    public static final Comparator<String> ORDER = Utf8::compare;

    private Utf8() {}

    public static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Integer.compare(rank(x), rank(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for code points above U+FFFF, so they rank above every other UTF-16 unit. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    /** Whether {@code text} can be encoded: it holds no lone surrogate. */
    public static boolean isEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
