package io.tocsin.core.template.run;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.LiteralException;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Node.Command;
import io.tocsin.core.template.syntax.Node.Operand;
import io.tocsin.core.template.syntax.Node.Pipeline;
import io.tocsin.core.template.syntax.NodeText;
import io.tocsin.core.template.syntax.NumberLiteral;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates pipelines and what they are made of. Calls itself for what is in parentheses, which the parser bounds. Owned
 * by one rendering.
 *
 * @see "Go: text/template/exec.go evalPipeline, evalCommand"
 */
final class Evaluator {
    private final Rendering rendering;
    private final Map<String, Function> functions;
    private final Calls calls;
    private final Members members;

    Evaluator(Rendering rendering, Map<String, Function> functions) {
        this.rendering = rendering;
        this.functions = functions;
        this.calls = new Calls(rendering, this);
        this.members = new Members(rendering, calls);
    }

    /** The value of {@code pipeline}, which its variables have from then on. */
    Value pipeline(Value dot, Pipeline pipeline) throws TemplateException {
        rendering.at(pipeline);
        Value value = null;
        for (Command command : pipeline.commands()) {
            rendering.step();
            value = Types.unboxed(command(dot, command, value));
        }
        if (value == null) {
            throw new IllegalStateException("pipeline without commands, which no parser lets pass");
        }
        for (Node.Variable variable : pipeline.variables()) {
            String name = variable.names().get(0);
            rendering.lookUp();
            if (!pipeline.isAssignment()) {
                rendering.variables().declare(name, value);
            } else if (!rendering.variables().assign(name, value)) {
                throw undefined(name);
            }
        }
        return value;
    }

    private TemplateException undefined(String variable) {
        return rendering.error("undefined variable: " + variable);
    }

    /** @param last the value of the command before, which is the last argument of this one */
    private Value command(Value dot, Command command, @Nullable Value last) throws TemplateException {
        List<Operand> operands = command.operands();
        Operand first = operands.get(0);
        if (first instanceof Node.Field field) {
            return field(dot, field, operands, last);
        }
        if (first instanceof Node.Chain chain) {
            return chain(dot, chain, operands, last);
        }
        if (first instanceof Node.Identifier identifier) {
            return function(dot, identifier, command, operands, last);
        }
        if (first instanceof Pipeline pipeline) {
            checkNoArguments(operands, last);
            return pipeline(dot, pipeline);
        }
        if (first instanceof Node.Variable variable) {
            return variable(dot, variable, operands, last);
        }
        rendering.at(first);
        checkNoArguments(operands, last);
        if (first instanceof Node.Dot) {
            return dot;
        }
        if (first instanceof Node.Nil) {
            throw rendering.error("nil is not a command");
        }
        return literal(first);
    }

    private void checkNoArguments(List<Operand> operands, @Nullable Value last) throws TemplateException {
        if (operands.size() > 1 || last != null) {
            throw rendering.error("can't give argument to non-function " + NodeText.of(operands.get(0)));
        }
    }

    /** What a literal is where nothing says which type it should have. */
    Value literal(Operand operand) throws TemplateException {
        if (operand instanceof Node.Bool bool) {
            return Value.Bool.of(bool.value());
        }
        if (operand instanceof Node.Quoted quoted) {
            return Value.Text.of(quoted.text());
        }
        if (operand instanceof Node.Numeral numeral) {
            return number(numeral);
        }
        throw new AssertionError("unknown literal: " + operand);
    }

    private Value number(Node.Numeral numeral) throws TemplateException {
        rendering.at(numeral);
        NumberLiteral number = parsed(numeral);
        if (number.complex() != null) {
            return number.complex();
        }
        if (number.real() != null && isWrittenAsReal(number.text())) {
            return Value.Real.of(number.real());
        }
        if (number.integer() != null) {
            return Value.Int.of(number.integer());
        }
        throw rendering.error(number.text() + " overflows int");
    }

    static NumberLiteral parsed(Node.Numeral numeral) {
        try {
            return NumberLiteral.parse(numeral.text());
        } catch (LiteralException e) {
            throw new IllegalStateException("a number that no parser lets pass", e);
        }
    }

    private static boolean isWrittenAsReal(String text) {
        boolean hasExponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
        boolean isHexadecimal = text.startsWith("0x") || text.startsWith("0X");
        boolean isInteger = text.startsWith("'") || isHexadecimal && !hasExponent;
        return !isInteger
                && (hasExponent || text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0);
    }

    Value field(Value dot, Node.Field field, List<Operand> operands, @Nullable Value last) throws TemplateException {
        rendering.at(field);
        return members.follow(dot, field.names(), new Calls.Site(dot, field, lastOf(field.names()), operands, last));
    }

    Value chain(Value dot, Node.Chain chain, List<Operand> operands, @Nullable Value last) throws TemplateException {
        rendering.at(chain);
        Value receiver = calls.operand(dot, chain.operand());
        return members.follow(
                receiver, chain.fields(), new Calls.Site(dot, chain, lastOf(chain.fields()), operands, last));
    }

    Value variable(Value dot, Node.Variable variable, List<Operand> operands, @Nullable Value last)
            throws TemplateException {
        rendering.at(variable);
        List<String> names = variable.names();
        rendering.lookUp();
        Value value = rendering.variables().get(names.get(0));
        if (value == null) {
            throw undefined(names.get(0));
        }
        if (names.size() == 1) {
            checkNoArguments(operands, last);
            return value;
        }
        return members.follow(
                value, names.subList(1, names.size()), new Calls.Site(dot, variable, lastOf(names), operands, last));
    }

    private static String lastOf(List<String> names) {
        return names.get(names.size() - 1);
    }

    /** @param node what errors of the function name */
    Value function(Value dot, Node.Identifier identifier, Node node, List<Operand> operands, @Nullable Value last)
            throws TemplateException {
        rendering.at(identifier);
        Function function = functions.get(identifier.name());
        if (function == null) {
            throw rendering.error("\"" + identifier.name() + "\" is not a defined function");
        }
        return calls.call(new Calls.Site(dot, node, identifier.name(), operands, last), function, null);
    }
}
