package io.tocsin.core.template.format;

import io.tocsin.core.template.value.LimitExceededException;

/** Prints floating-point and complex numbers. */
final class Floats {
    private static final int FRACTION_DIGITS = 6;

    private final Output out;
    private final Directive directive;

    Floats(Output out) {
        this.out = out;
        this.directive = out.directive;
    }

    /** @return whether numbers have that verb */
    boolean print(double value, int verb) throws LimitExceededException {
        switch (verb) {
            case 'v' -> print(value, 'g', FloatText.SHORTEST);
            case 'b', 'g', 'G', 'x', 'X' -> print(value, (char) verb, FloatText.SHORTEST);
            case 'e', 'E', 'f', 'F' -> print(value, (char) verb, FRACTION_DIGITS);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @return whether numbers have that verb */
    boolean print(double real, double imaginary, int verb) throws LimitExceededException {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            return false;
        }
        boolean wasPlus = directive.isPlus;
        out.write('(');
        print(real, verb);
        directive.isPlus = true;
        print(imaginary, verb);
        out.write("i)");
        directive.isPlus = wasPlus;
        return true;
    }

    private void print(double value, char form, int precisionDefault) throws LimitExceededException {
        int precision = directive.precision == Directive.ABSENT ? precisionDefault : directive.precision;
        out.call().charge(FloatText.STEPS_MAX + Math.max(0, precision));
        String number = FloatText.format(value, form, precision);
        char sign = number.charAt(0) == '-' ? '-' : directive.isSpace && !directive.isPlus ? ' ' : '+';
        String size = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            boolean isPlain = Double.isNaN(value) && !directive.isSpace && !directive.isPlus;
            out.padWithBlanks(isPlain ? size : sign + size);
            return;
        }
        if (directive.isSharp && form != 'b') {
            size = withPoint(size, form, precision);
        }
        if (!directive.isPlus && sign == '+') {
            out.pad(size);
        } else if (directive.isZero && !directive.isMinus && directive.width > size.length() + 1) {
            out.write(sign);
            out.padding(directive.width - size.length() - 1);
            out.write(size);
        } else {
            out.pad(sign + size);
        }
    }

    /** With a point always, and for {@code g} with zeros until the precision is reached. */
    private String withPoint(String size, char form, int precision) throws LimitExceededException {
        boolean countsDigits = form == 'g' || form == 'G' || form == 'x';
        int digits = !countsDigits ? 0 : precision == FloatText.SHORTEST ? FRACTION_DIGITS : precision;
        int end = exponentAt(size, form);
        boolean hasPoint = false;
        boolean isSignificant = false;
        for (int i = 0; i < end; i++) {
            char c = size.charAt(i);
            if (c == '.') {
                hasPoint = true;
            } else {
                isSignificant |= c != '0';
                digits -= isSignificant ? 1 : 0;
            }
        }
        // A single zero counts as a digit.
        digits -= !hasPoint && end == 1 && size.charAt(0) == '0' ? 1 : 0;
        out.call().charge(Math.max(0, digits));
        return size.substring(0, end) + (hasPoint ? "" : ".") + "0".repeat(Math.max(0, digits)) + size.substring(end);
    }

    private static int exponentAt(String size, char form) {
        String letters = form == 'x' || form == 'X' ? "pP" : "eE";
        for (int i = 0; i < size.length(); i++) {
            if (letters.indexOf(size.charAt(i)) >= 0) {
                return i;
            }
        }
        return size.length();
    }
}
