package io.tocsin.evaluator.promql;

import org.jspecify.annotations.Nullable;

/** The tokens of one text, with a look at the next one. Not thread-safe; used once. */
final class TokenStream {
    /** Behind it stand parentheses in parentheses, which the parser reads by recursion: a stack has an end. */
    private static final int NESTING_MAX = 100;

    private final QueryText query;
    private final PromqlLexer lexer;
    private @Nullable Token next;
    private int end;
    private int nesting;
    private int aggregations;

    TokenStream(QueryText query) {
        this.query = query;
        this.lexer = new PromqlLexer(query);
    }

    Token peek() throws PromqlSyntaxException {
        Token known = next;
        if (known == null) {
            known = lexer.next();
            next = known;
        }
        return known;
    }

    boolean isNext(TokenKind kind) throws PromqlSyntaxException {
        return peek().kind() == kind;
    }

    Token take() throws PromqlSyntaxException {
        Token taken = peek();
        next = null;
        end = taken.span().end();
        return taken;
    }

    /** Takes the next token if it is of that kind. */
    boolean accept(TokenKind kind) throws PromqlSyntaxException {
        boolean isThere = isNext(kind);
        if (isThere) {
            take();
        }
        return isThere;
    }

    /** Where the last token that was taken ends. */
    int end() {
        return end;
    }

    /** From {@code start} to the end of the last token that was taken. */
    Span since(Span start) {
        return new Span(start.start(), end);
    }

    /** Something begins that may hold others of its kind. */
    void enter() throws PromqlSyntaxException {
        if (++nesting > NESTING_MAX) {
            throw query.error(peek().span(), "expression is nested too deeply: at most " + NESTING_MAX + " levels");
        }
    }

    void leave() {
        nesting--;
    }

    /** Inside of an aggregation, messages that know no better say so. */
    void enterAggregation() {
        aggregations++;
    }

    void leaveAggregation() {
        aggregations--;
    }

    PromqlSyntaxException error(Span span, String what) {
        return query.error(span, what);
    }

    /** The next token can't stand here, and nothing more is known. */
    PromqlSyntaxException unexpected() throws PromqlSyntaxException {
        return unexpected(aggregations > 0 ? "aggregation" : "", "");
    }

    /**
     * The next token can't stand here.
     *
     * @param context what it is part of; may be empty
     * @param expected what could; may be empty
     */
    PromqlSyntaxException unexpected(String context, String expected) throws PromqlSyntaxException {
        String in = context.isEmpty() ? "" : " in " + context;
        String instead = expected.isEmpty() ? "" : ", expected " + expected;
        return query.error(peek().span(), "unexpected " + peek().description() + in + instead);
    }
}
