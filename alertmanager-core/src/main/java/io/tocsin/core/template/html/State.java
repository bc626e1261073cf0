package io.tocsin.core.template.html;

/** What a parser of HTML is in the middle of. */
enum State {
    TEXT("stateText"),
    TAG("stateTag"),
    ATTRIBUTE_NAME("stateAttrName"),
    AFTER_NAME("stateAfterName"),
    BEFORE_VALUE("stateBeforeValue"),
    HTML_COMMENT("stateHTMLCmt"),
    /** In an element such as title, whose text has character references but no tags. */
    RCDATA("stateRCDATA"),
    /** In the value of an attribute without a language of its own. */
    ATTRIBUTE("stateAttr"),
    URL("stateURL"),
    SRCSET("stateSrcset"),
    META_CONTENT("stateMetaContent"),
    META_CONTENT_URL("stateMetaContentURL"),
    SCRIPT("stateJS"),
    SCRIPT_DOUBLE_QUOTED("stateJSDqStr"),
    SCRIPT_SINGLE_QUOTED("stateJSSqStr"),
    SCRIPT_TEMPLATE("stateJSTmplLit"),
    SCRIPT_REGEXP("stateJSRegexp"),
    SCRIPT_BLOCK_COMMENT("stateJSBlockCmt"),
    SCRIPT_LINE_COMMENT("stateJSLineCmt"),
    /** Behind {@code <!--}, which begins a line comment in scripts. */
    SCRIPT_HTML_OPEN_COMMENT("stateJSHTMLOpenCmt"),
    /** Behind {@code -->}, which begins a line comment in scripts. */
    SCRIPT_HTML_CLOSE_COMMENT("stateJSHTMLCloseCmt"),
    STYLE("stateCSS"),
    STYLE_DOUBLE_QUOTED("stateCSSDqStr"),
    STYLE_SINGLE_QUOTED("stateCSSSqStr"),
    STYLE_DOUBLE_QUOTED_URL("stateCSSDqURL"),
    STYLE_SINGLE_QUOTED_URL("stateCSSSqURL"),
    STYLE_URL("stateCSSURL"),
    STYLE_BLOCK_COMMENT("stateCSSBlockCmt"),
    STYLE_LINE_COMMENT("stateCSSLineCmt"),
    /** Behind break or continue: nothing that follows is reached. */
    DEAD("stateDead");

    private final String goName;

    State(String goName) {
        this.goName = goName;
    }

    boolean isComment() {
        return switch (this) {
            case HTML_COMMENT,
                    SCRIPT_BLOCK_COMMENT,
                    SCRIPT_LINE_COMMENT,
                    SCRIPT_HTML_OPEN_COMMENT,
                    SCRIPT_HTML_CLOSE_COMMENT,
                    STYLE_BLOCK_COMMENT,
                    STYLE_LINE_COMMENT -> true;
            default -> false;
        };
    }

    /** In a string, template literal or regular expression of a script. */
    boolean isScriptLiteral() {
        return switch (this) {
            case SCRIPT_DOUBLE_QUOTED, SCRIPT_SINGLE_QUOTED, SCRIPT_TEMPLATE, SCRIPT_REGEXP -> true;
            default -> false;
        };
    }

    /** Between the name of a tag and its end, but not in the value of an attribute with a language of its own. */
    boolean isInTag() {
        return switch (this) {
            case TAG, ATTRIBUTE_NAME, AFTER_NAME, BEFORE_VALUE, ATTRIBUTE -> true;
            default -> false;
        };
    }

    /** As Go calls it. */
    @Override
    public String toString() {
        return goName;
    }
}
