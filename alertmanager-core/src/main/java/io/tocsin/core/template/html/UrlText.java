package io.tocsin.core.template.html;

import io.tocsin.core.template.value.TextBytes;
import java.util.List;

/** URLs, and texts that become parts of one. */
final class UrlText {
    private static final List<String> SAFE_SCHEMES = List.of("http", "https", "mailto");
    private static final String RESERVED = "!#$&*+,/:;=?@[]";
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789abcdef";

    private UrlText() {}

    /** {@code url} if its scheme is harmless, else what shows that it is not. */
    static String filter(String url) {
        return isSafe(url) ? url : "#" + EscaperFunctions.UNSAFE;
    }

    private static boolean isSafe(String url) {
        int colon = url.indexOf(':');
        return colon < 0
                || url.lastIndexOf('/', colon) >= 0
                || SAFE_SCHEMES.stream().anyMatch(url.substring(0, colon)::equalsIgnoreCase);
    }

    /** Everything that is not plain becomes {@code %xx}, so that it is one part of a URL. */
    static String escape(String text) {
        return encode(text, false);
    }

    /** What cannot be in a URL becomes {@code %xx}. */
    static String normalize(String url) {
        return encode(url, true);
    }

    private static String encode(String text, boolean isUrl) {
        byte[] bytes = TextBytes.of(text);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            boolean stays = Ascii.isAlphanumeric(b)
                    || UNRESERVED.indexOf(b) >= 0
                    || isUrl && (RESERVED.indexOf(b) >= 0 || isEncoded(bytes, i));
            if (stays) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }

    private static boolean isEncoded(byte[] bytes, int at) {
        return bytes[at] == '%' && at + 2 < bytes.length && Ascii.isHex(bytes[at + 1]) && Ascii.isHex(bytes[at + 2]);
    }

    /** The candidates of an image, each a URL that may have its size behind it. */
    static String filterCandidates(String candidates) {
        StringBuilder out = new StringBuilder(candidates.length());
        int start = 0;
        for (int comma = candidates.indexOf(','); comma >= 0; comma = candidates.indexOf(',', start)) {
            appendCandidate(out, new Chunk(candidates, start, comma));
            out.append(',');
            start = comma + 1;
        }
        appendCandidate(out, new Chunk(candidates, start, candidates.length()));
        return out.toString();
    }

    private static void appendCandidate(StringBuilder out, Chunk candidate) {
        int start = candidate.skipWhitespace(candidate.from());
        int space = candidate.find(Chunk.WHITESPACE, start);
        int end = space < 0 ? candidate.to() : space;
        String url = candidate.text().substring(start, end);
        if (isSafe(url) && isSize(candidate, end)) {
            out.append(candidate.text(), candidate.from(), start)
                    .append(normalize(url))
                    .append(candidate.text(), end, candidate.to());
        } else {
            out.append('#').append(EscaperFunctions.UNSAFE);
        }
    }

    private static boolean isSize(Chunk candidate, int start) {
        for (int i = start; i < candidate.to(); i++) {
            char c = candidate.at(i);
            if (Chunk.WHITESPACE.indexOf(c) < 0 && !Ascii.isAlphanumeric(c)) {
                return false;
            }
        }
        return true;
    }

    /** One URL of an author who vouches for it, as a candidate. */
    static String candidate(String url) {
        return normalize(url).replace(",", "%2c");
    }
}
