package io.tocsin.core.template.syntax;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Node.Branch;
import io.tocsin.core.template.syntax.Node.BranchKind;
import io.tocsin.core.template.syntax.Node.Statement;
import io.tocsin.core.template.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the statements of one tree. Not thread-safe; used once. */
final class TreeParser {
    private final ParseState state;
    private final Tokens tokens;
    private final PipelineParser pipelines;
    private int rangeDepth;

    TreeParser(ParseState state) {
        this.state = state;
        this.tokens = state.tokens();
        this.pipelines = new PipelineParser(state);
    }

    /** Statements, and what ended them: an {@code else} or an {@code end}. */
    private record Body(Node.Block block, boolean isBeforeElse) {
        String terminator() {
            return isBeforeElse ? "{{else}}" : "{{end}}";
        }
    }

    /** A statement, or what ends a body. */
    private record Item(@Nullable Statement statement, boolean isElse) {
        static Item of(Statement statement) {
            return new Item(statement, false);
        }
    }

    /** The whole text: its definitions, and the tree called {@code name} of what is around them. */
    void file(String name) throws TemplateException {
        int offset = tokens.peek().offset();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.peek().is(Kind.END_OF_TEXT)) {
            if (isAtDefinition()) {
                new TreeParser(state).definition();
                continue;
            }
            Item item = item();
            if (item.statement() == null) {
                throw state.error("unexpected " + (item.isElse() ? "{{else}}" : "{{end}}"));
            }
            statements.add(item.statement());
        }
        state.add(name, new Node.Block(offset, statements));
    }

    private boolean isAtDefinition() {
        if (!tokens.peek().is(Kind.LEFT_DELIMITER)) {
            return false;
        }
        Token delimiter = tokens.next();
        Token word = tokens.nextNotSpace();
        if (word.is(Kind.DEFINE)) {
            return true;
        }
        tokens.putBack(word);
        tokens.putBack(delimiter);
        return false;
    }

    private void definition() throws TemplateException {
        String context = "define clause";
        String name = pipelines.name(tokens.nextNotSpace(), context);
        expect(Kind.RIGHT_DELIMITER, context);
        tree(name, context);
    }

    private void tree(String name, String context) throws TemplateException {
        Body body = body();
        if (body.isBeforeElse()) {
            throw state.error("unexpected " + body.terminator() + " in " + context);
        }
        state.add(name, body.block());
    }

    private Body body() throws TemplateException {
        state.enter();
        int offset = tokens.peekNotSpace().offset();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.peekNotSpace().is(Kind.END_OF_TEXT)) {
            Item item = item();
            if (item.statement() == null) {
                state.leave();
                return new Body(new Node.Block(offset, statements), item.isElse());
            }
            statements.add(item.statement());
        }
        throw state.error("unexpected EOF");
    }

    private Item item() throws TemplateException {
        Token token = tokens.nextNotSpace();
        if (token.is(Kind.TEXT)) {
            return Item.of(new Node.Text(token.offset(), token.text()));
        }
        if (!token.is(Kind.LEFT_DELIMITER)) {
            throw pipelines.unexpected(token, "input");
        }
        pipelines.startAction(token.line());
        Item item = action();
        pipelines.endAction();
        return item;
    }

    private Item action() throws TemplateException {
        Token token = tokens.nextNotSpace();
        return switch (token.kind()) {
            case BLOCK -> Item.of(block());
            case BREAK, CONTINUE -> Item.of(jump(token));
            case ELSE -> elseItem();
            case END -> {
                expect(Kind.RIGHT_DELIMITER, "end");
                yield new Item(null, false);
            }
            case IF -> Item.of(branch(BranchKind.IF));
            case RANGE -> Item.of(branch(BranchKind.RANGE));
            case TEMPLATE -> Item.of(invocation());
            case WITH -> Item.of(branch(BranchKind.WITH));
            default -> {
                tokens.putBack(token);
                Node.Pipeline pipeline = pipelines.pipeline("command", Kind.RIGHT_DELIMITER);
                yield Item.of(new Node.Action(token.offset(), token.line(), pipeline));
            }
        };
    }

    private Item elseItem() throws TemplateException {
        Kind next = tokens.peekNotSpace().kind();
        // What follows else is read as if it stood in an action of its own.
        if (next != Kind.IF && next != Kind.WITH) {
            expect(Kind.RIGHT_DELIMITER, "else");
        }
        return new Item(null, true);
    }

    private Statement jump(Token word) throws TemplateException {
        String shown = "{{" + word.text() + "}}";
        expect(Kind.RIGHT_DELIMITER, shown);
        if (rangeDepth == 0) {
            throw state.error(shown + " outside {{range}}");
        }
        return word.is(Kind.BREAK)
                ? new Node.Break(word.offset(), word.line())
                : new Node.Continue(word.offset(), word.line());
    }

    private Branch branch(BranchKind kind) throws TemplateException {
        int variables = pipelines.variables();
        Node.Pipeline pipeline = pipelines.pipeline(word(kind), Kind.RIGHT_DELIMITER);
        rangeDepth += kind == BranchKind.RANGE ? 1 : 0;
        Body then = body();
        rangeDepth -= kind == BranchKind.RANGE ? 1 : 0;
        Node.Block otherwise = then.isBeforeElse() ? otherwise(kind) : null;
        pipelines.forgetVariables(variables);
        return new Branch(kind, pipeline.offset(), pipeline.line(), pipeline, then.block(), otherwise);
    }

    private Node.Block otherwise(BranchKind kind) throws TemplateException {
        Token next = tokens.peek();
        boolean isChained = kind == BranchKind.IF && next.is(Kind.IF) || kind == BranchKind.WITH && next.is(Kind.WITH);
        if (isChained) {
            tokens.next();
            state.enter();
            Branch branch = branch(kind);
            state.leave();
            return new Node.Block(next.offset(), List.of(branch));
        }
        Body body = body();
        if (body.isBeforeElse()) {
            throw state.error("expected end; found " + body.terminator());
        }
        return body.block();
    }

    private static String word(BranchKind kind) {
        return switch (kind) {
            case IF -> "if";
            case RANGE -> "range";
            case WITH -> "with";
        };
    }

    private Statement block() throws TemplateException {
        String context = "block clause";
        Token token = tokens.nextNotSpace();
        String name = pipelines.name(token, context);
        Node.Pipeline pipeline = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
        new TreeParser(state).tree(name, context);
        return new Node.Invocation(token.offset(), token.line(), name, pipeline);
    }

    private Statement invocation() throws TemplateException {
        String context = "template clause";
        Token token = tokens.nextNotSpace();
        String name = pipelines.name(token, context);
        Token next = tokens.nextNotSpace();
        if (next.is(Kind.RIGHT_DELIMITER)) {
            return new Node.Invocation(token.offset(), token.line(), name, null);
        }
        tokens.putBack(next);
        Node.Pipeline pipeline = pipelines.pipeline(context, Kind.RIGHT_DELIMITER);
        return new Node.Invocation(token.offset(), token.line(), name, pipeline);
    }

    private void expect(Kind kind, String context) throws TemplateException {
        Token token = tokens.nextNotSpace();
        if (!token.is(kind)) {
            throw pipelines.unexpected(token, context);
        }
    }
}
