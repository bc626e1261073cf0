package io.tocsin.core.template.function;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.TextBytes;
import java.io.ByteArrayOutputStream;
import java.util.Base64;

/**
 * Base64 in the alphabet of URLs, padded. Used once; not thread-safe.
 *
 * @see "Go: base64.URLEncoding, not strict: bits behind the last byte do not count, and ends of lines are ignored"
 */
final class Base64Text {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int GROUP = 4;

    private final byte[] source;
    private final ByteArrayOutputStream result;
    private int position;

    private Base64Text(byte[] source) {
        this.source = source;
        this.result = new ByteArrayOutputStream(source.length);
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder().encodeToString(TextBytes.of(text));
    }

    /** @throws CallException in Go's words, with the byte at which it is no such text */
    static String decoded(String text) throws CallException {
        Base64Text reader = new Base64Text(TextBytes.of(text));
        while (reader.decodeGroup()) {}
        return TextBytes.text(reader.result.toByteArray());
    }

    /** @return whether more may follow */
    private boolean decodeGroup() throws CallException {
        int bits = 0;
        for (int count = 0; count < GROUP; count++) {
            skipLineEnds();
            if (position == source.length) {
                if (count > 0) {
                    throw illegal(position - count);
                }
                return false;
            }
            int c = source[position++];
            if (c == '=') {
                endPadding(count);
                writeBytes(bits << 6 * (GROUP - count), count - 1);
                return false;
            }
            int value = c < 0 ? -1 : ALPHABET.indexOf(c);
            if (value < 0) {
                throw illegal(position - 1);
            }
            bits = bits << 6 | value;
        }
        writeBytes(bits, 3);
        return true;
    }

    private void writeBytes(int bits, int count) {
        for (int i = 0; i < count; i++) {
            result.write(bits >> 16 - 8 * i);
        }
    }

    /** @param count characters of the group before the padding */
    private void endPadding(int count) throws CallException {
        if (count < 2) {
            throw illegal(position - 1);
        }
        if (count == 2) {
            skipLineEnds();
            if (position == source.length) {
                throw illegal(position);
            }
            if (source[position] != '=') {
                throw illegal(position - 1);
            }
            position++;
        }
        skipLineEnds();
        if (position < source.length) {
            throw illegal(position);
        }
    }

    private void skipLineEnds() {
        while (position < source.length && (source[position] == '\n' || source[position] == '\r')) {
            position++;
        }
    }

    private static CallException illegal(int at) {
        return new CallException("illegal base64 data at input byte " + at);
    }
}
