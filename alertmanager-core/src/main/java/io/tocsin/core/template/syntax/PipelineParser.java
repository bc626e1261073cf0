package io.tocsin.core.template.syntax;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Node.Command;
import io.tocsin.core.template.syntax.Node.Operand;
import io.tocsin.core.template.syntax.Node.Pipeline;
import io.tocsin.core.template.syntax.Node.Variable;
import io.tocsin.core.template.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the pipelines of one tree, and knows the variables that are declared. Not thread-safe. */
final class PipelineParser {
    private final ParseState state;
    private final Tokens tokens;
    private final List<String> variables = new ArrayList<>(List.of("$"));

    /** Of the action that is being read; 0 outside of any. */
    private int actionLine;

    PipelineParser(ParseState state) {
        this.state = state;
        this.tokens = state.tokens();
    }

    void startAction(int line) {
        actionLine = line;
    }

    void endAction() {
        actionLine = 0;
    }

    int variables() {
        return variables.size();
    }

    void forgetVariables(int remaining) {
        variables.subList(remaining, variables.size()).clear();
    }

    TemplateException unexpected(Token token, String context) {
        return state.unexpected(token, context, actionLine);
    }

    /** The name of a template. */
    String name(Token token, String context) throws TemplateException {
        if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
            throw unexpected(token, context);
        }
        return text(token);
    }

    /**
     * @param context what it is for
     * @param end the token behind it, which is read too
     */
    Pipeline pipeline(String context, Kind end) throws TemplateException {
        Token first = tokens.peekNotSpace();
        Declarations declarations = declarations(context);
        List<Command> commands = new ArrayList<>();
        Token token = tokens.nextNotSpace();
        while (!token.is(end)) {
            if (!startsCommand(token.kind())) {
                throw unexpected(token, context);
            }
            tokens.putBack(token);
            commands.add(command());
            token = tokens.nextNotSpace();
        }
        check(commands, context);
        return new Pipeline(
                first.offset(), first.line(), declarations.isAssignment(), declarations.variables(), commands);
    }

    private static boolean startsCommand(Kind kind) {
        return switch (kind) {
            case BOOL,
                    CHARACTER,
                    COMPLEX,
                    DOT,
                    FIELD,
                    IDENTIFIER,
                    NUMBER,
                    NIL,
                    RAW_STRING,
                    STRING,
                    VARIABLE,
                    LEFT_PARENTHESIS -> true;
            default -> false;
        };
    }

    private void check(List<Command> commands, String context) throws TemplateException {
        if (commands.isEmpty()) {
            throw state.error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Operand first = commands.get(i).operands().get(0);
            if (isLiteral(first)) {
                throw state.error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private static boolean isLiteral(Operand operand) {
        return operand instanceof Node.Bool
                || operand instanceof Node.Dot
                || operand instanceof Node.Nil
                || operand instanceof Node.Numeral
                || operand instanceof Node.Quoted;
    }

    private record Declarations(boolean isAssignment, List<Variable> variables) {}

    private Declarations declarations(String context) throws TemplateException {
        List<Variable> declared = new ArrayList<>();
        while (tokens.peekNotSpace().is(Kind.VARIABLE)) {
            Token variable = tokens.next();
            Token after = tokens.next();
            Token next = after;
            while (next.is(Kind.SPACE)) {
                next = tokens.next();
            }
            boolean isListed = next.is(Kind.OTHER) && next.text().equals(",");
            if (!isListed && !next.is(Kind.ASSIGN) && !next.is(Kind.DECLARE)) {
                // It is an argument: the space behind it must be seen again.
                tokens.putBack(next);
                if (after.is(Kind.SPACE)) {
                    tokens.putBack(after);
                }
                tokens.putBack(variable);
                break;
            }
            declared.add(new Variable(variable.offset(), List.of(variable.text())));
            variables.add(variable.text());
            if (!isListed) {
                return new Declarations(next.is(Kind.ASSIGN), declared);
            }
            checkList(declared.size(), context);
        }
        return new Declarations(false, declared);
    }

    private void checkList(int declared, String context) throws TemplateException {
        if (!context.equals("range") || declared > 1) {
            throw state.error("too many declarations in " + context);
        }
        Kind next = tokens.peekNotSpace().kind();
        if (next != Kind.VARIABLE && next != Kind.RIGHT_DELIMITER && next != Kind.RIGHT_PARENTHESIS) {
            throw state.error("range can only initialize variables");
        }
    }

    private Command command() throws TemplateException {
        int offset = tokens.peekNotSpace().offset();
        List<Operand> operands = new ArrayList<>();
        Token token;
        do {
            Operand operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            token = tokens.next();
        } while (token.is(Kind.SPACE));
        if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PARENTHESIS)) {
            tokens.putBack(token);
        } else if (!token.is(Kind.PIPE)) {
            throw unexpected(token, "operand");
        }
        if (operands.isEmpty()) {
            throw state.error("empty command");
        }
        return new Command(offset, operands);
    }

    /** A term and the fields behind it; null if what comes next is none. */
    private @Nullable Operand operand() throws TemplateException {
        Operand term = term();
        if (term == null || !tokens.peek().is(Kind.FIELD)) {
            return term;
        }
        int offset = tokens.peek().offset();
        List<String> fields = new ArrayList<>();
        while (tokens.peek().is(Kind.FIELD)) {
            fields.add(tokens.next().text().substring(1));
        }
        if (isLiteral(term)) {
            throw state.error("unexpected . after term " + GoQuote.quote(NodeText.of(term)));
        }
        if (term instanceof Node.Field field) {
            return new Node.Field(offset, join(field.names(), fields));
        }
        if (term instanceof Variable variable) {
            return new Variable(offset, join(variable.names(), fields));
        }
        return new Node.Chain(offset, term, fields);
    }

    private static List<String> join(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private @Nullable Operand term() throws TemplateException {
        Token token = tokens.nextNotSpace();
        int offset = token.offset();
        switch (token.kind()) {
            case IDENTIFIER -> {
                return function(token);
            }
            case DOT -> {
                return new Node.Dot(offset);
            }
            case NIL -> {
                return new Node.Nil(offset);
            }
            case VARIABLE -> {
                return variable(token);
            }
            case FIELD -> {
                return new Node.Field(offset, List.of(token.text().substring(1)));
            }
            case BOOL -> {
                return new Node.Bool(offset, token.text().equals("true"));
            }
            case CHARACTER, COMPLEX, NUMBER -> {
                return numeral(token);
            }
            case LEFT_PARENTHESIS -> {
                state.enter();
                Pipeline pipeline = pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
                state.leave();
                return pipeline;
            }
            case STRING, RAW_STRING -> {
                return new Node.Quoted(offset, token.text(), text(token));
            }
            default -> {
                tokens.putBack(token);
                return null;
            }
        }
    }

    private Operand function(Token token) throws TemplateException {
        if (!state.isFunction(token.text())) {
            throw state.error("function " + GoQuote.quote(token.text()) + " not defined", token);
        }
        return new Node.Identifier(token.offset(), token.text());
    }

    private Operand variable(Token token) throws TemplateException {
        if (!variables.contains(token.text())) {
            throw state.error("undefined variable " + GoQuote.quote(token.text()), token);
        }
        return new Variable(token.offset(), List.of(token.text()));
    }

    private Operand numeral(Token token) throws TemplateException {
        try {
            return new Node.Numeral(
                    token.offset(), NumberLiteral.parse(token.text()).text());
        } catch (LiteralException e) {
            throw state.error(String.valueOf(e.getMessage()), token);
        }
    }

    private String text(Token token) throws TemplateException {
        try {
            return StringLiteral.text(token.text());
        } catch (LiteralException e) {
            throw state.error(String.valueOf(e.getMessage()), token);
        }
    }
}
