package io.tocsin.core.template.syntax;

import io.tocsin.core.template.syntax.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/** The tokens of a text, of which those that were read can be put back. */
final class Tokens {
    private final Lexer lexer;
    private final Deque<Token> waiting = new ArrayDeque<>();
    private int line = 1;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
    }

    Token next() {
        Token token = waiting.poll();
        return token == null ? read() : token;
    }

    private Token read() {
        Token token = lexer.next();
        line = token.line();
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

    /** Of the token that was read last, put back or not: it is what errors name. */
    int line() {
        return line;
    }
}
