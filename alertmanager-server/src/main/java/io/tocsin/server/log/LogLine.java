package io.tocsin.server.log;

import io.tocsin.core.label.Brief;
import org.jspecify.annotations.Nullable;

/** A log line being written, one pair after the other. */
interface LogLine {
    /** What of one value is written, in UTF-16 units: values may hold what a caller sent, of any size. */
    int VALUE_MAX = 16 * 1024;

    void add(String key, @Nullable Object value);

    /** The finished line with its line feed. */
    String end();

    /** The beginning of a text that is too long for a line, and how much there is of it. */
    static String bounded(String text) {
        return Brief.of(text, VALUE_MAX);
    }

    /** The words of a failure that was given as a plain value. */
    static String failure(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    }
}
