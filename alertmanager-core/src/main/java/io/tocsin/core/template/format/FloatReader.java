package io.tocsin.core.template.format;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.value.CallException;
import java.util.List;
import java.util.Locale;

/**
 * Reads floating-point numbers.
 *
 * @see "Go: strconv.ParseFloat"
 */
public final class FloatReader {
    private static final List<String> INFINITIES = List.of("inf", "infinity");

    private final String text;
    private final boolean isHexadecimal;
    private int at;

    private FloatReader(String text) {
        this.text = text;
        this.at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        this.isHexadecimal = text.regionMatches(true, at, "0x", 0, 2);
    }

    /** @throws CallException in Go's words, if it is no number, or one that is too large */
    public static double parse(String text) throws CallException {
        String lower = text.toLowerCase(Locale.ROOT);
        String size = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        if (INFINITIES.contains(size)) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (!new FloatReader(text).isNumber()) {
            throw problem(text, "invalid syntax");
        }
        double value = Double.parseDouble(text.replace("_", ""));
        if (Double.isInfinite(value)) {
            throw problem(text, "value out of range");
        }
        return value;
    }

    private static CallException problem(String text, String what) {
        return new CallException("strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": " + what);
    }

    private boolean isNumber() {
        at += isHexadecimal ? 2 : 0;
        int whole = digits(isHexadecimal, isHexadecimal);
        int fraction = 0;
        if (whole >= 0 && skip(".")) {
            fraction = digits(isHexadecimal, false);
        }
        if (whole < 0 || fraction < 0 || whole + fraction == 0) {
            return false;
        }
        boolean hasExponent = skip(isHexadecimal ? "pP" : "eE");
        if (hasExponent) {
            skip("+-");
        }
        return at == text.length() && !hasExponent && !isHexadecimal
                || hasExponent && digits(false, false) > 0 && at == text.length();
    }

    private boolean skip(String anyOf) {
        boolean isThere = at < text.length() && anyOf.indexOf(text.charAt(at)) >= 0;
        at += isThere ? 1 : 0;
        return isThere;
    }

    /**
     * How many digits there are, single underscores between them not counted; -1 if an underscore stands elsewhere.
     *
     * @param mayBeginWithUnderscore because it follows a prefix
     */
    private int digits(boolean isHex, boolean mayBeginWithUnderscore) {
        int count = 0;
        boolean mayBeUnderscore = mayBeginWithUnderscore;
        boolean wasUnderscore = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '_' && mayBeUnderscore) {
                mayBeUnderscore = false;
                wasUnderscore = true;
            } else if (isDigit(c, isHex)) {
                count++;
                mayBeUnderscore = true;
                wasUnderscore = false;
            } else {
                break;
            }
        }
        return wasUnderscore ? -1 : count;
    }

    private static boolean isDigit(char c, boolean isHex) {
        return c >= '0' && c <= '9' || isHex && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
    }
}
