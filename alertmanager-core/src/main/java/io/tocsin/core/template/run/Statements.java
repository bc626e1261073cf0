package io.tocsin.core.template.run;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Node.Branch;
import io.tocsin.core.template.syntax.Node.BranchKind;
import io.tocsin.core.template.syntax.Node.Statement;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Pointers;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executes the statements of a template. What is to be done after a branch, a loop or a called template stands on a stack
 * of its own ({@link Frame}), not on that of the thread, which deep calls would exhaust. Owned by one rendering.
 *
 * @see "Go: text/template/exec.go walk"
 */
final class Statements {
    /** So many branches in each other for every template that may be in another. */
    private static final int FRAMES_FOR_TEMPLATE = 5;

    private final Rendering rendering;
    private final Evaluator evaluator;
    private final Program program;
    private @Nullable Frame frame;
    private int depth;

    Statements(Rendering rendering, Evaluator evaluator, Program program) {
        this.rendering = rendering;
        this.evaluator = evaluator;
        this.program = program;
    }

    void run(Tree tree, Value dot) throws TemplateException {
        frame = Frame.branch(
                null, tree.root().statements(), dot, rendering.variables().count());
        while (frame != null) {
            if (frame.next < frame.statements.size()) {
                execute(frame, frame.statements.get(frame.next++));
            } else {
                finish(frame);
            }
        }
    }

    /** Goes on behind the last statement of {@code done}; frames inside of it are given up. */
    private void finish(Frame done) throws TemplateException {
        rendering.variables().forget(done.variables);
        if (done.loop != null && done.loop.hasNext()) {
            rendering.step();
            frame = done;
            done.dot = done.loop.advance(rendering.variables());
            done.next = 0;
        } else {
            leave(done);
        }
    }

    private void leave(Frame left) {
        if (left.loop != null) {
            rendering.variables().forget(left.loop.variables);
        }
        if (left.caller != null) {
            rendering.activate(left.caller);
            depth--;
        }
        frame = left.outer;
    }

    private void execute(Frame current, Statement statement) throws TemplateException {
        rendering.at(statement);
        if (statement instanceof Node.Text text) {
            rendering.write(text.text());
        } else if (statement instanceof Node.Action action) {
            action(current, action);
        } else if (statement instanceof Branch branch) {
            branch(current, branch);
        } else if (statement instanceof Node.Invocation invocation) {
            invoke(current, invocation);
        } else if (statement instanceof Node.Break) {
            leave(loop(current));
        } else if (statement instanceof Node.Continue) {
            finish(loop(current));
        } else {
            throw new AssertionError("unknown statement: " + statement);
        }
    }

    private void action(Frame current, Node.Action action) throws TemplateException {
        Value value = evaluator.pipeline(current.dot, action.pipeline());
        if (action.pipeline().variables().isEmpty()) {
            rendering.at(action);
            rendering.write(printed(value));
        }
    }

    private String printed(Value value) throws TemplateException {
        if (value instanceof Value.Text text && text.type() == GoType.STRING) {
            return text.text();
        }
        if (Types.isNothing(value)) {
            return TextFunctions.NO_VALUE;
        }
        return formatted("%v", Pointers.printable(value));
    }

    private String formatted(String format, Value value) throws TemplateException {
        try {
            return GoFormat.sprintf(rendering.budget(), format, List.of(value));
        } catch (CallException e) {
            throw rendering.error(e);
        }
    }

    private void branch(Frame current, Branch branch) throws TemplateException {
        int variables = rendering.variables().count();
        Value value = evaluator.pipeline(current.dot, branch.pipeline());
        if (branch.kind() == BranchKind.RANGE) {
            Loop loop = loop(Pointers.pointee(value), branch.pipeline(), variables);
            if (loop != null && loop.hasNext()) {
                enter(Frame.loop(
                        current,
                        branch.then().statements(),
                        loop,
                        rendering.variables().count()));
                finish(requireNonNull(frame));
                return;
            }
        } else if (Types.isTrue(value)) {
            Value dot = branch.kind() == BranchKind.WITH ? value : current.dot;
            enter(Frame.branch(current, branch.then().statements(), dot, variables));
            return;
        }
        if (branch.otherwise() == null) {
            rendering.variables().forget(variables);
        } else {
            enter(Frame.branch(current, branch.otherwise().statements(), current.dot, variables));
        }
    }

    private @Nullable Loop loop(Value value, Node.Pipeline pipeline, int variables) throws TemplateException {
        if (value instanceof Value.Sequence sequence) {
            return Loop.over(sequence, pipeline, variables);
        }
        if (value instanceof Value.Mapping mapping) {
            return Loop.over(mapping, pipeline, variables);
        }
        if (value instanceof Value.Int end) {
            if (pipeline.variables().size() > 1) {
                throw rendering.error(formatted("can't use %v to iterate over more than one variable", value));
            }
            return Loop.over(end, pipeline, variables);
        }
        if (Types.isNothing(value)) {
            return null;
        }
        throw rendering.error(formatted("range can't iterate over %v", value));
    }

    /** The frame of the loop around {@code current}. */
    private Frame loop(Frame current) {
        Frame inner = current;
        while (inner.loop == null) {
            inner = requireNonNull(inner.outer, "a loop is around");
        }
        return inner;
    }

    private void invoke(Frame current, Node.Invocation invocation) throws TemplateException {
        Optional<Tree> called = program.tree(invocation.name());
        if (called.isEmpty()) {
            throw rendering.error("template " + GoQuote.quote(invocation.name()) + " not defined");
        }
        int max = rendering.budget().limits().depthMax();
        if (depth == max || current.depth > (long) max * FRAMES_FOR_TEMPLATE) {
            // Deviation D-211: Go's limit is 100 000.
            throw rendering.error("exceeded maximum template depth (" + max + ")");
        }
        Value dot = invocation.pipeline() == null
                ? Value.Nothing.NOTHING
                : evaluator.pipeline(current.dot, invocation.pipeline());
        enter(Frame.template(current, called.get().root().statements(), dot, rendering.activation()));
        rendering.activate(new Rendering.Activation(called.get(), new Variables(dot)));
        depth++;
    }

    private void enter(Frame entered) throws TemplateException {
        rendering.step();
        frame = entered;
    }
}
