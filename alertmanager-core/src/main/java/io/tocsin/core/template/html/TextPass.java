package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.Attribute;
import io.tocsin.core.template.html.Context.Delimiter;
import io.tocsin.core.template.html.Context.Element;
import java.util.Locale;

/**
 * Goes through one literal text of a template: finds the context at its end, and takes comments out of it as well as what
 * could be misread once values stand beside it.
 */
final class TextPass {
    private static final String DOCTYPE = "<!doctype";
    private static final String UNQUOTED_ERRORS = "\"'<=`";
    private static final String END_TAG_ENDS = "> \t\n\f/";

    private final String text;
    private final Chunk all;
    private final StringBuilder edited = new StringBuilder();
    private Context context;
    /** What is before it is in {@link #edited}. */
    private int written;
    /** The next end tag of the element, as far as it has been looked for; -1 if that has not been done. */
    private int endTag = -1;

    private Element endTagOf = Element.NONE;

    private TextPass(Context start, String text) {
        this.context = start;
        this.text = text;
        this.all = new Chunk(text, 0, text.length());
    }

    /** What a text leads to: the context behind it, and what is left of it. */
    record Outcome(Context context, String text) {}

    /** @throws MarkupException if no value could be escaped behind it */
    static Outcome of(Context start, String text) throws MarkupException {
        return new TextPass(start, text).run();
    }

    private Outcome run() throws MarkupException {
        int at = 0;
        while (at < text.length()) {
            Step step = advance(at);
            edit(at, step);
            context = step.context();
            at = step.end();
        }
        if (written == 0) {
            return new Outcome(context, text);
        }
        if (!isBareComment(context)) {
            edited.append(text, written, text.length());
        }
        return new Outcome(context, edited.toString());
    }

    private Step advance(int from) throws MarkupException {
        if (context.delimiter() != Delimiter.NONE) {
            return attributeValue(from);
        }
        int end = endOfElement(from);
        return end == from ? new Step(Context.TEXT, from) : Transitions.next(context, new Chunk(text, from, end));
    }

    /** Where the content of the element ends; the end of the text if it goes on. */
    private int endOfElement(int from) {
        Element element = context.element();
        // An end tag in a literal of a script is escaped, and does not end it.
        boolean isScript = element == Element.SCRIPT;
        if (element == Element.NONE
                || element == Element.META
                || isScript
                        && (context.state().isScriptLiteral() || context.state().isComment())) {
            return text.length();
        }
        if (endTagOf != element || endTag < from) {
            endTagOf = element;
            endTag = endTag(new Chunk(text, from, text.length()), element);
        }
        return endTag;
    }

    /** Where the end tag of {@code element} begins; the end of {@code content} if it has none. */
    static int endTag(Chunk content, Element element) {
        String tag = "</" + element.tag();
        for (int at = content.find("<", content.from()); at >= 0; at = content.find("<", at + 1)) {
            int end = at + tag.length();
            if (content.isAt(at, tag) && end < content.to() && END_TAG_ENDS.indexOf(content.at(end)) >= 0) {
                return at;
            }
        }
        return content.to();
    }

    private Step attributeValue(int from) throws MarkupException {
        int end = all.find(context.delimiter().ends(), from);
        Chunk value = new Chunk(text, from, end < 0 ? text.length() : end);
        boolean isUnquoted = context.delimiter() == Delimiter.SPACE_OR_TAG_END;
        int error = isUnquoted ? value.find(UNQUOTED_ERRORS, from) : -1;
        if (error >= 0) {
            throw new MarkupException(
                    new Chunk(text, error, error + 1).quoted(error) + " in unquoted attr: " + value.quoted(from));
        }
        if (end < 0) {
            return new Step(behindPart(Entities.decode(text.substring(from))), text.length());
        }
        boolean isOtherScript = context.state() == State.ATTRIBUTE
                && context.attribute() == Attribute.SCRIPT_TYPE
                && !ScriptTypes.isScript(text.substring(from, end).toLowerCase(Locale.ROOT));
        Element element = isOtherScript ? Element.NONE : context.element();
        return new Step(Context.of(State.TAG, element), isUnquoted ? end : end + 1);
    }

    /** The context behind a part of an attribute's value that goes on. */
    private Context behindPart(String value) throws MarkupException {
        Step step = new Step(context, 0);
        while (step.end() < value.length()) {
            step = Transitions.next(step.context(), new Chunk(value, step.end(), value.length()));
        }
        return step.context();
    }

    private void edit(int from, Step step) {
        int to = step.end();
        Context next = step.context();
        if (context.state() == State.TEXT || context.state() == State.RCDATA) {
            int end = next.state() == context.state() ? to : lastTagStart(from, to);
            escapeTagStarts(from, end);
        } else if (isBareComment(context)) {
            replaceComment(to);
        }
        if (next.state() != context.state() && isBareComment(next)) {
            edited.append(text, written, to - startLength(next.state()));
            written = to;
        }
        if (context.state().isScriptLiteral()) {
            escapeScriptTags(from, to);
        }
    }

    private static boolean isBareComment(Context context) {
        return context.state().isComment() && context.delimiter() == Delimiter.NONE;
    }

    private int lastTagStart(int from, int to) {
        int at = text.lastIndexOf('<', to - 1);
        return at >= from ? at : to;
    }

    /** A {@code <} that begins no tag could begin one together with the value that follows. */
    private void escapeTagStarts(int from, int to) {
        int at = text.indexOf('<', from);
        while (at >= 0 && at < to) {
            if (!all.isAt(at, DOCTYPE)) {
                replace(at, at + 1, "&lt;");
            }
            at = text.indexOf('<', at + 1);
        }
    }

    /** Instead of a comment stands what keeps apart the words beside it. */
    private void replaceComment(int to) {
        if (context.state() == State.SCRIPT_BLOCK_COMMENT) {
            boolean hasLines = new Chunk(text, written, to).find(ScriptRules.LINE_ENDS, written) >= 0;
            edited.append(hasLines ? '\n' : ' ');
        } else if (context.state() == State.STYLE_BLOCK_COMMENT) {
            edited.append(' ');
        }
        written = to;
    }

    private static int startLength(State comment) {
        return switch (comment) {
            case HTML_COMMENT, SCRIPT_HTML_OPEN_COMMENT -> "<!--".length();
            case SCRIPT_HTML_CLOSE_COMMENT -> "-->".length();
            default -> "/*".length();
        };
    }

    private void escapeScriptTags(int from, int to) {
        Chunk literal = new Chunk(text, from, to);
        int at = literal.find("<", from);
        while (at >= 0) {
            if (literal.isAt(at, "<script") || literal.isAt(at, "</script") || literal.isAt(at, "<!--")) {
                replace(at, at + 1, "\\x3C");
            }
            at = literal.find("<", at + 1);
        }
    }

    private void replace(int from, int to, String by) {
        edited.append(text, written, from).append(by);
        written = to;
    }
}
