package io.tocsin.core.template.run;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.NodeText;
import io.tocsin.core.template.syntax.Place;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Value;

/** Where one rendering is, and what it has written. Owned by that rendering. */
final class Rendering {
    private static final int VARIABLES_PER_STEP = 8;

    private final Budget budget;
    private final StringBuilder output = new StringBuilder();
    private Tree tree;
    private Variables variables;
    private Node at;

    Rendering(Tree tree, Value dot, Budget budget) {
        this.budget = budget;
        this.tree = tree;
        this.variables = new Variables(dot);
        this.at = tree.root();
    }

    /** A template and its variables. */
    record Activation(Tree tree, Variables variables) {}

    Activation activation() {
        return new Activation(tree, variables);
    }

    void activate(Activation activation) {
        tree = activation.tree();
        variables = activation.variables();
    }

    Variables variables() {
        return variables;
    }

    Budget budget() {
        return budget;
    }

    /** What comes next happens at {@code node}: errors name it. */
    void at(Node node) {
        at = node;
    }

    /** Accounts for one expression. */
    void step() throws TemplateException {
        charge(Budget.EXPRESSION_STEPS);
    }

    /** Accounts for looking for a variable among all. */
    void lookUp() throws TemplateException {
        charge(variables.count() / VARIABLES_PER_STEP);
    }

    private void charge(long steps) throws TemplateException {
        try {
            budget.charge(steps);
        } catch (LimitExceededException e) {
            throw error(e);
        }
    }

    void write(String text) throws TemplateException {
        int max = budget.limits().outputMax();
        if (text.length() > max - output.length()) {
            throw error(new LimitExceededException("exceeded maximum size of a rendering (" + max + " characters)"));
        }
        charge(text.length());
        output.append(text);
    }

    String output() {
        return output.toString();
    }

    TemplateException error(CallException cause) {
        return error(String.valueOf(cause.getMessage()), "", cause instanceof LimitExceededException);
    }

    /** That {@code function} has failed. */
    TemplateException error(String function, CallException cause) {
        String problem = "error calling " + function + ": " + cause.getMessage();
        return error(problem, function, cause instanceof LimitExceededException);
    }

    /** The error with the place where it happened. */
    TemplateException error(String problem) {
        return error(problem, "", false);
    }

    private TemplateException error(String problem, String function, boolean isExhausted) {
        Place place = Place.of(tree, at);
        String message = "template: " + place + ": executing " + GoQuote.quote(tree.name()) + " at <" + NodeText.of(at)
                + ">: " + problem;
        var detail = new TemplateException.Detail(tree.name(), function, isExhausted);
        return new TemplateException(message, tree.source(), place.line(), place.column(), detail);
    }
}
