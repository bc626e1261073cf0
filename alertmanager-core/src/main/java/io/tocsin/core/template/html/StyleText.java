package io.tocsin.core.template.html;

/** Text escaped for style sheets. */
final class StyleText {
    private static final String BACKSLASH = "\\\\";

    private static final Replacements ESCAPED = Replacements.none()
            .with(0, "\\0")
            .with('\t', "\\9")
            .with('\n', "\\a")
            .with('\f', "\\c")
            .with('\r', "\\d")
            .with('"', "\\22")
            .with('&', "\\26")
            .with('\'', "\\27")
            .with('(', "\\28")
            .with(')', "\\29")
            .with('+', "\\2b")
            .with('/', "\\2f")
            .with(':', "\\3a")
            .with(';', "\\3b")
            .with('<', "\\3c")
            .with('>', "\\3e")
            .with('\\', BACKSLASH)
            .with('{', "\\7b")
            .with('}', "\\7d");

    /** Could end the value, or begin something that is none. */
    private static final String UNSAFE = "\0\"'()/;@[\\]`{}<>";

    private StyleText() {}

    /** For strings. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String by = ESCAPED.of(c);
            if (by == null) {
                out.append(c);
                continue;
            }
            out.append(by);
            boolean runsOn = i + 1 == text.length() || Ascii.isHex(text.charAt(i + 1)) || isSpace(text.charAt(i + 1));
            if (runsOn && !by.equals(BACKSLASH)) {
                out.append(' ');
            }
        }
        return out.toString();
    }

    /** For a value such as {@code 10px} or {@code #fff}: it itself if it is harmless, else what shows that it is not. */
    static String filter(String text) {
        String plain = decode(text);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (UNSAFE.indexOf(c) >= 0 || c == '-' && i > 0 && plain.charAt(i - 1) == '-') {
                return EscaperFunctions.UNSAFE;
            }
            if (c != '-' && StyleRules.isAsciiNamePart(c)) {
                name.append((char) Ascii.lower(c));
            }
        }
        boolean runsCode = name.indexOf("expression") >= 0 || name.indexOf("mozbinding") >= 0;
        return runsCode ? EscaperFunctions.UNSAFE : plain;
    }

    /** The text without its escapes. */
    static String decode(String text) {
        int escape = text.indexOf('\\');
        if (escape < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (escape >= 0 && escape + 1 < text.length()) {
            out.append(text, at, escape);
            at = decodeEscape(text, escape + 1, out);
            escape = text.indexOf('\\', at);
        }
        // Nothing follows the last backslash: it is left out.
        return out.append(text, at, escape < 0 ? text.length() : escape).toString();
    }

    private static int decodeEscape(String text, int start, StringBuilder out) {
        if (!Ascii.isHex(text.charAt(start))) {
            int point = text.codePointAt(start);
            out.appendCodePoint(point);
            return start + Character.charCount(point);
        }
        int end = start + 1;
        while (end < text.length() && end < start + 6 && Ascii.isHex(text.charAt(end))) {
            end++;
        }
        int point = Integer.parseInt(text, start, end, 16);
        if (point > Character.MAX_CODE_POINT) {
            point /= 16;
            end--;
        }
        out.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
        return skipSpace(text, end);
    }

    /** One blank behind an escape belongs to it. */
    private static int skipSpace(String text, int at) {
        if (text.startsWith("\r\n", at)) {
            return at + 2;
        }
        return at < text.length() && isSpace(text.charAt(at)) ? at + 1 : at;
    }

    private static boolean isSpace(char c) {
        return Chunk.WHITESPACE.indexOf(c) >= 0;
    }
}
