package io.tocsin.core.template.html;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.html.Context.Slash;
import io.tocsin.core.template.syntax.Node;
import io.tocsin.core.template.syntax.Node.Block;
import io.tocsin.core.template.syntax.Node.Branch;
import io.tocsin.core.template.syntax.Node.BranchKind;
import io.tocsin.core.template.syntax.Node.Statement;
import io.tocsin.core.template.syntax.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Escapes a template and all that it calls, each in every context in which it is called.
 *
 * <p>Follows the context through a template as one reads it; where branches meet, it must be the same. A template called in a
 * context of its own gets a derived name, and a tree of its own. Used once, by one thread.
 *
 * <p>The first mistake ends it. Deviation D-221: the original goes on, and may report a later one.
 */
final class TreeEscaper {
    /** Branches and calls in one another. Deviation D-220: the original ends with the whole process some levels later. */
    private static final int DEPTH_MAX = 150;

    /** Characters and statements looked at. Deviation D-220: the original has no bound. */
    private static final long WORK_MAX = 20_000_000;

    private static final String REENTRY = "on range loop re-entry: ";

    private final Map<String, Tree> sources;
    private final Map<String, Tree> escaped = new LinkedHashMap<>();
    /** The context behind each template, by derived name; while it is being escaped, what is taken for it. */
    private final Map<String, Context> ends = new HashMap<>();
    /** The names in {@link #ends}, in the order in which they have come. */
    private final Deque<String> order = new ArrayDeque<>();
    /** The number of the last call of each template. */
    private final Map<String, Integer> lastCalls = new HashMap<>();

    private int calls;
    private int depth;
    private long work;
    private @Nullable Loop loop;

    TreeEscaper(Map<String, Tree> sources) {
        this.sources = sources;
    }

    /** An escaped block, and the context behind it. */
    private record Outcome(Context context, Block block) {}

    /** One pass through the body of a loop. */
    private record Pass(Outcome body, Loop exits) {}

    /** Where a loop is left before its end. */
    private record Exit(Context context, Node node, int line) {}

    private record Loop(List<Exit> breaks, List<Exit> continues) {
        Loop() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * The trees to execute.
     *
     * @param name of the template with which execution begins
     */
    Map<String, Tree> escape(String name) throws MarkupException {
        Tree tree = requireNonNull(sources.get(name), name);
        Context end = call(Context.TEXT, name, tree, tree.root());
        if (end.state() != State.TEXT) {
            Tree unclosed = unclosed(tree);
            throw new MarkupException("ends in a non-text context: " + end).in(unclosed, unclosed.root());
        }
        return escaped;
    }

    /** The template, among those that {@code tree} calls and itself, that leaves something open. */
    private Tree unclosed(Tree tree) {
        Tree found = tree;
        // None goes deeper, or the templates would not have been escaped.
        for (int i = 0; i < DEPTH_MAX; i++) {
            Optional<Tree> inner = found.root().statements().stream()
                    .filter(statement -> statement instanceof Node.Invocation call && leavesOpen(call.name()))
                    .map(statement -> sources.get(((Node.Invocation) statement).name()))
                    .findFirst();
            if (inner.isEmpty()) {
                return found;
            }
            found = inner.get();
        }
        return found;
    }

    private boolean leavesOpen(String name) {
        Context end = ends.get(name);
        return end != null && end.state() != State.TEXT && sources.containsKey(name);
    }

    private Context call(Context context, String name, Tree caller, Node place) throws MarkupException {
        String derived = context.derivedName(name);
        calls++;
        lastCalls.put(derived, calls);
        Context known = ends.get(derived);
        if (known != null) {
            return known;
        }
        Tree source = sources.get(name);
        if (source == null) {
            throw new MarkupException("no such template " + GoQuote.quote(name)).at(caller, place);
        }
        descend(caller, place);
        Context end = define(context, derived, source);
        depth--;
        return end;
    }

