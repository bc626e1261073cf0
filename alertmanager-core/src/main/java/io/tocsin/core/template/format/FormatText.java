package io.tocsin.core.template.format;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a format with its directives and prints it with its operands. Owned by one call of a function. */
final class FormatText {
    /** Larger widths, precisions and indexes do not count. */
    private static final int NUMBER_MAX = 1_000_000;

    private static final int REPLACEMENT = 0xFFFD;

    /** Of an index with its brackets. */
    private static final int INDEX_LENGTH_MIN = 3;

    private final String format;
    private final List<Value> operands;
    private final Output out;
    private final Directive directive;
    private final ValuePrinter printer;

    private int at;
    private int operand;
    private boolean isReordered;

    /** Whether an explicit index has just been read. */
    private boolean isAfterIndex;

    private boolean isIndexGood;

    FormatText(Output out, String format, List<Value> operands) {
        this.format = format;
        this.operands = operands;
        this.out = out;
        this.directive = out.directive;
        this.printer = new ValuePrinter(out);
    }

    void print() throws CallException {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            int end = percent < 0 ? format.length() : percent;
            out.write(format, at, end);
            at = end + 1;
            if (percent >= 0) {
                directive();
            }
        }
        if (!isReordered && operand < operands.size()) {
            extra();
        }
    }

    private void directive() throws CallException {
        directive.clear();
        isAfterIndex = false;
        isIndexGood = true;
        flags();
        index();
        width();
        precision();
        if (!isAfterIndex) {
            index();
        }
        if (at >= format.length()) {
            out.write("%!(NOVERB)");
            return;
        }
        int point = format.codePointAt(at);
        at += Character.charCount(point);
        verb(TextBytes.isStray(point) ? REPLACEMENT : point);
    }

    private void verb(int verb) throws CallException {
        if (verb == '%') {
            out.write('%');
        } else if (!isIndexGood) {
            problem(verb, "(BADINDEX)");
        } else if (operand >= operands.size()) {
            problem(verb, "(MISSING)");
        } else {
            directive.readFor(verb);
            printer.print(operands.get(operand++), verb);
        }
    }

    private void problem(int verb, String text) throws LimitExceededException {
        out.write("%!").writePoint(verb).write(text);
    }

    private void flags() {
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '#' -> directive.isSharp = true;
                case '0' -> directive.isZero = true;
                case '+' -> directive.isPlus = true;
                case '-' -> directive.isMinus = true;
                case ' ' -> directive.isSpace = true;
                default -> {
                    return;
                }
            }
        }
    }

    private boolean skip(char c) {
        if (at < format.length() && format.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** {@code [2]}: which operand comes next, from 1. */
    private void index() {
        isAfterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        isReordered = true;
        int close = format.indexOf(']', at);
        boolean isIndex = close > 0 && at + INDEX_LENGTH_MIN <= format.length();
        at++;
        if (!isIndex) {
            isIndexGood = false;
            return;
        }
        int index = number(close);
        boolean isNumber = index != Directive.ABSENT && at == close;
        at = close + 1;
        isAfterIndex = isNumber;
        if (isNumber && index >= 1 && index <= operands.size()) {
            operand = index - 1;
        } else {
            isIndexGood = false;
        }
    }

    /** Digits up to {@code end}; absent if there are none, or if the number is too large, which skips all the rest. */
    private int number(int end) {
        int number = Directive.ABSENT;
        for (; at < end && format.charAt(at) >= '0' && format.charAt(at) <= '9'; at++) {
            if (number > NUMBER_MAX) {
                at = end;
                return Directive.ABSENT;
            }
            number = Math.max(0, number) * 10 + (format.charAt(at) - '0');
        }
        return number;
    }

    private void width() throws LimitExceededException {
        if (!skip('*')) {
            directive.width = number(format.length());
            isIndexGood &= !(isAfterIndex && directive.width != Directive.ABSENT);
            return;
        }
        Integer width = operandAsNumber();
        if (width == null) {
            out.write("%!(BADWIDTH)");
        } else {
            directive.width = Math.abs(width);
            directive.isMinus |= width < 0;
            directive.isZero &= width >= 0;
        }
        isAfterIndex = false;
    }

    private void precision() throws LimitExceededException {
        // At the end it is taken for the verb.
        if (at + 1 >= format.length() || !skip('.')) {
            return;
        }
        isIndexGood &= !isAfterIndex;
        index();
        if (!skip('*')) {
            directive.precision = Math.max(0, number(format.length()));
            return;
        }
        Integer precision = operandAsNumber();
        if (precision == null || precision < 0) {
            out.write("%!(BADPREC)");
        } else {
            directive.precision = precision;
        }
        isAfterIndex = false;
    }

    /** The next operand if it is an integer that is not too large, else null. */
    private @Nullable Integer operandAsNumber() {
        if (operand >= operands.size()) {
            return null;
        }
        Value value = operands.get(operand++);
        boolean isSmall = value instanceof Value.Int number
                && number.value() >= -NUMBER_MAX
                && number.value() <= NUMBER_MAX
                && (number.type().kind() == Kind.INT || number.value() >= 0);
        return isSmall ? (int) ((Value.Int) value).value() : null;
    }

    private void extra() throws CallException {
        directive.clear();
        out.write("%!(EXTRA ");
        for (int i = operand; i < operands.size(); i++) {
            Value value = operands.get(i);
            out.write(i > operand ? ", " : "");
            if (value instanceof Value.Nothing) {
                out.write("<nil>");
            } else {
                out.write(value.type().name()).write('=');
                printer.print(value, 'v');
            }
        }
        out.write(')');
    }
}
