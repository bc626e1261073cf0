package io.tocsin.core.yaml;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What the original's YAML library makes of a scalar before it knows the type that is wanted.
 *
 * @param value a Boolean, BigInteger (of 64 bits, signed or unsigned), Double or String; null for a null
 * @see "Upstream: gopkg.in/yaml.v2 resolve.go"
 */
record GoScalar(Kind kind, @Nullable Object value) {
    private static final String PREFIX = "tag:yaml.org,2002:";
    private static final Map<String, Object> CONSTANTS = Map.ofEntries(
            constant(true, "y"),
            constant(true, "yes"),
            constant(true, "true"),
            constant(true, "on"),
            constant(false, "n"),
            constant(false, "no"),
            constant(false, "false"),
            constant(false, "off"),
            constant(Double.NaN, ".nan"),
            constant(Double.POSITIVE_INFINITY, ".inf"),
            constant(Double.POSITIVE_INFINITY, "+.inf"),
            constant(Double.NEGATIVE_INFINITY, "-.inf"));

    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
            + "([Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})"
            + "| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?)?");
    private static final BigInteger INT_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UINT_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private static final double TWO_63 = 0x1p63;
    private static final double TWO_64 = 0x1p64;

    /** The types a scalar can have, with the short tags that messages show. */
    enum Kind {
        NULL("!!null"),
        BOOL("!!bool"),
        INT("!!int"),
        FLOAT("!!float"),
        TIMESTAMP("!!timestamp"),
        BINARY("!!binary"),
        TEXT("!!str");

        private final String tag;

        Kind(String tag) {
            this.tag = tag;
        }

        String tag() {
            return tag;
        }
    }

    private static Map.Entry<String, Object> constant(Object value, String word) {
        return Map.entry(word, value);
    }

    /** Never fails: a scalar that contradicts its explicit tag counts as text, see {@link #contradicts}. */
    static GoScalar of(ScalarNode node) {
        if (node.getTag().equals(Snake.PLAIN)) {
            return ofPlain(node.getValue(), true);
        }
        String tag = node.getTag().getValue();
        if (node.getTag().equals(Tag.BINARY)) {
            return new GoScalar(Kind.BINARY, decodeBase64(node.getValue()));
        }
        if (node.getTag().equals(Tag.NULL)) {
            return new GoScalar(Kind.NULL, null);
        }
        boolean isResolved = tag.startsWith(PREFIX) && !node.getTag().equals(Tag.STR);
        return isResolved
                ? ofPlain(node.getValue(), node.getTag().equals(Tag.TIMESTAMP))
                : new GoScalar(Kind.TEXT, node.getValue());
    }

    /** The kind that an explicit tag asks for although the text has another one. */
    static Optional<Kind> contradicts(ScalarNode node) {
        if (node.getTag().equals(Snake.PLAIN)
                || node.getTag().equals(Tag.STR)
                || node.getTag().equals(Tag.BINARY)) {
            return Optional.empty();
        }
        Kind found = of(node).kind();
        for (Kind kind : Kind.values()) {
            boolean isAsked =
                    node.getTag().getValue().equals(PREFIX + kind.tag().substring(2));
            if (isAsked && kind != found && !(kind == Kind.FLOAT && found == Kind.INT)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static GoScalar ofPlain(String text, boolean mayBeTime) {
        if (isNullWord(text)) {
            return new GoScalar(Kind.NULL, null);
        }
        Object constant = isOneCase(text) ? CONSTANTS.get(text.toLowerCase(Locale.ROOT)) : null;
        if (constant != null) {
            return new GoScalar(constant instanceof Boolean ? Kind.BOOL : Kind.FLOAT, constant);
        }
        if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return new GoScalar(Kind.TEXT, text);
        }
        if (mayBeTime && TIMESTAMP.matcher(text).matches()) {
            return new GoScalar(Kind.TIMESTAMP, text);
        }
        return ofNumber(text);
    }

    private static boolean isNullWord(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    /** {@code yes}, {@code Yes} and {@code YES}, but not {@code yEs}; of {@code .NaN} the capital N counts too. */
    private static boolean isOneCase(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT)) || text.equals(".NaN")) {
            return true;
        }
        int letter = 0;
        while (letter < text.length() && !Character.isLetter(text.charAt(letter))) {
            letter++;
        }
        return !lower.equals(".nan") && lower.substring(letter + 1).equals(text.substring(letter + 1));
    }

    private static GoScalar ofNumber(String text) {
        String plain = text.charAt(0) == '.' ? text : text.replace("_", "");
        BigInteger whole = parseInt(plain);
        if (whole != null) {
            return new GoScalar(Kind.INT, whole);
        }
        if (FLOAT.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            if (!Double.isInfinite(value)) {
                return new GoScalar(Kind.FLOAT, value);
            }
        }
        return new GoScalar(Kind.TEXT, text);
    }

    /** As Go's ParseInt and ParseUint do with base 0; null if {@code text} is no such number. */
    private static @Nullable BigInteger parseInt(String text) {
        boolean isSigned = text.startsWith("+") || text.startsWith("-");
        String digits = isSigned ? text.substring(1) : text;
        int base = baseOf(digits);
        String bare = digits.substring(prefixLength(digits, base));
        if (bare.isEmpty() || bare.chars().anyMatch(c -> c > 'f' || Character.digit(c, base) < 0)) {
            return null;
        }
        BigInteger value = new BigInteger(text.startsWith("-") ? "-" + bare : bare, base);
        boolean isSmall = value.bitLength() <= 63 && value.compareTo(INT_MIN) >= 0;
        return isSmall || (!isSigned && value.compareTo(UINT_MAX) <= 0) ? value : null;
    }

    private static int baseOf(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            case 'o', 'O', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> 8;
            default -> 10;
        };
    }

    private static int prefixLength(String digits, int base) {
        if (base == 10) {
            return 0;
        }
        return base == 8 && Character.isDigit(digits.charAt(1)) ? 1 : 2;
    }

    private static String decodeBase64(String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /**
     * What becomes of the number in an int64. Of one with a fraction the fraction is dropped, and floats below the
     * smallest int64 count as that, as does 2^63.
     *
     * @return empty for other kinds, and for numbers that are refused: those above the largest int64
     */
    Optional<BigInteger> signed() {
        if (kind == Kind.INT) {
            BigInteger whole = (BigInteger) present();
            return whole.bitLength() <= 63 ? Optional.of(whole) : Optional.empty();
        }
        return kind == Kind.FLOAT && (Double) present() <= TWO_63
                ? Optional.of(BigInteger.valueOf(truncated((Double) present())))
                : Optional.empty();
    }

    /**
     * What becomes of the number in a uint64. Floats lose their fraction; below 0 they count from 2^64 down, to 2^63 at
     * most, and so does 2^64 itself.
     *
     * @return empty for other kinds, and for numbers that are refused: whole ones below 0, any above 2^64
     */
    Optional<BigInteger> unsigned() {
        if (kind == Kind.INT) {
            BigInteger whole = (BigInteger) present();
            return whole.signum() >= 0 ? Optional.of(whole) : Optional.empty();
        }
        if (kind != Kind.FLOAT || !((Double) present() <= TWO_64)) {
            return Optional.empty();
        }
        double value = (Double) present();
        boolean isLarge = value >= TWO_63 && value < TWO_64;
        BigInteger whole = isLarge ? new BigDecimal(value).toBigInteger() : BigInteger.valueOf(truncated(value));
        return Optional.of(whole.signum() < 0 ? whole.add(UINT_MAX).add(BigInteger.ONE) : whole);
    }

    /** As the original's usual machines do it: what does not fit is the smallest number. */
    private static long truncated(double value) {
        return value >= TWO_63 ? Long.MIN_VALUE : (long) value;
    }

    /** Whether {@code whole} is the number, and not what became of it. */
    boolean isExactly(BigInteger whole) {
        if (present() instanceof BigInteger given) {
            return given.equals(whole);
        }
        double value = (Double) present();
        return Double.isFinite(value) && new BigDecimal(whole).compareTo(new BigDecimal(value)) == 0;
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** Whether the node is written without quotes. */
    static boolean isPlain(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN;
    }

    /** The value of a kind that has one. */
    Object present() {
        return requireNonNull(value, "value");
    }
}
