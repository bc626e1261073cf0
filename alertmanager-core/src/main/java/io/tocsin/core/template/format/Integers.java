package io.tocsin.core.template.format;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.GoQuote.Escaping;
import io.tocsin.core.template.value.LimitExceededException;
import java.util.Locale;

/** Prints integers. */
final class Integers {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int UNICODE_DIGITS_MIN = 4;

    private final Output out;
    private final Directive directive;

    Integers(Output out) {
        this.out = out;
        this.directive = out.directive;
    }

    /**
     * @param value of unsigned types the 64 bits
     * @return whether integers have that verb
     */
    boolean print(long value, boolean isSigned, int verb) throws LimitExceededException {
        switch (verb) {
            case 'v' -> {
                if (directive.isSyntax && !isSigned) {
                    printAddress(value, true);
                } else {
                    print(value, 10, isSigned, verb);
                }
            }
            case 'd' -> print(value, 10, isSigned, verb);
            case 'b' -> print(value, 2, isSigned, verb);
            case 'o', 'O' -> print(value, 8, isSigned, verb);
            case 'x', 'X' -> print(value, 16, isSigned, verb);
            case 'c' -> out.pad(Character.toString(character(value)));
            case 'q' -> out.pad(quoted(value));
            case 'U' -> out.padWithBlanks(unicode(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** In hexadecimal. */
    void printAddress(long value, boolean hasPrefix) throws LimitExceededException {
        boolean wasSharp = directive.isSharp;
        directive.isSharp = hasPrefix;
        print(value, 16, false, 'v');
        directive.isSharp = wasSharp;
    }

    private void print(long value, int base, boolean isSigned, int verb) throws LimitExceededException {
        if (directive.precision == 0 && value == 0) {
            // No digits at all.
            out.padWithBlanks("");
            return;
        }
        boolean isNegative = isSigned && value < 0;
        String sign = isNegative ? "-" : directive.isPlus ? "+" : directive.isSpace ? " " : "";
        String digits = Long.toUnsignedString(isNegative ? -value : value, base);
        if (verb == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        int zeros = Math.max(0, digitsMin(sign) - digits.length());
        out.call().charge(zeros);
        digits = "0".repeat(zeros) + digits;
        out.padWithBlanks(sign + prefix(base, verb, digits) + digits);
    }

    private int digitsMin(String sign) {
        if (directive.precision != Directive.ABSENT) {
            return directive.precision;
        }
        boolean isFilled = directive.isZero && !directive.isMinus && directive.width != Directive.ABSENT;
        return isFilled ? directive.width - sign.length() : 0;
    }

    private String prefix(int base, int verb, String digits) {
        if (verb == 'O') {
            return directive.isSharp && !digits.startsWith("0") ? "0o0" : "0o";
        }
        if (!directive.isSharp) {
            return "";
        }
        return switch (base) {
            case 2 -> "0b";
            case 8 -> digits.startsWith("0") ? "" : "0";
            case 16 -> verb == 'X' ? "0X" : "0x";
            default -> "";
        };
    }

    private static int character(long value) {
        boolean isCharacter = value >= 0
                && value <= Character.MAX_CODE_POINT
                && (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
        return isCharacter ? (int) value : REPLACEMENT;
    }

    private String quoted(long value) {
        StringBuilder quoted = new StringBuilder();
        GoQuote.appendCharacter(quoted, character(value), directive.isPlus ? Escaping.NOT_ASCII : Escaping.UNPRINTABLE);
        return quoted.toString();
    }

    private String unicode(long value) throws LimitExceededException {
        String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
        int zeros = Math.max(0, Math.max(UNICODE_DIGITS_MIN, directive.precision) - digits.length());
        out.call().charge(zeros);
        String number = "U+" + "0".repeat(zeros) + digits;
        boolean isShown = directive.isSharp
                && value >= 0
                && value <= Character.MAX_CODE_POINT
                && GoQuote.isPrintable((int) value);
        return isShown ? number + " '" + Character.toString((int) value) + "'" : number;
    }
}
