package io.tocsin.evaluator.exposition;

import org.jspecify.annotations.Nullable;

/**
 * Reads Prometheus's text format. Generous where the original is: blanks may be tabs and many, commas between labels may
 * be missing, the last line need not end. A NUL where an entry could start ends the body.
 *
 * @see "Upstream: model/textparse/promparse.go, promlex.l"
 */
final class TextParser extends ExpositionParser {
    TextParser(byte[] body, int length) {
        super(body, length);
    }

    @Override
    public Entry next(byte[] expected) throws ExpositionSyntaxException {
        while (position < end) {
            start = position;
            if (takeExpected(expected)) {
                return suffix();
            }
            skipBlanks();
            byte c = bytes[position];
            if (c == 0) {
                return Entry.END;
            }
            if (c == '\n') {
                position++;
            } else if (c == '#') {
                Entry entry = comment();
                if (entry != null) {
                    return entry;
                }
            } else {
                series();
                return suffix();
            }
        }
        return Entry.END;
    }

    /** @return null if it is only a comment */
    private @Nullable Entry comment() throws ExpositionSyntaxException {
        position++;
        if (isBlank(bytes[position])) {
            skipBlanks();
            if (takeWord("HELP")) {
                return metadata(Entry.HELP);
            }
            if (takeWord("TYPE")) {
                return metadata(Entry.TYPE);
            }
        }
        if (bytes[position] == 0) {
            return Entry.END;
        }
        position = lineEnd(position) + 1;
        return null;
    }

    private boolean takeWord(String word) {
        int to = wordEnd(word);
        if (to < 0 || !isBlank(bytes[to])) {
            return false;
        }
        position = to;
        skipBlanks();
        return true;
    }

    /** Reads value, timestamp and the end of the line. */
    private Entry suffix() throws ExpositionSyntaxException {
        skipBlanks();
        int from = position;
        int at = from;
        while (isValuePart(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw error("expected value after metric");
        }
        position = at;
        readValue(from, at);
        skipBlanks();
        if (bytes[position] != '\n') {
            readTimestamp();
        }
        position++;
        return Entry.SERIES;
    }

    private static boolean isValuePart(byte c) {
        return c != '\n' && c != ' ' && c != '\t' && c != '{' && c != 0;
    }

    private void readTimestamp() throws ExpositionSyntaxException {
        int from = position;
        long millis = 0;
        boolean isTooLarge = false;
        while (bytes[position] >= '0' && bytes[position] <= '9') {
            int digit = bytes[position++] - '0';
            isTooLarge |= millis > (Long.MAX_VALUE - digit) / 10;
            millis = millis * 10 + digit;
        }
        if (position == from) {
            throw error("expected timestamp or new record");
        }
        if (isTooLarge) {
            throw problem("timestamp " + quoted(from, position) + ": value out of range");
        }
        timestamp(millis);
        skipBlanks();
        if (bytes[position] != '\n') {
            throw error("expected next entry after timestamp");
        }
    }

    @Override
    @Nullable
    MetricType typeOf(String word) {
        return switch (word) {
            case "counter" -> MetricType.COUNTER;
            case "gauge" -> MetricType.GAUGE;
            case "histogram" -> MetricType.HISTOGRAM;
            case "summary" -> MetricType.SUMMARY;
            case "untyped" -> MetricType.UNKNOWN;
            default -> null;
        };
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    @Override
    void skipBlanks() {
        while (isBlank(bytes[position])) {
            position++;
        }
    }

    @Override
    boolean isLenient() {
        return true;
    }

    @Override
    void checkText(Entry entry, int to) {
        // Anything may follow the name, nothing as well.
    }

    @Override
    void checkUnit() {
        throw new AssertionError("The text format has no units.");
    }

    @Override
    boolean endsName(int at) {
        int next = at;
        while (isBlank(bytes[next])) {
            next++;
        }
        return next > at && bytes[next] != '{';
    }
}
