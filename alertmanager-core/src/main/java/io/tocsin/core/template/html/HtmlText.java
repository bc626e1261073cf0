package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.Delimiter;
import io.tocsin.core.template.html.Context.Element;
import org.jspecify.annotations.Nullable;

/** Text escaped for the places where HTML itself reads it. */
final class HtmlText {
    private static final String NO_CHARACTER = "\uFFFD";

    private static final Replacements ESCAPED = Replacements.none()
            .with(0, NO_CHARACTER)
            .with('"', "&#34;")
            .with('&', "&amp;")
            .with('\'', "&#39;")
            .with('+', "&#43;")
            .with('<', "&lt;")
            .with('>', "&gt;");

    /** For text that is HTML already: its character references stay. */
    private static final Replacements NORMALIZED = ESCAPED.with('&', null);

    private static final Replacements UNQUOTED_ESCAPED = unquoted(ESCAPED);
    private static final Replacements UNQUOTED_NORMALIZED = unquoted(NORMALIZED);

    private HtmlText() {}

    private static Replacements unquoted(Replacements quoted) {
        return quoted.with(0, "&#xfffd;").withAll("\t\n\u000B\f\r =`", character -> "&#" + character + ";");
    }

    static String escape(String text) {
        return ESCAPED.apply(text);
    }

    static String normalize(String html) {
        return NORMALIZED.apply(html);
    }

    /** For attributes without quotes. */
    static String escapeUnquoted(String text) {
        return Replacements.apply(text, point -> unquoted(UNQUOTED_ESCAPED, point));
    }

    static String normalizeUnquoted(String html) {
        return Replacements.apply(html, point -> unquoted(UNQUOTED_NORMALIZED, point));
    }

    private static @Nullable String unquoted(Replacements replacements, int point) {
        // Old browsers end unquoted values at these.
        return point >= 0xFDD0 && point <= 0xFDEF || point >= 0xFFF0 && point <= 0xFFFF
                ? "&#x" + Integer.toHexString(point) + ";"
                : replacements.of(point);
    }

    /** The text of {@code html} without tags and comments. */
    static String withoutTags(String html) {
        StringBuilder out = new StringBuilder(html.length());
        Context context = Context.TEXT;
        boolean isAllText = true;
        int at = 0;
        while (at < html.length()) {
            if (context.delimiter() == Delimiter.NONE) {
                Step step = inContent(context, new Chunk(html, at, html.length()));
                isAllText &= hasText(context);
                appendText(out, html, at, context, step);
                context = step.context();
                at = step.end();
            } else {
                int end = new Chunk(html, at, html.length())
                        .find(context.delimiter().ends(), at);
                if (end < 0) {
                    return out.toString();
                }
                at = context.delimiter() == Delimiter.SPACE_OR_TAG_END ? end : end + 1;
                context = Context.of(State.TAG, context.element());
            }
        }
        // A tag that ends right behind its name is taken for text.
        return isAllText ? html : out.toString();
    }

    private static boolean hasText(Context context) {
        return context.state() == State.TEXT || context.state() == State.RCDATA;
    }

    /** Scripts and style sheets are passed over as text. */
    private static Step inContent(Context context, Chunk chunk) {
        if (context.element() != Element.NONE && !context.state().isInTag()) {
            int end = TextPass.endTag(chunk, context.element());
            return new Step(end == chunk.to() ? context : Context.TEXT, end);
        }
        try {
            return Transitions.next(context, chunk);
        } catch (MarkupException e) {
            // What is no HTML has no text behind the mistake.
            return new Step(Context.DEAD, chunk.to());
        }
    }

    private static void appendText(StringBuilder out, String html, int from, Context context, Step step) {
        if (!hasText(context)) {
            return;
        }
        int end = step.end();
        if (step.context().state() != context.state()) {
            int tag = html.lastIndexOf('<', end - 1);
            end = tag >= from ? tag : end;
        }
        out.append(html, from, end);
    }
}
