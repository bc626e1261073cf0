package io.tocsin.evaluator.function;

/** Functions of numbers that Java lacks, or has with other results than Go. */
final class GoMath {
    private static final double LN2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG10_2 = 0.3010299956639812;

    /** Beyond it a square swallows a 1 that is added. */
    private static final double LARGE = 1 << 28;

    private static final double SMALL = 1.0 / (1 << 28);

    private GoMath() {}

    /** An infinity of the right sign wins over NaN. */
    static double max(double left, double right) {
        return left == Double.POSITIVE_INFINITY || right == Double.POSITIVE_INFINITY
                ? Double.POSITIVE_INFINITY
                : Math.max(left, right);
    }

    /** An infinity of the right sign wins over NaN. */
    static double min(double left, double right) {
        return left == Double.NEGATIVE_INFINITY || right == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : Math.min(left, right);
    }

    /** Exact for powers of two. */
    static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Math.log(value);
        }
        boolean isSubnormal = value < Double.MIN_NORMAL;
        double normal = isSubnormal ? value * 0x1p54 : value;
        int exponent = Math.getExponent(normal) + 1;
        double fraction = Math.scalb(normal, -exponent);
        int whole = isSubnormal ? exponent - 54 : exponent;
        return fraction == 0.5 ? whole - 1 : Math.log(fraction) * LOG2_E + whole;
    }

    static double log10(double value) {
        return log2(value) * LOG10_2;
    }

    static double asinh(double value) {
        double size = Math.abs(value);
        double result;
        if (size > LARGE) {
            result = Math.log(size) + LN2;
        } else if (size > 2) {
            result = Math.log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
        } else if (size < SMALL) {
            result = size;
        } else {
            result = Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
        }
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (value < 1) {
            return Double.NaN;
        } else if (value >= LARGE) {
            return Math.log(value) + LN2;
        } else if (value > 2) {
            return Math.log(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        double size = Math.abs(value);
        if (size < SMALL) {
            return value;
        }
        double twice = size + size;
        // Infinite at 1, NaN beyond.
        double result =
                size < 0.5 ? 0.5 * Math.log1p(twice + twice * size / (1 - size)) : 0.5 * Math.log1p(twice / (1 - size));
        return Math.copySign(result, value);
    }
}
