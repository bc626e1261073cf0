package io.tocsin.core.template.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Node.Operand;
import io.tocsin.core.template.syntax.NodeText;
import io.tocsin.core.template.syntax.NumberLiteral;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Pointers;
import io.tocsin.core.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions and methods: evaluates their arguments and checks them against the types that they take. Owned by one
 * rendering.
 *
 * @see "Go: text/template/exec.go evalCall, evalArg, validateType"
 */
final class Calls {
    /** Deviation D-211: Go has no such limit. */
    private static final int VALUE_DEPTH_MAX = 100;

    private static final NumberLiteral NO_NUMBER = new NumberLiteral("", null, null, null, null);

    private final Rendering rendering;
    private final Evaluator evaluator;

    Calls(Rendering rendering, Evaluator evaluator) {
        this.rendering = rendering;
        this.evaluator = evaluator;
    }

    /**
     * Where something is called.
     *
     * @param node what errors of the call name
     * @param operands the call, of which all but the first are arguments; may be empty
     * @param last the value of the command before, if any: one more argument
     */
    record Site(
            Value dot,
            Node node,
            String name,
            List<Operand> operands,
            @Nullable Value last) {
        boolean hasArguments() {
            return operands.size() > 1 || last != null;
        }

        List<Operand> arguments() {
            return operands.isEmpty() ? operands : operands.subList(1, operands.size());
        }
    }

    /** @param receiver of a method; null for a function */
    Value call(Site site, Function function, @Nullable Value receiver) throws TemplateException {
        List<Operand> operands = site.arguments();
        checkCount(site, function, operands.size());
        if (function.body() instanceof Function.Refusal refusal) {
            throw rendering.error(refusal.reason());
        }
        if (function.body() instanceof LogicFunctions.Lazy lazy) {
            return logic(site, operands, lazy.isOr());
        }
        List<Value> arguments = new ArrayList<>(operands.size() + 2);
        if (receiver != null) {
            arguments.add(receiver);
        }
        for (int i = 0; i < operands.size(); i++) {
            arguments.add(argument(site.dot(), parameter(function, i), operands.get(i)));
        }
        if (site.last() != null) {
            arguments.add(checked(site.last(), parameter(function, operands.size())));
        }
        if (function.body() instanceof CallFunction) {
            arguments.add(0, Value.Text.of(calleeName(site, operands)));
        }
        rendering.step();
        try {
            return bounded(function.body().apply(rendering.budget(), arguments));
        } catch (CallException e) {
            rendering.at(site.node());
            throw rendering.error(site.name(), e);
        }
    }

    /** Whoever prints or compares a value goes into it by recursion. */
    private Value bounded(Value value) throws LimitExceededException {
        if (value.depth() > VALUE_DEPTH_MAX) {
            throw new LimitExceededException("exceeded maximum depth of a value (" + VALUE_DEPTH_MAX + ")");
        }
        if (value instanceof Value.Text text) {
            rendering.budget().checkSize(text.text().length());
        }
        return value;
    }

    private static String calleeName(Site site, List<Operand> operands) {
        if (!operands.isEmpty()) {
            return NodeText.of(operands.get(0));
        }
        Value last = Types.unboxed(requireNonNull(site.last(), "an argument is there"));
        return last instanceof Value.Text text ? text.text() : "<" + last.type() + " Value>";
    }

    private void checkCount(Site site, Function function, int operands) throws TemplateException {
        int count = operands + (site.last() == null ? 0 : 1);
        int parameters = function.parameters().size();
        if (!function.isVariadic() && count != parameters) {
            throw rendering.error("wrong number of args for " + site.name() + ": want " + parameters + " got " + count);
        }
        if (function.isVariadic() && count < parameters - 1) {
            // Go counts here without what comes from the command before.
            throw rendering.error("wrong number of args for " + site.name() + ": want at least " + (parameters - 1)
                    + " got " + operands);
        }
    }

