package io.tocsin.core.template.syntax;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.syntax.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The tokens of a text, of which those that were read can be put back. */
final class Tokens {
    /** Deviation D-254: Go has no bound. A tree takes about a hundred bytes for each. */
    static final int TOKENS_MAX = 500_000;

    private final Lexer lexer;
    private final Deque<Token> waiting = new ArrayDeque<>();
    private @Nullable Token last;
    private int count;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
    }

    Token next() {
        Token token = waiting.poll();
        return token == null ? read() : token;
    }

    private Token read() {
        Token token = lexer.next();
        count++;
        if (count > TOKENS_MAX) {
            token = new Token(Kind.ERROR, token.offset(), token.line(), "more than " + TOKENS_MAX + " words and signs");
        }
        last = token;
        return token;
    }

    Token peek() {
        Token token = waiting.peek();
        if (token == null) {
            token = read();
            waiting.push(token);
        }
        return token;
    }

    void putBack(Token token) {
        waiting.push(token);
    }

    Token nextNotSpace() {
        Token token = next();
        while (token.is(Kind.SPACE)) {
            token = next();
        }
        return token;
    }

    Token peekNotSpace() {
        Token token = nextNotSpace();
        putBack(token);
        return token;
    }

    /** What was read last, put back or not: errors name its line. */
    Token last() {
        return requireNonNull(last, "something was read");
    }
}
