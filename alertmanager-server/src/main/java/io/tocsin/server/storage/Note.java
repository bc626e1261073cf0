package io.tocsin.server.storage;

import io.tocsin.core.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;

/**
 * A small thing to be remembered beside the state: a name, a byte of zero, and a text.
 *
 * @param name without a zero
 */
record Note(String name, String text) {
    byte[] encode() {
        return (name + '\0' + text).getBytes(StandardCharsets.UTF_8);
    }

    static Note decode(byte[] bytes) throws MalformedRecordException {
        String whole = new String(bytes, StandardCharsets.UTF_8);
        int end = whole.indexOf('\0');
        if (end < 0) {
            throw new MalformedRecordException("a note without a name", 0);
        }
        return new Note(whole.substring(0, end), whole.substring(end + 1));
    }
}
