package io.tocsin.core.template.syntax;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.syntax.Node.Branch;
import io.tocsin.core.template.syntax.Node.Operand;
import io.tocsin.core.template.syntax.Node.Pipeline;
import java.util.List;
import java.util.Locale;

/**
 * Writes a part of a tree as template text again, as errors quote it. White space and trim markers are not those of the
 * original text.
 *
 * @see "Go: text/template/parse.Node.String"
 */
public final class NodeText {
    private final StringBuilder out = new StringBuilder();

    private NodeText() {}

    public static String of(Node node) {
        NodeText text = new NodeText();
        text.add(node);
        return text.out.toString();
    }

    private void add(Node node) {
        if (node instanceof Node.Statement statement) {
            addStatement(statement);
        } else if (node instanceof Operand operand) {
            addOperand(operand);
        } else if (node instanceof Node.Block block) {
            block.statements().forEach(this::addStatement);
        } else if (node instanceof Node.Command command) {
            addCommand(command);
        } else {
            throw new AssertionError("unknown node: " + node);
        }
    }

    private void addStatement(Node.Statement statement) {
        if (statement instanceof Node.Text text) {
            out.append(text.text());
        } else if (statement instanceof Node.Action action) {
            out.append("{{");
            addPipeline(action.pipeline());
            out.append("}}");
        } else if (statement instanceof Branch branch) {
            addBranch(branch);
        } else if (statement instanceof Node.Invocation invocation) {
            addInvocation(invocation);
        } else if (statement instanceof Node.Break) {
            out.append("{{break}}");
        } else if (statement instanceof Node.Continue) {
            out.append("{{continue}}");
        } else {
            throw new AssertionError("unknown statement: " + statement);
        }
    }

    private void addBranch(Branch branch) {
        out.append("{{").append(branch.kind().name().toLowerCase(Locale.ROOT)).append(' ');
        addPipeline(branch.pipeline());
        out.append("}}");
        add(branch.then());
        if (branch.otherwise() != null) {
            out.append("{{else}}");
            add(branch.otherwise());
        }
        out.append("{{end}}");
    }

    private void addInvocation(Node.Invocation invocation) {
        out.append("{{template ").append(GoQuote.quote(invocation.name()));
        if (invocation.pipeline() != null) {
            out.append(' ');
            addPipeline(invocation.pipeline());
        }
        out.append("}}");
    }

    private void addPipeline(Pipeline pipeline) {
        String separator = "";
        for (Node.Variable variable : pipeline.variables()) {
            out.append(separator);
            addNames(variable.names(), "");
            separator = ", ";
        }
        if (!pipeline.variables().isEmpty()) {
            out.append(pipeline.isAssignment() ? " = " : " := ");
        }
        separator = "";
        for (Node.Command command : pipeline.commands()) {
            out.append(separator);
            addCommand(command);
            separator = " | ";
        }
    }

    private void addCommand(Node.Command command) {
        String separator = "";
        for (Operand operand : command.operands()) {
            out.append(separator);
            addEnclosed(operand);
            separator = " ";
        }
    }

    /** What is a pipeline needs parentheses. */
    private void addEnclosed(Operand operand) {
        if (operand instanceof Pipeline pipeline) {
            out.append('(');
            addPipeline(pipeline);
            out.append(')');
        } else {
            addOperand(operand);
        }
    }

    private void addOperand(Operand operand) {
        if (operand instanceof Node.Identifier identifier) {
            out.append(identifier.name());
        } else if (operand instanceof Node.Variable variable) {
            addNames(variable.names(), "");
        } else if (operand instanceof Node.Field field) {
            addNames(field.names(), ".");
        } else if (operand instanceof Node.Chain chain) {
            addEnclosed(chain.operand());
            addNames(chain.fields(), ".");
        } else if (operand instanceof Node.Dot) {
            out.append('.');
        } else if (operand instanceof Node.Nil) {
            out.append("nil");
        } else if (operand instanceof Node.Bool bool) {
            out.append(bool.value());
        } else if (operand instanceof Node.Numeral numeral) {
            out.append(numeral.text());
        } else if (operand instanceof Node.Quoted quoted) {
            out.append(quoted.quoted());
        } else if (operand instanceof Pipeline pipeline) {
            addPipeline(pipeline);
        } else {
            throw new AssertionError("unknown operand: " + operand);
        }
    }

    private void addNames(List<String> names, String first) {
        String separator = first;
        for (String name : names) {
            out.append(separator).append(name);
            separator = ".";
        }
    }
}
