package io.tocsin.server.flags;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;

/**
 * The duration grammar of flags: {@code 300ms}, {@code 1.5h}, {@code 2h45m}, with an optional sign.
 *
 * <p>Units are ns, us, ms, s, m, h and, as the original's flag library allows, d (24 h) and w (7 d). A bare {@code 0}
 * needs no unit.
 * The core's Go durations have neither d nor w, and the
 * configuration file has a grammar of its own.
 *
 * @see "Upstream: observed with alertmanager 0.33.1, --data.retention=5d and others"
 */
final class FlagDuration {
    private static final Map<String, Long> NANOS_PER_UNIT = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L,
            "w", 604_800_000_000_000L);

    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private FlagDuration() {}

    /**
     * Reads a duration.
     *
     * @throws FlagException with the original's text when the value is malformed or beyond about 292 years
     */
    static Duration parse(String text) throws FlagException {
        boolean negative = text.startsWith("-");
        int position = negative || text.startsWith("+") ? 1 : 0;
        if (text.substring(position).equals("0")) {
            return Duration.ZERO;
        }
        if (position == text.length()) {
            throw invalid(text);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        while (position < text.length()) {
            int unitStart = endOfNumber(text, position);
            BigDecimal number = number(text, position, unitStart);
            int unitEnd = endOfUnit(text, unitStart);
            if (unitEnd == unitStart) {
                throw new FlagException("time: missing unit in duration " + quote(text));
            }
            Long scale = NANOS_PER_UNIT.get(text.substring(unitStart, unitEnd));
            if (scale == null) {
                throw new FlagException("time: unknown unit " + quote(text.substring(unitStart, unitEnd))
                        + " in duration " + quote(text));
            }
            nanos = nanos.add(number.multiply(BigDecimal.valueOf(scale)));
            position = unitEnd;
        }
        BigInteger whole = nanos.toBigInteger();
        if (nanos.compareTo(MAX_NANOS) > 0) {
            throw invalid(text);
        }
        return Duration.ofNanos(negative ? -whole.longValueExact() : whole.longValueExact());
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isNumberPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfUnit(String text, int from) {
        int end = from;
        while (end < text.length() && !isNumberPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNumberPart(char c) {
        return c == '.' || (c >= '0' && c <= '9');
    }

    private static BigDecimal number(String text, int from, int to) throws FlagException {
        String digits = text.substring(from, to);
        if (digits.isEmpty() || digits.equals(".") || digits.length() > 40) {
            throw invalid(text);
        }
        // A second point starts a number without a unit ("1.2.3s"), which is how the original reads it too.
        int point = digits.indexOf('.');
        if (point >= 0 && digits.indexOf('.', point + 1) >= 0) {
            throw new FlagException("time: missing unit in duration " + quote(text));
        }
        return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    }

    private static FlagException invalid(String text) {
        return new FlagException("time: invalid duration " + quote(text));
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }
}
