package io.tocsin.core.template.syntax;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.format.FloatReader;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a number of a template can stand for, as Go's constants do. Immutable.
 *
 * @param integer as a signed integer of 64 bits
 * @param unsigned as an unsigned one
 * @param real as a floating-point number
 * @param complex only of those written as such
 * @see "Go: text/template/parse.NumberNode"
 */
public record NumberLiteral(
        String text,
        @Nullable Long integer,
        @Nullable Long unsigned,
        @Nullable Double real,
        Value.@Nullable Complex complex) {

    /** Longer ones are refused: nobody writes them, and reading them takes time that grows faster than they do. */
    private static final int LENGTH_MAX = 500;

    /** Digits, with underscores between them and behind a prefix. */
    private static final Pattern INTEGER =
            Pattern.compile("[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])+|0|[1-9](_?[0-9])*)");

    private static final BigInteger UNSIGNED_MAX =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    private static final BigInteger SIGNED_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger SIGNED_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    /** 2^63 and 2^64: the first floating-point numbers that are too large. */
    private static final double SIGNED_END = 0x1p63;

    private static final double UNSIGNED_END = 0x1p64;

    /** @param text as a template has it: a number, a character in quotes, a complex number */
    public static NumberLiteral parse(String text) throws LiteralException {
        if (text.startsWith("'")) {
            return character(text);
        }
        if (text.length() > LENGTH_MAX) {
            throw new LiteralException("number of " + text.length() + " characters; expected at most " + LENGTH_MAX);
        }
        int split = startOfImaginary(text);
        if (split > 0) {
            return complex(text, part(text, 0, split), part(text, split, text.length() - 1));
        }
        if (text.endsWith("i")) {
            Optional<Double> imaginary = real(text.substring(0, text.length() - 1));
            if (imaginary.isPresent()) {
                return complex(text, 0, imaginary.get());
            }
        }
        return plain(text);
    }

    private static NumberLiteral character(String text) throws LiteralException {
        long point = StringLiteral.character(text);
        return new NumberLiteral(text, point, point, (double) point, null);
    }

    /** The index of the sign between the parts of a complex number; 0 if it is none. */
    private static int startOfImaginary(String text) {
        for (int i = text.length() - 1; text.endsWith("i") && i > 0; i--) {
            boolean isSign = text.charAt(i) == '+' || text.charAt(i) == '-';
            if (isSign && "eEpP".indexOf(text.charAt(i - 1)) < 0) {
                return i;
            }
        }
        return 0;
    }

    private static double part(String text, int from, int to) throws LiteralException {
        return real(text.substring(from, to))
                .orElseThrow(() -> new LiteralException("syntax error scanning complex number"));
    }

    private static NumberLiteral complex(String text, double real, double imaginary) {
        Value.Complex complex = new Value.Complex(real, imaginary);
        if (imaginary != 0) {
            return new NumberLiteral(text, null, null, null, complex);
        }
        return new NumberLiteral(text, signed(real), unsigned(real), real, complex);
    }

    private static NumberLiteral plain(String text) throws LiteralException {
        if (INTEGER.matcher(text).matches()) {
            BigInteger number = integer(text.replace("_", ""));
            boolean isSigned = number.compareTo(SIGNED_MIN) >= 0 && number.compareTo(SIGNED_MAX) <= 0;
            // Go reads no unsigned number with a sign, but zero.
            boolean isUnsigned = isDigit(text.charAt(0)) && number.compareTo(UNSIGNED_MAX) <= 0 || number.signum() == 0;
            if (isSigned || isUnsigned) {
                Long signed = isSigned ? number.longValue() : null;
                Long unsigned = isUnsigned ? number.longValue() : null;
                return new NumberLiteral(text, signed, unsigned, number.doubleValue(), null);
            }
        }
        double real =
                real(text).orElseThrow(() -> new LiteralException("illegal number syntax: " + GoQuote.quote(text)));
        if (text.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0)) {
            throw new LiteralException("integer overflow: " + GoQuote.quote(text));
        }
        return new NumberLiteral(text, signed(real), unsigned(real), real, null);
    }

    private static @Nullable Long signed(double real) {
        return real == Math.rint(real) && real >= -SIGNED_END && real < SIGNED_END ? (long) real : null;
    }

    private static @Nullable Long unsigned(double real) {
        if (real != Math.rint(real) || real < 0 || real >= UNSIGNED_END) {
            return null;
        }
        return real < SIGNED_END ? (long) real : (long) (real - SIGNED_END) + Long.MIN_VALUE;
    }

    private static BigInteger integer(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        boolean isNegative = digits.startsWith("-");
        if (isNegative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        BigInteger number;
        if (digits.startsWith("0x")) {
            number = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            number = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            number = new BigInteger(digits.substring(2), 8);
        } else {
            number = new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
        }
        return isNegative ? number.negate() : number;
    }

    private static Optional<Double> real(String text) {
        try {
            return Optional.of(FloatReader.parse(text)).filter(Double::isFinite);
        } catch (CallException ignored) {
            return Optional.empty();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
