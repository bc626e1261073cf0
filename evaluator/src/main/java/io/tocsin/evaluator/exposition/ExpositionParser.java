package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a body entry by entry. What an entry holds is there until the next one is asked for. Not thread-safe.
 *
 * <p>Strings and labels are made only when they are asked for: who knows a series by its raw text needs none. Takes time
 * linear in the body and keeps nothing of it but the labels of one line.
 */
public abstract sealed class ExpositionParser permits TextParser, OpenMetricsParser {
    /** What {@link #next} expects when nothing is expected. */
    public static final byte[] NOTHING = {};

    private static final int QUOTED_MAX = 100;

    /**
     * Of the name and labels of one series. Strings take many times the memory of what they are made of, so that a body of
     * a single series would take more than all others. Deviation D-348: the original has no such limit.
     */
    public static final int SERIES_MAX_BYTES = 64 * 1024;

    private static final byte NAME_START = 1;
    private static final byte DIGIT = 2;
    private static final byte COLON = 4;

    /** What a byte may be part of. */
    private static final byte[] CLASSES = classes();

    /** Ends in a line feed, so that what ends with the line needs no other check. */
    final byte[] bytes;

    /** Where the body ends. */
    final int end;

    /** What is read next. */
    int position;

    /** Where the entry starts. */
    int start;

    private boolean isExpected;
    private int seriesEnd;
    private double value;
    private boolean hasTimestamp;
    private long timestampMillis;

    /** Of the series: where the name is, -1 while it is not known. */
    private int nameFrom;

    private int nameTo;

    private final LabelPlaces places = new LabelPlaces();

    /** Of the metadata line: the metric, and what is said of it. */
    private int metricFrom;

    private int metricTo;
    private int textFrom;
    private int textTo;

    private MetricType type = MetricType.UNKNOWN;
    private LabelTexts labelTexts = LabelTexts.NONE;

    /** What an entry is about. */
    public enum Entry {
        TYPE,
        HELP,
        UNIT,
        SERIES,
        /** Nothing follows, and the body was complete. */
        END
    }

    ExpositionParser(byte[] body, int length) {
        this.end = length;
        boolean endsLine = end > 0 && body[end - 1] == '\n';
        this.bytes = endsLine || length < body.length ? body : Arrays.copyOf(body, end + 1);
        if (!endsLine) {
            bytes[end] = '\n';
        }
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        Arrays.fill(classes, 'a', 'z' + 1, NAME_START);
        Arrays.fill(classes, 'A', 'Z' + 1, NAME_START);
        Arrays.fill(classes, '0', '9' + 1, DIGIT);
        classes['_'] = NAME_START;
        classes[':'] = COLON;
        return classes;
    }

    /**
     * Reads one entry; comments and empty lines are none.
     *
     * @param expected the raw text of the series that is likely to come, as an earlier body had it: if it comes, its
     *     labels are not looked at. {@link #NOTHING} if none is likely
     * @throws ExpositionSyntaxException if the body is not what the format wants; then nothing more can be read
     */
    public abstract Entry next(byte[] expected) throws ExpositionSyntaxException;

    /** Whether the series is the expected one. Its {@link #labels} cannot be asked for then. */
    public boolean isExpected() {
        return isExpected;
    }

    /** The body, in which the places are. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the raw text of the series starts: its name and labels as the target writes them. */
    public int seriesFrom() {
        return start;
    }

    public int seriesTo() {
        return seriesEnd;
    }

    /** Of the series. A NaN has always the same bits. */
    public double value() {
        return value;
    }

    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    /** Of the series, if it {@link #hasTimestamp}. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /**
     * The labels of the series, with the metric's name. Labels with empty values, which are the same as none, are in it.
     * A name that stands more than once has its first value, or an empty one if one of them is.
     */
    public Labels labels() {
        if (isExpected) {
            throw new IllegalStateException("isExpected: true (expected: a series whose labels have been read)");
        }
        labelTexts = LabelTexts.read(bytes, nameFrom, nameTo, places, type);
        return labelTexts.labels();
    }

    /** A name that stands more than once in the {@link #labels} that were asked for last. */
    public @Nullable String repeatedName() {
        return labelTexts.repeatedName();
    }

    /** Whether a name is not UTF-8 in the {@link #labels} that were asked for last. */
    public boolean hasMalformedName() {
        return labelTexts.hasMalformedName();
    }

    /** Where the name of the metric starts that TYPE, HELP or UNIT is about, without quotes. */
    public int metricFrom() {
        return metricFrom;
    }

    public int metricTo() {
        return metricTo;
    }

    /** Of the last TYPE line; as long as there is none, unknown. */
    public MetricType type() {
        return type;
    }

    /** Where the text of HELP or UNIT starts. */
    public int textFrom() {
        return textFrom;
    }

    public int textTo() {
        return textTo;
    }

