package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.Slash;
import java.util.Set;

/** JavaScript: strings, template literals, regular expressions and comments. */
final class ScriptRules {
    static final String LINE_ENDS = "\n\r\u2028\u2029";

    private static final String CODE_SPECIALS = "\"'`/{}<-#";
    private static final String BLANKS = "\t\n\f\r \u2028\u2029";
    private static final String REGEXP_PRECEDERS = ",<>=*%&|^?!~([:;{}";

    /** Words before an expression. */
    private static final Set<String> EXPRESSION_WORDS = Set.of(
            "break",
            "case",
            "continue",
            "delete",
            "do",
            "else",
            "finally",
            "in",
            "instanceof",
            "return",
            "throw",
            "try",
            "typeof",
            "void");

    private ScriptRules() {}

    static Step code(Context context, Chunk chunk) throws MarkupException {
        int at = chunk.find(CODE_SPECIALS, chunk.from());
        if (at < 0) {
            return new Step(context.with(slashBehind(chunk, context.slash())), chunk.to());
        }
        Context here = context.with(slashBehind(chunk.until(at), context.slash()));
        return switch (chunk.at(at)) {
            case '"' -> new Step(here.with(State.SCRIPT_DOUBLE_QUOTED).with(Slash.REGEXP), at + 1);
            case '\'' -> new Step(here.with(State.SCRIPT_SINGLE_QUOTED).with(Slash.REGEXP), at + 1);
            case '`' -> new Step(here.with(State.SCRIPT_TEMPLATE).with(Slash.REGEXP), at + 1);
            case '/' -> slash(here, chunk, at);
            case '{' -> new Step(openBrace(here), at + 1);
            case '}' -> new Step(closeBrace(here), at + 1);
            case '<' -> comment(here, chunk, at, "<!--", State.SCRIPT_HTML_OPEN_COMMENT);
            case '-' -> comment(here, chunk, at, "-->", State.SCRIPT_HTML_CLOSE_COMMENT);
            default -> comment(here, chunk, at, "#!", State.SCRIPT_LINE_COMMENT);
        };
    }

    private static Step slash(Context here, Chunk chunk, int at) throws MarkupException {
        if (chunk.isAt(at, "//")) {
            return new Step(here.with(State.SCRIPT_LINE_COMMENT), at + 2);
        }
        if (chunk.isAt(at, "/*")) {
            return new Step(here.with(State.SCRIPT_BLOCK_COMMENT), at + 2);
        }
        return switch (here.slash()) {
            case REGEXP -> new Step(here.with(State.SCRIPT_REGEXP), at + 1);
            case DIVISION -> new Step(here.with(Slash.REGEXP), at + 1);
            case UNKNOWN -> throw new MarkupException("'/' could start a division or regexp: " + chunk.quotedStart(at));
        };
    }

    private static Context openBrace(Context here) {
        Context block = here.with(Slash.REGEXP);
        return here.braces().isInLiteral() ? block.with(here.braces().open()) : block;
    }

    private static Context closeBrace(Context here) {
        if (!here.braces().isInLiteral()) {
            return here.with(Slash.REGEXP);
        }
        Context behind = here.with(here.braces().close());
        return here.braces().isAtEnd() ? behind.with(State.SCRIPT_TEMPLATE) : behind.with(Slash.REGEXP);
    }

    private static Step comment(Context here, Chunk chunk, int at, String start, State state) {
        return chunk.isAt(at, start) ? new Step(here.with(state), at + start.length()) : new Step(here, at + 1);
    }

    static Step string(Context context, Chunk chunk) throws MarkupException {
        String specials = context.state() == State.SCRIPT_DOUBLE_QUOTED ? "\\\"" : "\\'";
        int at = chunk.find(specials, chunk.from());
        while (at >= 0) {
            if (chunk.at(at) != '\\') {
                return new Step(context.with(State.SCRIPT).with(Slash.DIVISION), at + 1);
            }
            at = chunk.find(specials, behindEscape(chunk, at));
        }
        return new Step(context, chunk.to());
    }

    static Step regexp(Context context, Chunk chunk) throws MarkupException {
        boolean isInCharset = false;
        int at = chunk.find("\\/[]", chunk.from());
        while (at >= 0) {
            int next = at + 1;
            switch (chunk.at(at)) {
                case '\\' -> next = behindEscape(chunk, at);
                case '[' -> isInCharset = true;
                case ']' -> isInCharset = false;
                default -> {
                    if (chunk.isAt(at - 1, "</script")) {
                        // It does not end the expression: its "<" is going to be escaped.
                        next++;
                    } else if (!isInCharset) {
                        return new Step(context.with(State.SCRIPT).with(Slash.DIVISION), next);
                    }
                }
            }
            at = chunk.find("\\/[]", next);
        }
        if (isInCharset) {
            throw new MarkupException("unfinished JS regexp charset: " + chunk.quoted(chunk.from()));
        }
        return new Step(context, chunk.to());
    }

    static Step template(Context context, Chunk chunk) throws MarkupException {
        int at = chunk.find("\\`$", chunk.from());
        while (at >= 0) {
            int next = at + 1;
            switch (chunk.at(at)) {
                case '\\' -> next = behindEscape(chunk, at);
                case '`' -> {
                    return new Step(context.with(State.SCRIPT), next);
                }
                default -> {
                    if (chunk.isAt(at, "${")) {
                        return new Step(
                                context.with(State.SCRIPT).with(context.braces().enter()), next + 1);
                    }
                }
            }
            at = chunk.find("\\`$", next);
        }
        return new Step(context, chunk.to());
    }

    private static int behindEscape(Chunk chunk, int backslash) throws MarkupException {
        if (backslash + 1 == chunk.to()) {
            throw new MarkupException("unfinished escape sequence in JS string: " + chunk.quoted(chunk.from()));
        }
        return backslash + 2;
    }

    /** What a slash behind {@code code} means, which has nothing special in it. */
    private static Slash slashBehind(Chunk code, Slash before) {
        int end = code.to();
        while (end > code.from() && BLANKS.indexOf(code.at(end - 1)) >= 0) {
            end--;
        }
        if (end == code.from()) {
            return before;
        }
        char last = code.at(end - 1);
        boolean precedesRegexp;
        if (last == '+' || last == '-') {
            // An odd number is an operator, an even one increments what is before it.
            precedesRegexp = (end - startOfRun(code, end)) % 2 == 1;
        } else if (last == '.') {
            precedesRegexp = end - code.from() == 1 || !Ascii.isDigit(code.at(end - 2));
        } else {
            precedesRegexp = REGEXP_PRECEDERS.indexOf(last) >= 0 || EXPRESSION_WORDS.contains(lastWord(code, end));
        }
        return precedesRegexp ? Slash.REGEXP : Slash.DIVISION;
    }

    private static int startOfRun(Chunk code, int end) {
        int start = end - 1;
        while (start > code.from() && code.at(start - 1) == code.at(end - 1)) {
            start--;
        }
        return start;
    }

    private static String lastWord(Chunk code, int end) {
        int start = end;
        while (start > code.from() && isWordPart(code.at(start - 1))) {
            start--;
        }
        return code.text().substring(start, end);
    }

    /** Whether {@code character} may be in a name, keyword or number. */
    static boolean isWordPart(int character) {
        return character == '$' || character == '_' || Ascii.isAlphanumeric(character);
    }
}
