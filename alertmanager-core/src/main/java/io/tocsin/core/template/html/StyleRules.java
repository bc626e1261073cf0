package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.UrlPart;

/** Style sheets: strings, URLs and comments. */
final class StyleRules {
    static final String LINE_ENDS = "\n\f\r";

    private static final String URL = "url";

    private StyleRules() {}

    static Step rules(Context context, Chunk chunk) {
        int at = chunk.find("(\"'/", chunk.from());
        while (at >= 0) {
            switch (chunk.at(at)) {
                case '"' -> {
                    return new Step(context.with(State.STYLE_DOUBLE_QUOTED), at + 1);
                }
                case '\'' -> {
                    return new Step(context.with(State.STYLE_SINGLE_QUOTED), at + 1);
                }
                case '(' -> {
                    if (isBehindUrl(chunk.until(at))) {
                        return url(context, chunk, chunk.skipWhitespace(at + 1));
                    }
                }
                default -> {
                    if (chunk.isAt(at, "//")) {
                        return new Step(context.with(State.STYLE_LINE_COMMENT), at + 2);
                    }
                    if (chunk.isAt(at, "/*")) {
                        return new Step(context.with(State.STYLE_BLOCK_COMMENT), at + 2);
                    }
                }
            }
            at = chunk.find("(\"'/", at + 1);
        }
        return new Step(context, chunk.to());
    }

    private static boolean isBehindUrl(Chunk before) {
        int end = before.to();
        while (end > before.from() && Chunk.WHITESPACE.indexOf(before.at(end - 1)) >= 0) {
            end--;
        }
        int start = end - URL.length();
        return before.until(end).isAt(start, URL)
                && (start == before.from() || !isNamePart(before.text().codePointBefore(start)));
    }

    private static Step url(Context context, Chunk chunk, int start) {
        if (start < chunk.to() && chunk.at(start) == '"') {
            return new Step(context.with(State.STYLE_DOUBLE_QUOTED_URL), start + 1);
        }
        if (start < chunk.to() && chunk.at(start) == '\'') {
            return new Step(context.with(State.STYLE_SINGLE_QUOTED_URL), start + 1);
        }
        return new Step(context.with(State.STYLE_URL), start);
    }

    /** A string or URL, to its end. Any string may turn out to be a URL, so that its part is followed in all. */
    static Step string(Context context, Chunk chunk) throws MarkupException {
        String specials = switch (context.state()) {
            case STYLE_DOUBLE_QUOTED, STYLE_DOUBLE_QUOTED_URL -> "\\\"";
            case STYLE_SINGLE_QUOTED, STYLE_SINGLE_QUOTED_URL -> "\\'";
            default -> "\\\t\n\f\r )";
        };
        UrlPart part = context.urlPart();
        int decoded = chunk.from();
        int rest = decoded;
        int at = chunk.find(specials, decoded);
        while (at >= 0) {
            if (chunk.at(at) != '\\') {
                return new Step(context.with(part).with(State.STYLE), at + 1);
            }
            if (at + 1 == chunk.to()) {
                throw new MarkupException("unfinished escape sequence in CSS string: " + chunk.quoted(chunk.from()));
            }
            // Go looks at all before the first digit of an escape, and at what is before the end only from the last
            // one.
            part = part(part, chunk.text().substring(decoded, at));
            part = part(part, chunk.text().substring(at, at + 2));
            decoded = at;
            rest = at + 2;
            at = chunk.find(specials, rest);
        }
        return new Step(context.with(part(part, chunk.text().substring(rest, chunk.to()))), chunk.to());
    }

    private static UrlPart part(UrlPart before, String text) {
        String plain = StyleText.decode(text);
        return UrlRules.part(before, plain, 0, plain.length());
    }

    /** Whether {@code point} may be in the name of something. */
    static boolean isNamePart(int point) {
        return point >= 0x80 ? point != 0xFFFE && point != 0xFFFF : isAsciiNamePart(point);
    }

    static boolean isAsciiNamePart(int point) {
        return point == '-' || point == '_' || Ascii.isAlphanumeric(point);
    }
}
