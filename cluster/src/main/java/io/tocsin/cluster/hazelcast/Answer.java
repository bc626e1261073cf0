package io.tocsin.cluster.hazelcast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What comes back for a message: a byte that says whether it was accepted, then the answer, or why not.
 *
 * <p>Refusals are answers, not exceptions: an exception would have to be deserialised.
 */
final class Answer {
    private static final byte ACCEPTED = 1;
    private static final byte REFUSED = 0;

    private Answer() {}

    static byte[] accepted(byte[] answer) {
        return framed(ACCEPTED, answer);
    }

    static byte[] refused(String reason) {
        return framed(REFUSED, reason.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] framed(byte kind, byte[] content) {
        var framed = new byte[content.length + 1];
        framed[0] = kind;
        System.arraycopy(content, 0, framed, 1, content.length);
        return framed;
    }

    /** @throws IOException if the message was refused, with the reason */
    static byte[] open(byte[] framed) throws IOException {
        if (framed.length == 0) {
            throw new IOException("an empty answer");
        }
        byte[] content = Arrays.copyOfRange(framed, 1, framed.length);
        if (framed[0] != ACCEPTED) {
            throw new IOException("refused: " + new String(content, StandardCharsets.UTF_8));
        }
        return content;
    }
}
