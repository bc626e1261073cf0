package io.tocsin.core.template.function;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.TextBytes;
import java.io.ByteArrayOutputStream;

/**
 * Text as it stands in a URL's query.
 *
 * @see "Go: net/url QueryUnescape"
 */
final class QueryText {
    private QueryText() {}

    /** @throws CallException where a percent sign is not followed by two hexadecimal digits */
    static String unescaped(String text) throws CallException {
        byte[] bytes = TextBytes.of(text);
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] == '%') {
                result.write(byteAt(bytes, at));
                at += 3;
            } else {
                result.write(bytes[at] == '+' ? ' ' : bytes[at]);
                at++;
            }
        }
        return TextBytes.text(result.toByteArray());
    }

    private static int byteAt(byte[] bytes, int percent) throws CallException {
        int end = Math.min(percent + 3, bytes.length);
        int high = percent + 1 < end ? Character.digit((char) bytes[percent + 1], 16) : -1;
        int low = percent + 2 < end ? Character.digit((char) bytes[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            String escape = TextBytes.text(bytes, percent, end);
            throw new CallException("invalid URL escape " + GoQuote.quote(escape));
        }
        return high << 4 | low;
    }
}