    private static GoType parameter(Function function, int index) {
        List<GoType> parameters = function.parameters();
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** Arguments behind the one that decides are not evaluated. */
    private Value logic(Site site, List<Operand> operands, boolean isOr) throws TemplateException {
        Value value = Value.Nothing.NOTHING;
        for (Operand operand : operands) {
            value = argument(site.dot(), GoType.REFLECTED, operand);
            if (Types.isTrue(value) == isOr) {
                return value;
            }
        }
        return site.last() == null ? value : site.last();
    }

    /** The value of an operand that may have any type. */
    Value operand(Value dot, Operand operand) throws TemplateException {
        return argument(dot, GoType.REFLECTED, operand);
    }

    private Value argument(Value dot, GoType type, Operand operand) throws TemplateException {
        rendering.at(operand);
        if (operand instanceof Node.Dot) {
            return checked(dot, type);
        }
        if (operand instanceof Node.Nil) {
            if (!Types.canBeNil(type)) {
                throw rendering.error("cannot assign nil to " + type);
            }
            return Types.zero(type);
        }
        if (operand instanceof Node.Field field) {
            return checked(evaluator.field(dot, field, List.of(), null), type);
        }
        if (operand instanceof Node.Variable variable) {
            return checked(evaluator.variable(dot, variable, List.of(), null), type);
        }
        if (operand instanceof Node.Pipeline pipeline) {
            return checked(evaluator.pipeline(dot, pipeline), type);
        }
        if (operand instanceof Node.Identifier identifier) {
            return checked(evaluator.function(dot, identifier, identifier, List.of(), null), type);
        }
        if (operand instanceof Node.Chain chain) {
            return checked(evaluator.chain(dot, chain, List.of(), null), type);
        }
        return literal(type, operand);
    }

    private Value literal(GoType type, Operand operand) throws TemplateException {
        return switch (type.kind()) {
            case ANY, REFLECTED -> evaluator.literal(operand);
            case BOOL -> {
                if (operand instanceof Node.Bool bool) {
                    yield Value.Bool.of(bool.value());
                }
                throw expected("bool", operand);
            }
            case STRING -> {
                if (operand instanceof Node.Quoted quoted) {
                    yield new Value.Text(quoted.text(), type);
                }
                throw expected("string", operand);
            }
            case INT, UINT, FLOAT, COMPLEX -> number(type, operand);
            case SLICE, MAP, STRUCT, POINTER, FUNC ->
                throw rendering.error("can't handle " + NodeText.of(operand) + " for arg of type " + type);
        };
    }

    private Value number(GoType type, Operand operand) throws TemplateException {
        NumberLiteral number = operand instanceof Node.Numeral numeral ? Evaluator.parsed(numeral) : NO_NUMBER;
        return switch (type.kind()) {
            case INT -> new Value.Int(truncated(given(number.integer(), "integer", operand), type), type);
            case UINT -> new Value.Int(truncated(given(number.unsigned(), "unsigned integer", operand), type), type);
            case FLOAT -> new Value.Real(given(number.real(), "float", operand), type);
            default -> given(number.complex(), "complex", operand);
        };
    }

    private <T> T given(@Nullable T number, String what, Operand operand) throws TemplateException {
        if (number == null) {
            throw expected(what, operand);
        }
        return number;
    }

    /** Only the bits that the type has. */
    private static long truncated(long value, GoType type) {
        int unused = Long.SIZE - type.bits();
        return type.kind() == Kind.INT ? value << unused >> unused : value << unused >>> unused;
    }

    private TemplateException expected(String what, Operand operand) {
        return rendering.error("expected " + what + "; found " + NodeText.of(operand));
    }

    /** The value as an argument of {@code type}. */
    private Value checked(Value value, GoType type) throws TemplateException {
        if (type.kind() == Kind.REFLECTED) {
            return value;
        }
        if (Types.isNothing(value)) {
            if (!Types.canBeNil(type)) {
                throw rendering.error("invalid value; expected " + type);
            }
            return Types.zero(type);
        }
        Value content = Types.unboxed(value);
        if (Types.isAssignable(value.type(), type)) {
            return content;
        }
        if (Types.isNothing(content)) {
            throw rendering.error("wrong type for value; expected " + type + "; got " + value.type());
        }
        if (content != value && Types.isAssignable(content.type(), type)) {
            return content;
        }
        boolean isPointer = content.type().kind() == Kind.POINTER;
        if (isPointer && Types.isAssignable(content.type().element(), type)) {
            return Pointers.pointee(content);
        }
        throw rendering.error("wrong type for value; expected " + type + "; got " + content.type());
    }
}