    /** What a template does that calls itself depends on the context behind it, which must be guessed first. */
    private Context define(Context start, String derived, Tree source) throws MarkupException {
        Context end = attempt(start, derived, source);
        if (!escaped.containsKey(derived)) {
            end = attemptAgain(end, derived, source);
        }
        // Deviation D-219: the original keeps the guess where the template does not call itself.
        ends.put(derived, end);
        return end;
    }

    private Context attemptAgain(Context start, String derived, Tree source) throws MarkupException {
        MarkupException unsettled =
                new MarkupException("cannot compute output context for template " + derived).at(source, source.root());
        try {
            Context end = attempt(start, derived, source);
            if (escaped.containsKey(derived)) {
                return end;
            }
        } catch (MarkupException e) {
            unsettled.addSuppressed(e);
        }
        throw unsettled;
    }

    /** Escapes a template as if it ended as it begins. If that was needed and wrong, nothing is kept of it. */
    private Context attempt(Context start, String derived, Tree source) throws MarkupException {
        int kept = order.size();
        int before = calls;
        end(derived, start);
        Outcome body = block(start, source.root(), source);
        boolean callsItself = lastCalls.getOrDefault(derived, 0) > before;
        if (callsItself && !start.equals(body.context())) {
            forget(kept);
        } else {
            escaped.put(derived, new Tree(derived, source.source(), source.text(), body.block()));
        }
        return body.context();
    }

    private void end(String derived, Context context) {
        ends.put(derived, context);
        order.addLast(derived);
    }

    private void forget(int kept) {
        while (order.size() > kept) {
            String derived = order.removeLast();
            ends.remove(derived);
            escaped.remove(derived);
        }
    }

    private Outcome block(Context start, Block block, Tree tree) throws MarkupException {
        List<Statement> statements = new ArrayList<>(block.statements().size());
        Context context = start;
        for (Statement statement : block.statements()) {
            if (context.state() == State.DEAD) {
                // It is never executed; so it need not be escaped.
                break;
            }
            charge(1);
            context = statement(context, statement, tree, statements);
        }
        return new Outcome(context, new Block(block.offset(), statements));
    }

    /** @param out gets what is to be executed instead of {@code statement} */
    private Context statement(Context context, Statement statement, Tree tree, List<Statement> out)
            throws MarkupException {
        if (statement instanceof Node.Text text) {
            return text(context, text, tree, out);
        }
        if (statement instanceof Node.Action action) {
            return action(context, action, tree, out);
        }
        if (statement instanceof Branch branch) {
            descend(tree, branch);
            Context end = branch(context, branch, tree, out);
            depth--;
            return end;
        }
        if (statement instanceof Node.Invocation call) {
            Context end = call(context, call.name(), tree, call);
            out.add(new Node.Invocation(call.offset(), call.line(), context.derivedName(call.name()), call.pipeline()));
            return end;
        }
        out.add(statement);
        exit(context, statement);
        return Context.DEAD;
    }

    private Context text(Context context, Node.Text text, Tree tree, List<Statement> out) throws MarkupException {
        charge(text.text().length());
        try {
            TextPass.Outcome outcome = TextPass.of(context, text.text());
            out.add(outcome.text().equals(text.text()) ? text : new Node.Text(text.offset(), outcome.text()));
            return outcome.context();
        } catch (MarkupException e) {
            throw e.in(tree, text);
        }
    }

    private static Context action(Context context, Node.Action action, Tree tree, List<Statement> out)
            throws MarkupException {
        if (!action.pipeline().variables().isEmpty()) {
            out.add(action);
            return context;
        }
        Context here = context.atAction();
        try {
            out.add(new Node.Action(action.offset(), action.line(), EscaperChain.extend(here, action)));
        } catch (MarkupException e) {
            throw e.at(tree, action);
        }
        return here.state() == State.SCRIPT ? here.with(Slash.DIVISION) : here;
    }

