package io.tocsin.core.template.html;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.html.Context.Attribute;
import io.tocsin.core.template.html.Context.Delimiter;
import io.tocsin.core.template.html.Context.Element;

/** Tags, attributes and comments. */
final class MarkupRules {
    private static final String COMMENT_START = "<!--";
    private static final String COMMENT_END = "-->";
    private static final String NAME_ENDS = Chunk.WHITESPACE + "=>";
    private static final String NO_NAME = "'\"<";

    private MarkupRules() {}

    static Step text(Context context, Chunk chunk) {
        int at = chunk.find("<", chunk.from());
        while (at >= 0 && at + 1 < chunk.to()) {
            if (chunk.isAt(at, COMMENT_START)) {
                return new Step(Context.of(State.HTML_COMMENT, Element.NONE), at + COMMENT_START.length());
            }
            boolean closes = chunk.at(at + 1) == '/';
            int start = closes ? at + 2 : at + 1;
            int end = tagNameEnd(chunk, start);
            if (end > start) {
                Element element =
                        closes ? Element.NONE : Element.of(chunk.text().substring(start, end));
                return new Step(Context.of(State.TAG, element), end);
            }
            at = chunk.find("<", start);
        }
        return new Step(context, chunk.to());
    }

    /** Behind the name of a tag, such as {@code h1}, {@code svg:a} or {@code my-tag}. */
    private static int tagNameEnd(Chunk chunk, int start) {
        if (start >= chunk.to() || !Ascii.isLetter(chunk.at(start))) {
            return start;
        }
        int end = start + 1;
        while (end < chunk.to()) {
            boolean joins = chunk.at(end) == ':' || chunk.at(end) == '-';
            int next = joins ? end + 1 : end;
            if (next >= chunk.to() || !Ascii.isAlphanumeric(chunk.at(next))) {
                return end;
            }
            end = next + 1;
        }
        return end;
    }

    static Step tag(Context context, Chunk chunk) throws MarkupException {
        int start = chunk.skipWhitespace(chunk.from());
        if (start == chunk.to()) {
            return new Step(context, start);
        }
        if (chunk.at(start) == '>') {
            return new Step(context.element().content(), start + 1);
        }
        int end = attributeNameEnd(chunk, start);
        if (end == start) {
            throw new MarkupException("expected space, attr name, or end of tag, but got " + chunk.quoted(start));
        }
        Attribute attribute = AttributeNames.kind(chunk.text().substring(start, end), context.element());
        State state = end == chunk.to() ? State.ATTRIBUTE_NAME : State.AFTER_NAME;
        return new Step(Context.of(state, context.element()).with(state, attribute), end);
    }

    static Step attributeName(Context context, Chunk chunk) throws MarkupException {
        int end = attributeNameEnd(chunk, chunk.from());
        return new Step(end == chunk.to() ? context : context.with(State.AFTER_NAME), end);
    }

    private static int attributeNameEnd(Chunk chunk, int start) throws MarkupException {
        int end = chunk.find(NAME_ENDS + NO_NAME, start);
        if (end < 0) {
            return chunk.to();
        }
        if (NO_NAME.indexOf(chunk.at(end)) >= 0) {
            throw new MarkupException(GoQuote.quote(String.valueOf(chunk.at(end))) + " in attribute name: "
                    + chunk.quotedStart(chunk.from()));
        }
        return end;
    }

    static Step afterName(Context context, Chunk chunk) {
        int at = chunk.skipWhitespace(chunk.from());
        if (at == chunk.to()) {
            return new Step(context, at);
        }
        return chunk.at(at) == '='
                ? new Step(context.with(State.BEFORE_VALUE), at + 1)
                : new Step(context.with(State.TAG), at);
    }

    static Step beforeValue(Context context, Chunk chunk) {
        int at = chunk.skipWhitespace(chunk.from());
        if (at == chunk.to()) {
            return new Step(context, at);
        }
        Context value = context.with(context.attribute().start());
        return switch (chunk.at(at)) {
            case '"' -> new Step(value.with(Delimiter.DOUBLE_QUOTE), at + 1);
            case '\'' -> new Step(value.with(Delimiter.SINGLE_QUOTE), at + 1);
            default -> new Step(value.with(Delimiter.SPACE_OR_TAG_END), at);
        };
    }

    static Step comment(Context context, Chunk chunk) {
        int end = chunk.text().indexOf(COMMENT_END, chunk.from());
        return end < 0 || end + COMMENT_END.length() > chunk.to()
                ? new Step(context, chunk.to())
                : new Step(Context.TEXT, end + COMMENT_END.length());
    }

    /** The content of a meta element, which may be that of a redirect: {@code 5; url=/somewhere}. */
    static Step metaContent(Context context, Chunk chunk) {
        for (int i = chunk.from(); i < chunk.to(); i++) {
            if (chunk.isAt(i, "url")) {
                int behind = chunk.skipWhitespace(i + "url".length());
                if (behind < chunk.to() && chunk.at(behind) == '=') {
                    return new Step(context.with(State.META_CONTENT_URL), behind + 1);
                }
            }
        }
        return new Step(context, chunk.to());
    }

    static Step metaContentUrl(Context context, Chunk chunk) {
        int end = chunk.find(";", chunk.from());
        return end < 0 ? new Step(context, chunk.to()) : new Step(context.with(State.META_CONTENT), end + 1);
    }
}
