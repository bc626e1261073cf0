package io.tocsin.core.template.html;

/** What literal text of a template does to the context. */
final class Transitions {
    private Transitions() {}

    /**
     * The context behind the beginning of {@code chunk}, as far as one rule of the language goes.
     *
     * @param chunk not empty; what follows it does not count
     * @throws MarkupException if no value could be escaped behind it
     */
    static Step next(Context context, Chunk chunk) throws MarkupException {
        return switch (context.state()) {
            case TEXT -> MarkupRules.text(context, chunk);
            case TAG -> MarkupRules.tag(context, chunk);
            case ATTRIBUTE_NAME -> MarkupRules.attributeName(context, chunk);
            case AFTER_NAME -> MarkupRules.afterName(context, chunk);
            case BEFORE_VALUE -> MarkupRules.beforeValue(context, chunk);
            case HTML_COMMENT -> MarkupRules.comment(context, chunk);
            case RCDATA, ATTRIBUTE, DEAD -> new Step(context, chunk.to());
            case URL, SRCSET ->
                new Step(
                        context.with(UrlRules.part(context.urlPart(), chunk.text(), chunk.from(), chunk.to())),
                        chunk.to());
            case META_CONTENT -> MarkupRules.metaContent(context, chunk);
            case META_CONTENT_URL -> MarkupRules.metaContentUrl(context, chunk);
            case SCRIPT -> ScriptRules.code(context, chunk);
            case SCRIPT_DOUBLE_QUOTED, SCRIPT_SINGLE_QUOTED -> ScriptRules.string(context, chunk);
            case SCRIPT_REGEXP -> ScriptRules.regexp(context, chunk);
            case SCRIPT_TEMPLATE -> ScriptRules.template(context, chunk);
            case SCRIPT_BLOCK_COMMENT -> blockComment(context, chunk, State.SCRIPT);
            case SCRIPT_LINE_COMMENT, SCRIPT_HTML_OPEN_COMMENT, SCRIPT_HTML_CLOSE_COMMENT ->
                lineComment(context, chunk, ScriptRules.LINE_ENDS, State.SCRIPT);
            case STYLE -> StyleRules.rules(context, chunk);
            case STYLE_DOUBLE_QUOTED,
                    STYLE_SINGLE_QUOTED,
                    STYLE_DOUBLE_QUOTED_URL,
                    STYLE_SINGLE_QUOTED_URL,
                    STYLE_URL -> StyleRules.string(context, chunk);
            case STYLE_BLOCK_COMMENT -> blockComment(context, chunk, State.STYLE);
            case STYLE_LINE_COMMENT -> lineComment(context, chunk, StyleRules.LINE_ENDS, State.STYLE);
        };
    }

    private static Step blockComment(Context context, Chunk chunk, State behind) {
        int end = chunk.text().indexOf("*/", chunk.from());
        return end < 0 || end + 2 > chunk.to()
                ? new Step(context, chunk.to())
                : new Step(context.with(behind), end + 2);
    }

    private static Step lineComment(Context context, Chunk chunk, String lineEnds, State behind) {
        int end = chunk.find(lineEnds, chunk.from());
        // The end of the line does not belong to the comment, so that it keeps statements apart.
        return end < 0 ? new Step(context, chunk.to()) : new Step(context.with(behind), end);
    }
}
