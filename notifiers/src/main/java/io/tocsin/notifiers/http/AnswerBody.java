package io.tocsin.notifiers.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * The bytes of an answer's body, as they came. Not copied, as there may be many; nobody changes them
 * but whoever has the only use of them.
 */
public final class AnswerBody {
    private final byte[] bytes;
    private final int length;

    /** @param length how many of {@code bytes}, from the first, are the body */
    AnswerBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    public static AnswerBody of(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new AnswerBody(bytes, bytes.length);
    }

    public int length() {
        return length;
    }

    /** Begins with the body, and may be longer. */
    public byte[] array() {
        return bytes;
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /** The first bytes, at most so many, as UTF-8 text. */
    public String text(int bytesMax) {
        return new String(bytes, 0, Math.min(length, bytesMax), UTF_8);
    }
}
