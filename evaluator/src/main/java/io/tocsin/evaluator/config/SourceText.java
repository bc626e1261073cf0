package io.tocsin.evaluator.config;

import io.tocsin.core.yaml.Position;
import java.util.List;
import java.util.Optional;

/**
 * Finds the place in a file of a character of one of its values, in block texts and quoted ones too: an expression of ten
 * lines is wrong in one of them. Immutable.
 */
final class SourceText {
    private final List<String> lines;

    SourceText(String text) {
        this.lines = text.lines().toList();
    }

    /**
     * @param start where the value begins: its first character, its quote, or the sign of a block text
     * @param value what YAML made of it
     * @param index of a character of {@code value}, or its length for what is missing at its end
     * @return {@code start} where the characters of the file are others than those of the value, as with escapes
     */
    Position place(Position start, String value, int index) {
        if (start.line() > lines.size()) {
            return start;
        }
        return new Walk(start).to(value, index).orElse(start);
    }

    /** Goes through file and value at the same time; white space, which YAML may fold, need not agree. */
    private final class Walk {
        private final Position start;
        private final char style;
        private int line;
        private int column;

        Walk(Position start) {
            this.start = start;
            this.line = start.line() - 1;
            String first = lines.get(line);
            int points = first.codePointCount(0, first.length());
            this.column = first.offsetByCodePoints(0, Math.min(points, start.column() - 1));
            this.style = column < first.length() ? first.charAt(column) : ' ';
            if (style == '|' || style == '>') {
                line++;
                column = 0;
            } else if (style == '"' || style == '\'') {
                column++;
            }
        }

        Optional<Position> to(String value, int index) {
            for (int i = 0; i < index; i++) {
                if (!Character.isWhitespace(value.charAt(i)) && !take(value.charAt(i))) {
                    return Optional.empty();
                }
            }
            boolean isCharacter = index < value.length() && !Character.isWhitespace(value.charAt(index));
            if (isCharacter) {
                skipSpace();
            }
            return line < lines.size() ? Optional.of(here()) : Optional.empty();
        }

        private Position here() {
            String text = lines.get(line);
            return new Position(start.file(), line + 1, 1 + text.codePointCount(0, Math.min(column, text.length())));
        }

        private boolean take(char wanted) {
            skipSpace();
            if (line >= lines.size()) {
                return false;
            }
            String text = lines.get(line);
            boolean isEscaped =
                    style == '"' && text.charAt(column) == '\\' || style == '\'' && text.charAt(column) == '\'';
            column += isEscaped ? 1 : 0;
            if (column >= text.length() || text.charAt(column) != wanted) {
                return false;
            }
            column++;
            return true;
        }

        private void skipSpace() {
            while (line < lines.size()) {
                String text = lines.get(line);
                if (column >= text.length() || isFold(text)) {
                    line++;
                    column = 0;
                } else if (Character.isWhitespace(text.charAt(column))) {
                    column++;
                } else if (isWrittenSpace(text)) {
                    column += 2;
                } else {
                    return;
                }
            }
        }

        /** A backslash at the end of a line between double quotes joins it with the next one. */
        private boolean isFold(String text) {
            return style == '"' && column == text.length() - 1 && text.charAt(column) == '\\';
        }

        private boolean isWrittenSpace(String text) {
            return style == '"'
                    && text.charAt(column) == '\\'
                    && column + 1 < text.length()
                    && "ntr ".indexOf(text.charAt(column + 1)) >= 0;
        }
    }
}
