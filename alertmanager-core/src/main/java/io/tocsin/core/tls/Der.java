package io.tocsin.core.tls;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Reads DER, the form that certificates, keys and distinguished names have, one element after the other. Owned by whoever reads. */
public final class Der {
    private static final int LONG_LENGTH = 0x80;
    private static final int BASE_128 = 0x80;
    /** The first number of an object identifier holds two. */
    private static final int FIRST_FACTOR = 40;

    private static final int LENGTH_BYTES_MAX = 3;
    private static final int HEAD_BYTES_MIN = 2;

    private final byte[] bytes;
    private int position;

    private Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes one element, or several one after the other */
    public static Der of(byte[] bytes) {
        return new Der(bytes.clone());
    }

    public boolean hasMore() {
        return position < bytes.length;
    }

    /** Whether this is one element and nothing else. */
    public boolean isWhole() {
        return bytes.length >= HEAD_BYTES_MIN && end(0) == bytes.length;
    }

    /** @throws IllegalArgumentException if there is none */
    public Der next() {
        int end = end(position);
        if (end > bytes.length) {
            throw new IllegalArgumentException(hex() + " ends too early");
        }
        Der element = new Der(Arrays.copyOfRange(bytes, position, end));
        position = end;
        return element;
    }

    /** What is in this element. */
    public Der content() {
        return new Der(contentBytes());
    }

    private byte[] contentBytes() {
        return Arrays.copyOfRange(bytes, contentStart(0), end(0));
    }

    private int contentStart(int start) {
        int length = at(start + 1);
        return start + HEAD_BYTES_MIN + (length < LONG_LENGTH ? 0 : length - LONG_LENGTH);
    }

    private int end(int start) {
        int length = at(start + 1);
        int contentStart = contentStart(start);
        if (length >= LONG_LENGTH) {
            if (length - LONG_LENGTH > LENGTH_BYTES_MAX) {
                return Integer.MAX_VALUE;
            }
            length = 0;
            for (int i = start + HEAD_BYTES_MIN; i < contentStart; i++) {
                length = length << 8 | at(i);
            }
        }
        return contentStart + length;
    }

    private int at(int index) {
        return index < bytes.length ? Byte.toUnsignedInt(bytes[index]) : 0;
    }

    /** The text that it holds; empty if it is of no kind of text, or broken. */
    public Optional<String> text() {
        Charset charset = switch (at(0)) {
            case 0x0C -> StandardCharsets.UTF_8;
            // Numeric, Printable, T61, IA5, Visible: openssl takes what is beyond ASCII in them for Latin-1.
            case 0x12, 0x13, 0x14, 0x16, 0x1A -> StandardCharsets.ISO_8859_1;
            case 0x1C -> Charset.forName("UTF-32BE");
            case 0x1E -> StandardCharsets.UTF_16BE;
            default -> null;
        };
        if (charset == null || !isWhole()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(contentBytes())).toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }

    /** An object identifier, as numbers with dots. */
    public String oid() {
        StringBuilder numbers = new StringBuilder();
        BigInteger number = BigInteger.ZERO;
        for (byte each : contentBytes()) {
            number = number.shiftLeft(7).or(BigInteger.valueOf(each & BASE_128 - 1));
            if ((each & BASE_128) == 0) {
                numbers.append(numbers.isEmpty() ? firstTwo(number) : "." + number);
                number = BigInteger.ZERO;
            }
        }
        return numbers.toString();
    }

    private static String firstTwo(BigInteger number) {
        int first = number.min(BigInteger.valueOf(2L * FIRST_FACTOR)).intValue() / FIRST_FACTOR;
        return first + "." + number.subtract(BigInteger.valueOf((long) first * FIRST_FACTOR));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }
}
