package io.tocsin.evaluator.promql;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.SeriesNotation.Point;
import io.tocsin.evaluator.promql.SeriesNotation.Point.Gap;
import io.tocsin.evaluator.promql.SeriesNotation.Point.Histogram;
import io.tocsin.evaluator.promql.SeriesNotation.Point.Value;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link SeriesNotation}. Not thread-safe; used once. */
final class SeriesNotationReader {
    /** Steps of one series. The original has no bound. */
    static final int POINTS_MAX = 1 << 20;

    private static final String LABEL_SET = "label set";
    private static final Pattern TIMES = Pattern.compile("x(\\d+)");
    private static final Pattern VALUE =
            Pattern.compile("[-+]?(?:(?i:inf|nan)|(?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)");
    private static final Pattern STEP = Pattern.compile("[-+](?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?(?=x)");

    private final QueryText query;
    private final String text;
    private final TokenStream tokens;
    private final List<Point> points = new ArrayList<>();
    private int position;

    SeriesNotationReader(String text) {
        this.query = new QueryText(text);
        this.text = text;
        this.tokens = new TokenStream(query);
    }

    SeriesNotation read() throws PromqlSyntaxException {
        Labels labels = labels();
        position = tokens.end();
        while (position < text.length()) {
            int start = position;
            skipBlanks();
            if (position == start) {
                throw unexpected("series values");
            }
            if (position < text.length()) {
                item();
            }
        }
        return new SeriesNotation(labels, points);
    }

    private Labels labels() throws PromqlSyntaxException {
        Labels.Builder labels = new Labels.Builder(4);
        if (tokens.isNext(TokenKind.LEFT_BRACE)) {
            labelSet(labels);
            return labels.build();
        }
        if (!tokens.peek().kind().isMetricName()) {
            throw tokens.unexpected();
        }
        String name = tokens.take().text();
        position = tokens.end();
        skipBlanks();
        // Not by a look at the next token: behind the labels the values have rules of their own.
        if (text.startsWith("{", position) && !text.startsWith("{{", position)) {
            labelSet(labels);
        }
        // It counts, whatever name the braces have.
        return labels.add(MetricName.LABEL, name).build();
    }

    private void labelSet(Labels.Builder labels) throws PromqlSyntaxException {
        tokens.take();
        while (!tokens.accept(TokenKind.RIGHT_BRACE)) {
            label(labels);
            if (!tokens.isNext(TokenKind.RIGHT_BRACE) && !tokens.accept(TokenKind.COMMA)) {
                throw tokens.unexpected(LABEL_SET, "\",\" or \"}\"");
            }
        }
    }

    private void label(Labels.Builder labels) throws PromqlSyntaxException {
        Token first = tokens.peek();
        boolean isQuoted = first.kind() == TokenKind.STRING;
        if (!isQuoted && first.kind() != TokenKind.IDENTIFIER) {
            throw tokens.unexpected(LABEL_SET, "identifier or \"}\"");
        }
        tokens.take();
        String name = isQuoted ? LiteralText.unquote(first.text()) : first.text();
        if (tokens.accept(TokenKind.EQUALS)) {
            if (!tokens.isNext(TokenKind.STRING)) {
                throw tokens.unexpected(LABEL_SET, "string");
            }
            String value = LiteralText.unquote(tokens.take().text());
            if (!value.isEmpty()) {
                labels.add(name, value);
            }
        } else if (isQuoted) {
            labels.add(MetricName.LABEL, name);
        } else {
            throw tokens.unexpected(LABEL_SET, "\"=\"");
        }
    }

    private void item() throws PromqlSyntaxException {
        if (text.startsWith("{{", position)) {
            histogram();
        } else if (text.charAt(position) == '_') {
            position++;
            add(Gap.GAP, repeats(1));
        } else if (text.startsWith("stale", position)) {
            position += "stale".length();
            add(new Value(StaleMarker.VALUE), repeats(0) + 1);
        } else {
            numbers();
        }
    }

    private void numbers() throws PromqlSyntaxException {
        double value = number(take(VALUE));
        Matcher step = STEP.matcher(text).region(position, text.length());
        if (!step.lookingAt()) {
            add(new Value(value), repeats(0) + 1);
            return;
        }
        double each = number(take(STEP));
        int times = repeats(0);
        // One sum upon the other, as the original does: rounding adds up.
        for (int i = 0; i <= times; i++) {
            add(new Value(value), 1);
            value += each;
        }
    }

    private void histogram() throws PromqlSyntaxException {
        Histogram histogram = oneHistogram();
        boolean isSeries = position + 1 < text.length()
                && "+-".indexOf(text.charAt(position)) >= 0
                && text.startsWith("{{", position + 1);
        if (isSeries) {
            position++;
            oneHistogram();
        }
        add(histogram, repeats(0) + 1);
    }

    private Histogram oneHistogram() throws PromqlSyntaxException {
        int end = text.indexOf("}}", position);
        if (end < 0) {
            throw query.error(new Span(position, text.length()), "histogram description incomplete");
        }
        Histogram histogram = new Histogram(text.substring(position + 2, end).strip());
        position = end + 2;
        return histogram;
    }

    /** What stands behind an {@code x}, or else {@code otherwise}. */
    private int repeats(int otherwise) throws PromqlSyntaxException {
        Matcher times = TIMES.matcher(text).region(position, text.length());
        if (!times.lookingAt()) {
            return otherwise;
        }
        String digits = times.group(1);
        int count = digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        checkCount(count);
        position = times.end();
        return count;
    }

    private void add(Point point, int times) throws PromqlSyntaxException {
        checkCount(times);
        points.addAll(Collections.nCopies(times, point));
    }

    private void checkCount(int more) throws PromqlSyntaxException {
        if (more > POINTS_MAX - points.size()) {
            throw query.error(new Span(position, position), "series has more than " + POINTS_MAX + " values");
        }
    }

    private Token take(Pattern pattern) throws PromqlSyntaxException {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw unexpected("series values");
        }
        Token token = new Token(TokenKind.NUMBER, matcher.group(), new Span(position, matcher.end()));
        position = matcher.end();
        return token;
    }

    private double number(Token token) throws PromqlSyntaxException {
        String digits = token.text();
        boolean isMinus = digits.startsWith("-");
        if (isMinus || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        double value = LiteralText.number(new Token(TokenKind.NUMBER, digits, token.span()), tokens);
        return isMinus ? -value : value;
    }

    private PromqlSyntaxException unexpected(String where) {
        int end = position;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        Token token = new Token(TokenKind.COMMA, text.substring(position, end), new Span(position, end));
        return query.error(token.span(), "unexpected " + token.description() + " in " + where);
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }
}