    /** The text of HELP or UNIT, without escapes. */
    public String text() {
        return LabelTexts.unescaped(bytes, textFrom, textTo);
    }

    /** @return null if there is no such type */
    abstract @Nullable MetricType typeOf(String word);

    /** Passes over what may stand between tokens. */
    abstract void skipBlanks();

    /** Whether labels may follow one another without a comma, and values may hold line feeds. */
    abstract boolean isLenient();

    /** Checks that {@code position} is where the text of a metadata line may start, and {@code to} where it may end. */
    abstract void checkText(Entry entry, int to) throws ExpositionSyntaxException;

    /** Checks what UNIT says. */
    abstract void checkUnit() throws ExpositionSyntaxException;

    /** Whether what follows a series text ends it, if the text is a name alone. */
    abstract boolean endsName(int at);

    /** Whether the entry at {@code start} is the expected series; then {@code position} is behind its text. */
    final boolean takeExpected(byte[] expected) {
        int length = expected.length;
        isExpected = length > 0
                && end - start > length
                && bytes[start] == expected[0]
                && Arrays.equals(bytes, start, start + length, expected, 0, length)
                && (expected[length - 1] == '}' || endsName(start + length));
        if (isExpected) {
            position = start + length;
            seriesEnd = position;
        }
        return isExpected;
    }

    /** Reads name and labels. */
    final void series() throws ExpositionSyntaxException {
        places.clear();
        nameFrom = -1;
        if (isNameStart(bytes[position])) {
            // From the start of the line: as in the original, blanks before a name are part of it.
            nameFrom = start;
            position = nameEnd(position);
            nameTo = position;
            seriesEnd = position;
            skipBlanks();
        } else if (bytes[position] != '{') {
            throw error("expected a valid start token");
        }
        if (bytes[position] == '{') {
            position++;
            braces(false);
            seriesEnd = position;
        }
        if (nameFrom < 0) {
            throw problem("metric name not set");
        }
        checkLength(seriesEnd);
    }

    private void checkLength(int to) throws ExpositionSyntaxException {
        if (to - start > SERIES_MAX_BYTES) {
            throw problem("name and labels of a series take more than " + SERIES_MAX_BYTES + " bytes");
        }
    }

    /** Reads labels up to the closing brace; {@code position} is behind the opening one. */
    final void braces(boolean isExemplar) throws ExpositionSyntaxException {
        skipBlanks();
        while (bytes[position] != '}') {
            checkLength(position);
            int from = position;
            int to = labelNameEnd(from, isExemplar);
            if (to < 0) {
                throw error("expected label name");
            }
            position = to;
            skipBlanks();
            if (bytes[position] == ',' || bytes[position] == '}') {
                if (isExemplar) {
                    throw error("expected label name");
                }
                nameInBraces(from, to);
                if (bytes[position] == ',') {
                    position++;
                    skipBlanks();
                }
            } else {
                label(from, to, isExemplar);
            }
        }
        position++;
    }

    private void nameInBraces(int from, int to) throws ExpositionSyntaxException {
        if (nameFrom >= 0) {
            throw problem("metric name already set");
        }
        if (bytes[from] != '"') {
            // Deviation D-322: the original takes the first and the last letter off such a name.
            throw problem("expected metric name in quotes");
        }
        nameFrom = from + 1;
        nameTo = to - 1;
    }

    /** Reads {@code ="value"} and the comma behind it. */
    private void label(int from, int to, boolean isExemplar) throws ExpositionSyntaxException {
        if (bytes[position] != '=') {
            throw error("expected equal");
        }
        position++;
        skipBlanks();
        int valueFrom = position;
        int valueTo = bytes[position] == '"' ? valueEnd(position, isExemplar) : -1;
        if (valueTo < 0) {
            throw error("expected label value");
        }
        position = valueTo;
        if (!Utf8Bytes.isValid(bytes, valueFrom, valueTo)) {
            throw problem("invalid UTF-8 label value: " + quoted(valueFrom, valueTo));
        }
        if (!isExemplar) {
            boolean isQuoted = bytes[from] == '"';
            places.add(isQuoted ? from + 1 : from, isQuoted ? to - 1 : to, valueFrom + 1, valueTo - 1);
        }
        skipBlanks();
        if (bytes[position] == ',') {
            position++;
            skipBlanks();
        } else if (!isLenient() && bytes[position] != '}') {
            throw error("expected comma or brace close");
        }
    }

    /** @return -1 if there is no name */
    private int labelNameEnd(int from, boolean isExemplar) {
        if (bytes[from] == '"') {
            return quotedEnd(from, !isExemplar);
        }
        if ((CLASSES[bytes[from] & 0xff] & NAME_START) == 0) {
            return -1;
        }
        int at = from + 1;
        while ((CLASSES[bytes[at] & 0xff] & (NAME_START | DIGIT)) != 0) {
            at++;
        }
        return at;
    }