    private Context branch(Context context, Branch branch, Tree tree, List<Statement> out) throws MarkupException {
        Outcome then =
                branch.kind() == BranchKind.RANGE ? range(context, branch, tree) : block(context, branch.then(), tree);
        Block otherwise = branch.otherwise();
        Outcome other = otherwise == null ? null : block(context, otherwise, tree);
        out.add(new Branch(
                branch.kind(),
                branch.offset(),
                branch.line(),
                branch.pipeline(),
                then.block(),
                other == null ? null : other.block()));
        return join(then.context(), other == null ? context : other.context(), branch, tree, branch.kind());
    }

    /** The body of a loop is executed again in the context behind it, which must lead to the same one. */
    private Outcome range(Context context, Branch branch, Tree tree) throws MarkupException {
        Pass first = pass(context, branch, tree);
        Context once = joinExits(first.body().context(), first, tree);
        Pass again = once.equals(context) ? first : trial(once, branch, tree);
        Context twice = joinReentered(once, again.body().context(), branch, tree);
        return new Outcome(joinExits(twice, again, tree), first.body().block());
    }

    private Pass pass(Context context, Branch branch, Tree tree) throws MarkupException {
        Loop outer = loop;
        Loop exits = new Loop();
        loop = exits;
        Outcome body = block(context, branch.then(), tree);
        loop = outer;
        return new Pass(body, exits);
    }

    /** A pass of which only the context counts. */
    private Pass trial(Context context, Branch branch, Tree tree) throws MarkupException {
        int kept = order.size();
        try {
            Pass pass = pass(context, branch, tree);
            forget(kept);
            return pass;
        } catch (MarkupException e) {
            throw e.when(REENTRY, branch.line());
        }
    }

    private void exit(Context context, Statement statement) {
        Loop left = loop;
        if (left == null) {
            throw new IllegalArgumentException("outside of a loop: " + statement);
        }
        if (statement instanceof Node.Break at) {
            left.breaks().add(new Exit(context, at, at.line()));
        } else if (statement instanceof Node.Continue at) {
            left.continues().add(new Exit(context, at, at.line()));
        } else {
            throw new AssertionError("unknown statement: " + statement);
        }
    }

    private static Context joinExits(Context end, Pass pass, Tree tree) throws MarkupException {
        Context joined = joinExits(end, pass.exits().breaks(), "break", tree);
        return joinExits(joined, pass.exits().continues(), "continue", tree);
    }

    private static Context joinExits(Context end, List<Exit> exits, String word, Tree tree) throws MarkupException {
        Context joined = end;
        for (Exit exit : exits) {
            try {
                joined = join(joined, exit.context(), exit.node(), tree, BranchKind.RANGE);
            } catch (MarkupException e) {
                throw e.when("at range loop " + word + ": ", exit.line());
            }
        }
        return joined;
    }

    private static Context joinReentered(Context once, Context twice, Branch branch, Tree tree) throws MarkupException {
        try {
            return join(once, twice, branch, tree, BranchKind.RANGE);
        } catch (MarkupException e) {
            throw e.when(REENTRY, branch.line());
        }
    }

    private static Context join(Context one, Context other, Node place, Tree tree, BranchKind kind)
            throws MarkupException {
        return one.join(other)
                .orElseThrow(() -> new MarkupException("{{" + kind.name().toLowerCase(Locale.ROOT)
                                + "}} branches end in different contexts: " + one + ", " + other)
                        .at(tree, place));
    }

    private void descend(Tree tree, Node place) throws MarkupException {
        depth++;
        if (depth > DEPTH_MAX) {
            throw new MarkupException("branches and templates nested deeper than " + DEPTH_MAX + " levels")
                    .at(tree, place);
        }
    }

    private void charge(long steps) throws MarkupException {
        work += steps;
        if (work > WORK_MAX) {
            throw new MarkupException("escaping takes more than " + WORK_MAX + " steps");
        }
    }
}
