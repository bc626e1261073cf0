package io.tocsin.evaluator.promql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes bytes of which some may be no UTF-8: each of those becomes a lone surrogate from U+DC80 to U+DCFF. */
final class BrokenUtf8 {
    private static final int BYTE_FIRST = 0xDC00;

    private BrokenUtf8() {}

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (BYTE_FIRST + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }
}