    static boolean isNameStart(byte c) {
        return (CLASSES[c & 0xff] & (NAME_START | COLON)) != 0;
    }

    static boolean isNamePart(byte c) {
        return CLASSES[c & 0xff] != 0;
    }

    private int nameEnd(int from) {
        int at = from + 1;
        while (isNamePart(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The end of a quoted name, -1 if there is none. The original has no NUL in them. */
    private int quotedEnd(int from, boolean mayHoldLines) {
        int at = from + 1;
        while (at < end) {
            byte c = bytes[at++];
            if (c == '"') {
                return at;
            }
            if (c == 0 || c == '\n' && !mayHoldLines) {
                return -1;
            }
            if (c == '\\') {
                if (at == end || bytes[at] == '\n' || bytes[at] == 0) {
                    return -1;
                }
                at++;
            }
        }
        return -1;
    }

    /** The end of a quoted value, -1 if there is none. The original passes over NULs where a value of a series is. */
    private int valueEnd(int from, boolean isExemplar) {
        int at = from + 1;
        while (at < end) {
            byte c = bytes[at++];
            if (c == '"') {
                return at;
            }
            if (c == '\n' && !isLenient() || c == 0 && isExemplar) {
                return -1;
            }
            if (c == '\\') {
                while (at < end && bytes[at] == 0 && !isExemplar) {
                    at++;
                }
                if (at >= end || bytes[at] == '\n' || bytes[at] == 0) {
                    return -1;
                }
                at++;
            }
        }
        return -1;
    }

    /** Reads what follows {@code # HELP} and the like. */
    final Entry metadata(Entry entry) throws ExpositionSyntaxException {
        int from = position;
        int to = bytes[from] == '"' ? quotedEnd(from, true) : isNameStart(bytes[from]) ? nameEnd(from) : -1;
        if (to < 0) {
            throw error("expected metric name after " + entry);
        }
        boolean isQuoted = bytes[from] == '"';
        metricFrom = isQuoted ? from + 1 : from;
        metricTo = isQuoted ? to - 1 : to;
        position = to;
        int lineTo = lineEnd(to);
        checkText(entry, lineTo);
        textFrom = Math.min(to + 1, lineTo);
        textTo = lineTo;
        switch (entry) {
            case TYPE -> readType();
            case HELP -> checkHelp();
            case UNIT -> checkUnit();
            case SERIES, END -> throw new IllegalArgumentException("entry: " + entry + " (expected: metadata)");
        }
        position = lineTo + 1;
        return entry;
    }

    private void readType() throws ExpositionSyntaxException {
        MetricType read = typeOf(new String(bytes, textFrom, Math.min(textTo - textFrom, QUOTED_MAX), ISO_8859_1));
        if (read == null) {
            throw problem("invalid metric type " + quoted(textFrom, textTo));
        }
        type = read;
    }

    private void checkHelp() throws ExpositionSyntaxException {
        if (!Utf8Bytes.isValid(bytes, textFrom, textTo)) {
            throw problem("help text " + quoted(textFrom, textTo) + " is not a valid utf8 string");
        }
    }

    /**
     * The place behind a word at {@code position}, -1 if it is not there. The original passes over NULs in what could be
     * such a word.
     */
    final int wordEnd(String word) {
        int at = position;
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at] != word.charAt(i)) {
                return -1;
            }
            do {
                at++;
            } while (at < end && bytes[at] == 0);
        }
        return at;
    }

    final int lineEnd(int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    final void readValue(int from, int to) throws ExpositionSyntaxException {
        value = number(from, to);
        hasTimestamp = false;
    }

    final void timestamp(long millis) {
        hasTimestamp = true;
        timestampMillis = millis;
    }

    final double number(int from, int to) throws ExpositionSyntaxException {
        try {
            return FloatText.parse(bytes, from, to);
        } catch (NumberFormatException e) {
            throw problem("invalid number " + quoted(from, to) + ": " + e.getMessage());
        }
    }

    /** What is wrong at {@code position}. */
    final ExpositionSyntaxException error(String expected) {
        String got = position >= end ? "the end" : quoted(position, position + 1);
        return problem(expected + ", got " + got);
    }

    final ExpositionSyntaxException problem(String what) {
        int at = Math.min(position, end);
        int line = 1;
        for (int i = 0; i < Math.min(start, end); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String seen = at > start ? " while parsing " + quoted(start, at) : "";
        return new ExpositionSyntaxException("line " + line + ": " + what + seen);
    }

    /** A stretch of the body as it is shown: quoted, and no longer than one can read. */
    final String quoted(int from, int to) {
        int shown = Math.min(to - from, QUOTED_MAX);
        String text = new String(bytes, from, shown, UTF_8);
        return GoQuote.quote(text) + (shown < to - from ? "..." : "");
    }
}
