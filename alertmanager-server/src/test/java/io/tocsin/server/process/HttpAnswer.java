package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SortedMap;

/**
 * An HTTP response as it came.
 *
 * @param status  the status code; {@link #NO_ANSWER} when the connection was closed before a status line
 * @param headers by name as sent, sorted
 * @param body    without chunk framing, otherwise undecoded
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are compared as text, never through equals.
public record HttpAnswer(int status, SortedMap<String, String> headers, byte[] body) {
    public static final int NO_ANSWER = 0;

    public String text() {
        return new String(body, UTF_8);
    }
}
