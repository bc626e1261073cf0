package io.tocsin.notifiers.email;

import io.tocsin.core.label.GoQuote;
import io.tocsin.notifiers.http.Redaction;
import io.tocsin.notifiers.http.TransportFailure;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server's answer to a command, perhaps of several lines. Immutable.
 *
 * @param code three digits; less than 100 for something else than an answer
 * @param text without the codes; empty for nothing at all
 */
record SmtpReply(int code, String text) {
    /** What a connection is about to end, or worse, has ended with. */
    private static final String NOTHING = "[EOF]";

    private static final int CODE_LENGTH = 3;

    /** @param response as Angus has it: lines with codes, each byte a character */
    static SmtpReply of(int code, @Nullable String response) {
        String bytes = response == null || response.equals(NOTHING) ? "" : response;
        String decoded = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String text = decoded.lines()
                .map(line -> code < 100 ? line : line.substring(Math.min(CODE_LENGTH + 1, line.length())))
                .collect(Collectors.joining("\n"));
        return new SmtpReply(code, text);
    }

    /** As Go's client puts errors: {@code 550 "5.1.1 unknown"}. */
    String describe(Redaction redaction) {
        if (code >= 100) {
            return code + " " + GoQuote.quote(redaction.excerpt(text));
        }
        return text.isEmpty() ? TransportFailure.CLOSED : "short response: " + GoQuote.quote(redaction.excerpt(text));
    }
}
