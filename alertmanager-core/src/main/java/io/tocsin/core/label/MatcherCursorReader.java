package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherCursor.Before;
import io.tocsin.core.label.MatcherCursor.Part;
import io.tocsin.core.label.MatcherPieces.Piece;
import io.tocsin.core.label.MatcherToken.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the tokens in front of a cursor, as the UTF-8 grammar would, and forgives what it would not. Not thread-safe; used
 * once.
 */
final class MatcherCursorReader {
    private final String text;
    private final int cursor;
    private Part expected = Part.NAME;
    private String name = "";
    private Optional<MatchType> operator = Optional.empty();
    private int listStart;
    private int matcherStart;

    MatcherCursorReader(String text, int cursor) {
        this.text = requireNonNull(text, "text");
        this.cursor = cursor;
    }

    MatcherCursor read() {
        List<Piece> inFront = new MatcherPieces(text.substring(0, cursor)).all();
        Piece typed = inFront.isEmpty() ? null : unfinished(inFront.get(inFront.size() - 1));
        (typed == null ? inFront : inFront.subList(0, inFront.size() - 1)).forEach(this::step);
        MatcherPieces whole = new MatcherPieces(text);
        int from = typed == null ? cursor : typed.start();
        int to = end(whole, from);
        return new MatcherCursor(
                part(typed),
                from,
                to,
                typed == null ? "" : valueOf(typed),
                isFollowed(whole, to),
                new Before(text.substring(listStart, matcherStart), name, operator));
    }

    /** The piece, if it ends at the cursor and may go on there. */
    private @Nullable Piece unfinished(Piece last) {
        boolean goesOn = last.kind() == Kind.UNQUOTED || !last.isWhole();
        return goesOn && last.end() == cursor ? last : null;
    }

    private Part part(@Nullable Piece typed) {
        boolean isOperator = typed != null && typed.kind() == Kind.OPERATOR;
        // Text where an operator should be, or the other way round, is nothing that could be completed.
        boolean fits = typed == null || isOperator == (expected == Part.OPERATOR);
        return fits ? expected : Part.NONE;
    }

    private void step(Piece piece) {
        switch (piece.kind()) {
            case OPEN_BRACE, COMMA -> begin(piece);
            case OPERATOR -> operator(piece);
            case QUOTED, UNQUOTED -> text(piece);
            case CLOSE_BRACE, END -> expected = Part.NONE;
        }
    }

    private void begin(Piece piece) {
        matcherStart = piece.end();
        listStart = piece.kind() == Kind.OPEN_BRACE ? matcherStart : listStart;
        name = "";
        operator = Optional.empty();
        expected = Part.NAME;
    }

    private void operator(Piece piece) {
        operator = piece.token().operator();
        expected = expected == Part.OPERATOR && operator.isPresent() ? Part.VALUE : Part.NONE;
    }

    private void text(Piece piece) {
        if (expected == Part.NAME) {
            name = valueOf(piece);
            expected = Part.OPERATOR;
        } else {
            expected = Part.NONE;
        }
    }

    /** What a piece stands for, as far as it is there. */
    private static String valueOf(Piece piece) {
        String written = piece.token().text();
        if (piece.kind() != Kind.QUOTED) {
            return written;
        }
        String closed = piece.isWhole() ? written : written + '"';
        return GoQuote.unquote(closed).orElse(closed.substring(1, closed.length() - 1));
    }

    /** Where that ends which begins at {@code from}, the cursor being in it or in front of it. */
    private int end(MatcherPieces whole, int from) {
        for (Piece piece : whole.all()) {
            if (piece.start() == from && piece.end() >= cursor && isReplaceable(piece, whole)) {
                return piece.end();
            }
        }
        return cursor;
    }

    /** Behind a quote that is open somewhere, nobody knows what is text and what is not. */
    private boolean isReplaceable(Piece piece, MatcherPieces whole) {
        return switch (piece.kind()) {
            case UNQUOTED -> expected != Part.OPERATOR && expected != Part.NONE;
            case QUOTED -> expected != Part.OPERATOR && expected != Part.NONE && whole.areWhole();
            case OPERATOR -> expected == Part.OPERATOR;
            case OPEN_BRACE, CLOSE_BRACE, COMMA, END -> false;
        };
    }

    private boolean isFollowed(MatcherPieces whole, int to) {
        for (Piece piece : whole.all()) {
            if (piece.start() >= to) {
                return switch (expected) {
                    case NAME -> piece.kind() == Kind.OPERATOR;
                    case OPERATOR -> piece.token().isText();
                    case VALUE, NONE -> false;
                };
            }
        }
        return false;
    }
}
