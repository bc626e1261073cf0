package io.tocsin.core.template.run;

import io.tocsin.core.template.syntax.Node.Statement;
import io.tocsin.core.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that are being executed: of a template, a branch or the body of a loop. Owned by one rendering. */
final class Frame {
    final @Nullable Frame outer;

    /** How many there are around this one. */
    final int depth;

    final List<Statement> statements;
    Value dot;
    int next;

    /** Of the variables, those to keep when the statements are through. */
    final int variables;

    /** What goes through the statements again and again; null if nothing does. */
    final @Nullable Loop loop;

    /** What was executed before, if the statements are those of a template that was called. */
    final Rendering.@Nullable Activation caller;

    private Frame(
            @Nullable Frame outer,
            List<Statement> statements,
            int variables,
            @Nullable Loop loop,
            Rendering.@Nullable Activation caller,
            Value dot) {
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
        this.statements = statements;
        this.variables = variables;
        this.loop = loop;
        this.caller = caller;
        this.dot = dot;
    }

    static Frame branch(@Nullable Frame outer, List<Statement> statements, Value dot, int variables) {
        return new Frame(outer, statements, variables, null, null, dot);
    }

    static Frame loop(Frame outer, List<Statement> statements, Loop loop, int variables) {
        return new Frame(outer, statements, variables, loop, null, outer.dot);
    }

    static Frame template(Frame outer, List<Statement> statements, Value dot, Rendering.Activation caller) {
        return new Frame(outer, statements, 1, null, caller, dot);
    }
}
