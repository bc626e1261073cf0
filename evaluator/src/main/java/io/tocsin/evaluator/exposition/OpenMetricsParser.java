package io.tocsin.evaluator.exposition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenMetrics: single spaces alone, and an end that says so. Exemplars are checked and passed over. {@code _created}
 * lines are series like others.
 *
 * @see "Upstream: model/textparse/openmetricsparse.go, openmetricslex.l"
 */
final class OpenMetricsParser extends ExpositionParser {
    private static final String NO_END = "data does not end with # EOF";

    private static final double MILLIS_PER_SECOND = 1000;

    /** What is wrong behind a series that counts nevertheless, as in the original. */
    private @Nullable ExpositionSyntaxException pending;

    OpenMetricsParser(byte[] body, int length) {
        super(body, length);
    }

    @Override
    public Entry next(byte[] expected) throws ExpositionSyntaxException {
        if (pending != null) {
            throw pending;
        }
        start = position;
        if (position >= end) {
            throw problem(NO_END);
        }
        if (takeExpected(expected)) {
            return suffix();
        }
        if (bytes[position] == '#') {
            return comment();
        }
        series();
        return suffix();
    }

    private Entry comment() throws ExpositionSyntaxException {
        if (position + 1 < end && bytes[position + 1] == ' ') {
            position += 2;
            for (Entry entry : new Entry[] {Entry.HELP, Entry.TYPE, Entry.UNIT}) {
                int to = wordEnd(entry.name());
                if (to >= 0 && bytes[to] == ' ') {
                    position = to + 1;
                    return metadata(entry);
                }
            }
            int to = wordEnd("EOF");
            if (to >= 0) {
                return end(to);
            }
            position = start;
        }
        throw error("expected a valid start token");
    }

    private Entry end(int wordEnd) throws ExpositionSyntaxException {
        position = wordEnd < end && bytes[wordEnd] == '\n' ? wordEnd + 1 : wordEnd;
        if (position < end) {
            throw problem("unexpected data after # EOF");
        }
        // Asked again, this is what there is to say.
        position = start;
        return Entry.END;
    }

    /** Reads value, timestamp, exemplar and the end of the line. */
    private Entry suffix() throws ExpositionSyntaxException {
        int from = position + 1;
        int to = wordBehindSpace("expected value after metric");
        readValue(from, to);
        if (isExemplar()) {
            exemplar();
        } else if (isWord()) {
            readTimestamp();
        } else {
            endLine();
        }
        return Entry.SERIES;
    }

    private void readTimestamp() throws ExpositionSyntaxException {
        int from = position + 1;
        int to = wordEnd(from);
        position = to;
        if (bytes[from] == '#' && to == from + 1 && bytes[to] == ' ') {
            fail("expected timestamp or exemplar");
            return;
        }
        timestamp((long) (seconds(from, to, "timestamp") * MILLIS_PER_SECOND));
        if (isExemplar()) {
            exemplar();
        } else {
            expectLineEnd("expected next entry after timestamp");
        }
    }

    private double seconds(int from, int to, String what) throws ExpositionSyntaxException {
        double seconds = number(from, to);
        if (!Double.isFinite(seconds)) {
            throw problem("invalid " + what + " " + quoted(from, to));
        }
        return seconds;
    }

    private boolean isExemplar() {
        return bytes[position] == ' '
                && position + 3 < end
                && bytes[position + 1] == '#'
                && bytes[position + 2] == ' '
                && bytes[position + 3] == '{';
    }

    private void exemplar() throws ExpositionSyntaxException {
        position += 4;
        braces(true);
        int from = position + 1;
        int to = wordBehindSpace("expected value after exemplar labels");
        number(from, to);
        if (isWord()) {
            int timeFrom = position + 1;
            position = wordEnd(timeFrom);
            seconds(timeFrom, position, "exemplar timestamp");
            expectLineEnd("expected next entry after exemplar timestamp");
        } else {
            expectLineEnd("expected timestamp or comment");
        }
    }

    /** @return the end of the word, to which {@code position} is moved */
    private int wordBehindSpace(String expected) throws ExpositionSyntaxException {
        if (!isWord()) {
            throw error(expected);
        }
        position = wordEnd(position + 1);
        return position;
    }

    private boolean isWord() {
        return bytes[position] == ' ' && position + 1 < end && isWordPart(bytes[position + 1]);
    }

    private int wordEnd(int from) {
        int at = from;
        while (isWordPart(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isWordPart(byte c) {
        return c != ' ' && c != '\n' && c != 0;
    }

    /** Ends the line behind a value; anything else is wrong, but only once the series has been counted. */
    private void endLine() throws ExpositionSyntaxException {
        if (bytes[position] == '\n') {
            expectLineEnd("");
        } else {
            fail("expected timestamp or exemplar");
        }
    }

    private void fail(String expected) {
        pending = error(expected);
    }

    private void expectLineEnd(String expected) throws ExpositionSyntaxException {
        if (position >= end) {
            throw problem(NO_END);
        }
        if (bytes[position] != '\n') {
            throw error(expected);
        }
        position++;
    }

    @Override
    @Nullable
    MetricType typeOf(String word) {
        return Arrays.stream(MetricType.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    @Override
    void skipBlanks() {
        // There are none.
    }

    @Override
    boolean isLenient() {
        return false;
    }

    @Override
    void checkText(Entry entry, int to) throws ExpositionSyntaxException {
        if (bytes[position] != ' ' || to >= end) {
            throw error("expected text in " + entry);
        }
    }

    @Override
    void checkUnit() throws ExpositionSyntaxException {
        int unit = textTo() - textFrom();
        int underscore = metricTo() - unit - 1;
        boolean isSuffix = underscore >= metricFrom()
                && bytes[underscore] == '_'
                && Arrays.equals(bytes, underscore + 1, metricTo(), bytes, textFrom(), textTo());
        if (unit > 0 && !isSuffix) {
            throw problem("unit " + quoted(textFrom(), textTo()) + " not a suffix of metric "
                    + quoted(metricFrom(), metricTo()));
        }
    }

    @Override
    boolean endsName(int at) {
        return bytes[at] == ' ';
    }
}
