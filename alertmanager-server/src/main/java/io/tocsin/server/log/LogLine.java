package io.tocsin.server.log;

import org.jspecify.annotations.Nullable;

/** A log line being written, one pair after the other. */
interface LogLine {
    void add(String key, @Nullable Object value);

    /** The finished line with its line feed. */
    String end();

    /** The words of a failure that was given as a plain value. */
    static String failure(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    }
}
