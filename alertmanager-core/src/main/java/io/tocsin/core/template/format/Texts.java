package io.tocsin.core.template.format;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.GoQuote.Escaping;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextBytes;

/** Prints strings. */
final class Texts {
    private static final int DELETE = 0x7F;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final String HEX = "0123456789abcdef";
    private static final String HEX_UPPER = "0123456789ABCDEF";

    private final Output out;
    private final Directive directive;

    Texts(Output out) {
        this.out = out;
        this.directive = out.directive;
    }

    /** @return whether strings have that verb */
    boolean print(String text, int verb) throws LimitExceededException {
        switch (verb) {
            case 'v' -> {
                if (directive.isSyntax) {
                    quoted(text);
                } else {
                    plain(text);
                }
            }
            case 's' -> plain(text);
            case 'q' -> quoted(text);
            case 'x', 'X' -> {
                out.call().charge(text.length());
                hexadecimal(TextBytes.of(text), verb == 'X');
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void plain(String text) throws LimitExceededException {
        out.pad(truncated(text));
    }

    private String truncated(String text) throws LimitExceededException {
        int precision = directive.precision;
        if (precision == Directive.ABSENT) {
            return text;
        }
        out.call().charge(text.length());
        boolean isShort = text.codePointCount(0, text.length()) <= precision;
        return isShort ? text : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    void quoted(String text) throws LimitExceededException {
        out.call().charge(text.length());
        String shown = truncated(text);
        if (directive.isSharp && isQuotableByBackquotes(shown)) {
            out.pad("`" + shown + "`");
            return;
        }
        StringBuilder quoted = new StringBuilder(shown.length() + 2);
        GoQuote.append(quoted, shown, directive.isPlus ? Escaping.NOT_ASCII : Escaping.UNPRINTABLE);
        out.pad(quoted.toString());
    }

    private static boolean isQuotableByBackquotes(String text) {
        return text.codePoints()
                .allMatch(point -> (point >= ' ' || point == '\t')
                        && point != '`'
                        && point != DELETE
                        && point != BYTE_ORDER_MARK
                        && !TextBytes.isStray(point));
    }

    /** The precision counts bytes here. */
    void hexadecimal(byte[] bytes, boolean isUpper) throws LimitExceededException {
        int length =
                directive.precision == Directive.ABSENT ? bytes.length : Math.min(directive.precision, bytes.length);
        int width = 2 * length;
        if (length > 0 && directive.isSpace) {
            width = width * (directive.isSharp ? 2 : 1) + length - 1;
        } else if (length > 0 && directive.isSharp) {
            width += 2;
        }
        int missing = Math.max(0, directive.width - width);
        if (length == 0 || !directive.isMinus) {
            out.padding(missing);
        }
        digits(bytes, length, isUpper);
        if (length > 0 && directive.isMinus) {
            out.padding(missing);
        }
    }

    private void digits(byte[] bytes, int length, boolean isUpper) throws LimitExceededException {
        String prefix = !directive.isSharp ? "" : isUpper ? "0X" : "0x";
        String hex = isUpper ? HEX_UPPER : HEX;
        for (int i = 0; i < length; i++) {
            if (i > 0 && directive.isSpace) {
                out.write(' ');
            }
            if (i == 0 || directive.isSpace) {
                out.write(prefix);
            }
            out.write(hex.charAt(bytes[i] >> 4 & 0xF)).write(hex.charAt(bytes[i] & 0xF));
        }
    }
}
