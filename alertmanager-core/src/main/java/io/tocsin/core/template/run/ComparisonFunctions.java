package io.tocsin.core.template.run;

import io.tocsin.core.label.Utf8;
import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value;
import java.util.List;

/**
 * Go's {@code eq}, {@code ne}, {@code lt}, {@code le}, {@code gt} and {@code ge}.
 *
 * @see "Go: text/template/funcs.go"
 */
final class ComparisonFunctions {
    private static final List<GoType> TWO = List.of(GoType.REFLECTED, GoType.REFLECTED);

    private ComparisonFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.variadic("eq", TWO, (call, a) -> Value.Bool.of(isAny(call, a.get(0), a.subList(1, a.size())))),
                ofTwo("ne", (call, a, b) -> !isEqual(call, a, b)),
                ofTwo("lt", ComparisonFunctions::isLess),
                ofTwo("le", ComparisonFunctions::isLessOrEqual),
                ofTwo("gt", (call, a, b) -> !isLessOrEqual(call, a, b)),
                ofTwo("ge", (call, a, b) -> !isLess(call, a, b)));
    }

    @FunctionalInterface
    private interface Comparison {
        boolean holds(Call call, Value a, Value b) throws CallException;
    }

    private static Function ofTwo(String name, Comparison comparison) {
        return Function.of(name, TWO, (call, arguments) -> {
            Value a = Types.unboxed(arguments.get(0));
            Value b = Types.unboxed(arguments.get(1));
            return Value.Bool.of(comparison.holds(call, a, b));
        });
    }

    private static boolean isAny(Call call, Value value, List<Value> others) throws CallException {
        if (others.isEmpty()) {
            throw new CallException("missing argument for comparison");
        }
        for (Value other : others) {
            if (isEqual(call, Types.unboxed(value), Types.unboxed(other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEqual(Call call, Value a, Value b) throws CallException {
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            // A negative number equals none without a sign that has the same bits.
            return x.value() == y.value()
                    && (x.value() >= 0 || x.type().kind() == y.type().kind());
        }
        if (a instanceof Value.Text x && b instanceof Value.Text y) {
            call.charge(Math.min(x.text().length(), y.text().length()));
            return x.text().equals(y.text());
        }
        if (a instanceof Value.Bool x && b instanceof Value.Bool y) {
            return x.value() == y.value();
        }
        if (a instanceof Value.Real x && b instanceof Value.Real y) {
            return x.value() == y.value();
        }
        if (a instanceof Value.Complex x && b instanceof Value.Complex y) {
            return x.real() == y.real() && x.imaginary() == y.imaginary();
        }
        if (Types.isNothing(a) || Types.isNothing(b)) {
            return Types.isNothing(a) && Types.isNothing(b);
        }
        if (isBasic(a) || isBasic(b)) {
            throw incompatible(a, b);
        }
        return isSame(call, a, b);
    }

    private static boolean isBasic(Value value) {
        return value instanceof Value.Bool
                || value instanceof Value.Int
                || value instanceof Value.Real
                || value instanceof Value.Complex
                || value instanceof Value.Text;
    }

    private static CallException incompatible(Value a, Value b) {
        return new CallException("incompatible types for comparison: " + a.type() + " and " + b.type());
    }

    /** Of values that are neither numbers nor text. */
    private static boolean isSame(Call call, Value a, Value b) throws CallException {
        Value typeOfA = Value.Text.of(a.type().name());
        Value typeOfB = Value.Text.of(b.type().name());
        if (a.type().kind() != b.type().kind()) {
            String format = "non-comparable types %s: %v, %s: %v";
            throw new CallException(GoFormat.sprintf(call, format, List.of(a, typeOfA, typeOfB, b)));
        }
        if (!isComparable(b.type())) {
            throw new CallException(GoFormat.sprintf(call, "non-comparable type %s: %v", List.of(b, typeOfB)));
        }
        return a.type() == b.type() && a.equals(b);
    }

    private static boolean isComparable(GoType type) {
        return switch (type.kind()) {
            case SLICE, MAP, FUNC -> false;
            case STRUCT -> type.fields().stream().allMatch(field -> isComparable(field.type()));
            default -> true;
        };
    }

    private static boolean isLessOrEqual(Call call, Value a, Value b) throws CallException {
        return isLess(call, a, b) || isEqual(call, a, b);
    }

    private static boolean isLess(Call call, Value a, Value b) throws CallException {
        if (!isBasic(a) || !isBasic(b)) {
            throw new CallException("invalid type for comparison");
        }
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            return isLess(x, y);
        }
        if (a instanceof Value.Real x && b instanceof Value.Real y) {
            return x.value() < y.value();
        }
        if (a instanceof Value.Text x && b instanceof Value.Text y) {
            call.charge(Math.min(x.text().length(), y.text().length()));
            return Utf8.ORDER.compare(x.text(), y.text()) < 0;
        }
        if (a.type().kind() != b.type().kind()) {
            throw incompatible(a, b);
        }
        throw new CallException("invalid type for comparison");
    }

    private static boolean isLess(Value.Int a, Value.Int b) {
        boolean isSignedA = a.type().kind() == Kind.INT;
        boolean isSignedB = b.type().kind() == Kind.INT;
        if (isSignedA && a.value() < 0 || isSignedB && b.value() < 0) {
            return isSignedA && a.value() < (isSignedB ? b.value() : 0);
        }
        return Long.compareUnsigned(a.value(), b.value()) < 0;
    }
}
