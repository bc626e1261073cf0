package io.tocsin.core.template.syntax;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a template's tree. Immutable: whoever changes a tree, as the escaping of HTML does, makes a new one.
 *
 * @see "Go: text/template/parse"
 */
public sealed interface Node {
    /** Bytes of UTF-8 before it in the text that it was parsed from. */
    int offset();

    /** Node that stands among the text: literal text, an action, a branch. */
    sealed interface Statement extends Node {}

    /** What a command is made of. */
    sealed interface Operand extends Node {}

    /** A sequence of statements. */
    record Block(int offset, List<Statement> statements) implements Node {
        public Block {
            statements = List.copyOf(statements);
        }
    }

    record Text(int offset, String text) implements Statement {
        public Text {
            requireNonNull(text, "text");
        }
    }

    /** {@code {{ pipeline }}}; prints its value unless it declares or assigns variables. */
    record Action(int offset, int line, Pipeline pipeline) implements Statement {}

    /** What the branch {@code if}, {@code range} or {@code with} does with its condition. */
    enum BranchKind {
        IF,
        RANGE,
        WITH
    }

    record Branch(
            BranchKind kind,
            int offset,
            int line,
            Pipeline pipeline,
            Block then,
            @Nullable Block otherwise) implements Statement {}

    /** {@code {{ template "name" pipeline }}}. */
    record Invocation(
            int offset, int line, String name, @Nullable Pipeline pipeline) implements Statement {}

    record Break(int offset, int line) implements Statement {}

    record Continue(int offset, int line) implements Statement {}

    /**
     * Commands, each given the value of the one before as its last argument.
     *
     * @param isAssignment {@code =} rather than {@code :=}
     * @param variables what is declared or assigned, with their dollar signs
     */
    record Pipeline(int offset, int line, boolean isAssignment, List<Variable> variables, List<Command> commands)
            implements Operand {
        public Pipeline {
            variables = List.copyOf(variables);
            commands = List.copyOf(commands);
        }
    }

    record Command(int offset, List<Operand> operands) implements Node {
        public Command {
            operands = List.copyOf(operands);
        }
    }

    /** Name of a function. */
    record Identifier(int offset, String name) implements Operand {}

    /** @param names of which the first is that of the variable, with its dollar sign: {@code $x.Field} */
    record Variable(int offset, List<String> names) implements Operand {
        public Variable {
            names = List.copyOf(names);
        }
    }

    record Dot(int offset) implements Operand {}

    record Nil(int offset) implements Operand {}

    /** {@code .Labels.alertname}. */
    record Field(int offset, List<String> names) implements Operand {
        public Field {
            names = List.copyOf(names);
        }
    }

    /** {@code (pipeline).Field}. */
    record Chain(int offset, Operand operand, List<String> fields) implements Operand {
        public Chain {
            fields = List.copyOf(fields);
        }
    }

    record Bool(int offset, boolean value) implements Operand {}

    /** @param text as written; what it can stand for is read from it */
    record Numeral(int offset, String text) implements Operand {}

    /** @param quoted as written, with its quotes */
    record Quoted(int offset, String quoted, String text) implements Operand {}
}
