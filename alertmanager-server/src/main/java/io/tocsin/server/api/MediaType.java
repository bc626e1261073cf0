package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a {@code Content-Type} header says, read as Go reads it, its errors included. Immutable.
 *
 * @param name type and, behind a slash, subtype in lower case; a type alone is taken, too
 * @see "Go: mime.ParseMediaType; go-openapi/runtime, observed with alertmanager 0.33.1"
 */
record MediaType(String name) {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
    /** What a backslash may stand before in a quoted value. */
    private static final String SPECIAL = "()<>@,;:\\\"/[]?=";

    MediaType {
        requireNonNull(name, "name");
    }

    /** A header that is none; the message is in the original's words. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** @throws MalformedException if it is none, or says a parameter twice */
    static MediaType parse(String header) throws MalformedException {
        int semicolon = header.indexOf(';');
        String name =
                (semicolon < 0 ? header : header.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
        checkName(name);
        new Parameters(semicolon < 0 ? "" : header.substring(semicolon)).check();
        return new MediaType(name);
    }

    private static void checkName(String name) throws MalformedException {
        int type = tokenEnd(name, 0);
        if (type == 0) {
            throw new MalformedException("mime: no media type");
        }
        if (type == name.length()) {
            return;
        }
        if (name.charAt(type) != '/') {
            throw new MalformedException("mime: expected slash after first token");
        }
        int subtype = tokenEnd(name, type + 1);
        if (subtype == type + 1) {
            throw new MalformedException("mime: expected token after slash");
        }
        if (subtype < name.length()) {
            throw new MalformedException("mime: unexpected content after media subtype");
        }
    }

    private static int tokenEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isTokenPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isTokenPart(char c) {
        return c >= '0' && c <= '9'
                || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    /** Reads {@code ;name=value} again and again. Owned by whoever reads. */
    private static final class Parameters {
        private final String text;
        private int position;

        Parameters(String text) {
            this.text = text;
        }

        void check() throws MalformedException {
            Map<String, String> seen = new HashMap<>();
            for (skipBlanks(); position < text.length(); skipBlanks()) {
                if (text.substring(position).trim().equals(";")) {
                    // One at the end is forgiven.
                    return;
                }
                expect(';');
                String name = token().toLowerCase(Locale.ROOT);
                expect('=');
                String value = value();
                String before = seen.put(name, value);
                if (before != null && !before.equals(value)) {
                    throw new MalformedException("mime: duplicate parameter name");
                }
            }
        }

        private void expect(char sign) throws MalformedException {
            skipBlanks();
            if (position == text.length() || text.charAt(position) != sign) {
                throw invalid();
            }
            position++;
            skipBlanks();
        }

        private String token() throws MalformedException {
            int end = tokenEnd(text, position);
            if (end == position) {
                throw invalid();
            }
            String token = text.substring(position, end);
            position = end;
            return token;
        }

        private String value() throws MalformedException {
            if (position == text.length() || text.charAt(position) != '"') {
                return token();
            }
            StringBuilder value = new StringBuilder();
            for (int i = position + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    position = i + 1;
                    return value.toString();
                }
                boolean isEscape = c == '\\' && i + 1 < text.length() && SPECIAL.indexOf(text.charAt(i + 1)) >= 0;
                value.append(isEscape ? text.charAt(++i) : c);
            }
            throw invalid();
        }

        private void skipBlanks() {
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
        }

        private static MalformedException invalid() {
            return new MalformedException("mime: invalid media parameter");
        }
    }
}
