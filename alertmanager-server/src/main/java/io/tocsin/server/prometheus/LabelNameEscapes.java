package io.tocsin.server.prometheus;

import io.tocsin.core.label.LabelName;

/**
 * Names of labels in paths, where a name that is no classic one may be written with escapes: {@code U__http_2e_method} for
 * {@code http.method}.
 *
 * @see "Upstream: prometheus/common model.UnescapeName, ValueEncodingEscaping"
 */
final class LabelNameEscapes {
    private static final String PREFIX = "U__";

    private LabelNameEscapes() {}

    /** The name as it is; what is not escaped, or not well, stays as written. */
    static String decode(String written) {
        if (!written.startsWith(PREFIX)) {
            return written;
        }
        StringBuilder name = new StringBuilder();
        int at = PREFIX.length();
        while (at < written.length()) {
            char c = written.charAt(at++);
            if (c != '_') {
                name.append(c);
                continue;
            }
            if (at < written.length() && written.charAt(at) == '_') {
                name.append('_');
                at++;
                continue;
            }
            int end = written.indexOf('_', at);
            int point = end < 0 ? -1 : codePoint(written.substring(at, end));
            if (point < 0) {
                return written;
            }
            name.appendCodePoint(point);
            at = end + 1;
        }
        return LabelName.isUtf8(name.toString()) ? name.toString() : written;
    }

    private static int codePoint(String hex) {
        if (hex.isEmpty() || hex.length() > 6) {
            return -1;
        }
        try {
            int point = Integer.parseInt(hex, 16);
            boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            return Character.isValidCodePoint(point) && !isSurrogate && hex.charAt(0) != '+' ? point : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
