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
    @Nullable
    Loop loop;

    /** What was executed before, if the statements are those of a template that was called. */
    Rendering.@Nullable Activation caller;

    private Frame(@Nullable Frame outer, List<Statement> statements, Value dot, int variables) {
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
        this.statements = statements;
        this.dot = dot;
        this.variables = variables;
    }

    static Frame branch(@Nullable Frame outer, List<Statement> statements, Value dot, int variables) {
        return new Frame(outer, statements, dot, variables);
    }

    static Frame loop(Frame outer, List<Statement> statements, Loop loop, int variables) {
        Frame frame = new Frame(outer, statements, outer.dot, variables);
        frame.loop = loop;
        return frame;
    }

    static Frame template(Frame outer, List<Statement> statements, Value dot, Rendering.Activation caller) {
        Frame frame = new Frame(outer, statements, dot, 1);
        frame.caller = caller;
        return frame;
    }
}
