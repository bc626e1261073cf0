package io.tocsin.core.template.html;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where in a document an action stands: what its value may mean there, and hence how it is escaped.
 *
 * @param element whose content or tag it is in, if that matters
 */
record Context(
        State state,
        Delimiter delimiter,
        UrlPart urlPart,
        Slash slash,
        Braces braces,
        Attribute attribute,
        Element element) {
    /** Between the tags of a document: where every template begins and must end. */
    static final Context TEXT = of(State.TEXT, Element.NONE);

    static final Context DEAD = of(State.DEAD, Element.NONE);

    Context {
        requireNonNull(state, "state");
        requireNonNull(delimiter, "delimiter");
        requireNonNull(urlPart, "urlPart");
        requireNonNull(slash, "slash");
        requireNonNull(braces, "braces");
        requireNonNull(attribute, "attribute");
        requireNonNull(element, "element");
    }

    /** What ends the value of the attribute. */
    enum Delimiter {
        NONE("delimNone", ""),
        DOUBLE_QUOTE("delimDoubleQuote", "\""),
        SINGLE_QUOTE("delimSingleQuote", "'"),
        SPACE_OR_TAG_END("delimSpaceOrTagEnd", " \t\n\f\r>");

        private final String goName;
        private final String ends;

        Delimiter(String goName, String ends) {
            this.goName = goName;
            this.ends = ends;
        }

        /** The characters, each of which ends it. */
        String ends() {
            return ends;
        }

        @Override
        public String toString() {
            return goName;
        }
    }

    /** How far a URL has come. */
    enum UrlPart {
        NONE("urlPartNone"),
        PRE_QUERY("urlPartPreQuery"),
        QUERY_OR_FRAGMENT("urlPartQueryOrFrag"),
        /** The branches before have not come equally far. */
        UNKNOWN("urlPartUnknown");

        private final String goName;

        UrlPart(String goName) {
            this.goName = goName;
        }

        @Override
        public String toString() {
            return goName;
        }
    }

    /** What a slash means in a script. */
    enum Slash {
        REGEXP("jsCtxRegexp"),
        DIVISION("jsCtxDivOp"),
        /** The branches before disagree. */
        UNKNOWN("jsCtxUnknown");

        private final String goName;

        Slash(String goName) {
            this.goName = goName;
        }

        @Override
        public String toString() {
            return goName;
        }
    }

    /** The kind of an attribute, by the language of its value. */
    enum Attribute {
        NONE("attrNone", State.ATTRIBUTE),
        SCRIPT("attrScript", State.SCRIPT),
        /** {@code type} of a script, which says whether its content is one. */
        SCRIPT_TYPE("attrScriptType", State.ATTRIBUTE),
        STYLE("attrStyle", State.STYLE),
        URL("attrURL", State.URL),
        SRCSET("attrSrcset", State.SRCSET),
        META_CONTENT("attrMetaContent", State.META_CONTENT);

        private final String goName;
        private final State start;

        Attribute(String goName, State start) {
            this.goName = goName;
            this.start = start;
        }

        /** In which state its value begins. */
        State start() {
            return start;
        }

        @Override
        public String toString() {
            return goName;
        }
    }

    /** Elements whose content or attributes are special. */
    enum Element {
        NONE("elementNone", "", State.TEXT),
        SCRIPT("elementScript", "script", State.SCRIPT),
        STYLE("elementStyle", "style", State.STYLE),
        TEXTAREA("elementTextarea", "textarea", State.RCDATA),
        TITLE("elementTitle", "title", State.RCDATA),
        META("elementMeta", "meta", State.TEXT);

        private final String goName;
        private final String tag;
        private final State content;

        Element(String goName, String tag, State content) {
            this.goName = goName;
            this.tag = tag;
            this.content = content;
        }

        static Element of(String tag) {
            for (Element element : values()) {
                if (element.tag.equalsIgnoreCase(tag)) {
                    return element;
                }
            }
            return NONE;
        }

        String tag() {
            return tag;
        }

        /** The context behind its tag. */
        Context content() {
            return content == State.TEXT ? TEXT : Context.of(content, this);
        }

        @Override
        public String toString() {
            return goName;
        }
    }

    static Context of(State state, Element element) {
        return new Context(state, Delimiter.NONE, UrlPart.NONE, Slash.REGEXP, Braces.UNUSED, Attribute.NONE, element);
    }

    Context with(State next) {
        return new Context(next, delimiter, urlPart, slash, braces, attribute, element);
    }

    Context with(State next, Attribute of) {
        return new Context(next, delimiter, urlPart, slash, braces, of, element);
    }

    Context with(Delimiter end) {
        return new Context(state, end, urlPart, slash, braces, attribute, element);
    }

    Context with(UrlPart part) {
        return new Context(state, delimiter, part, slash, braces, attribute, element);
    }

    Context with(Slash meaning) {
        return new Context(state, delimiter, urlPart, meaning, braces, attribute, element);
    }

    Context with(Braces open) {
        return new Context(state, delimiter, urlPart, slash, open, attribute, element);
    }

    /** The context in which the value of an action stands that begins here. */
    Context atAction() {
        return switch (state) {
            case TAG -> with(State.ATTRIBUTE_NAME);
            case AFTER_NAME -> with(State.ATTRIBUTE_NAME, Attribute.NONE);
            case BEFORE_VALUE -> with(attribute.start(), Attribute.NONE).with(Delimiter.SPACE_OR_TAG_END);
            default -> this;
        };
    }

    /** The context behind branches that end here and in {@code other}; empty if they do not go together. */
    Optional<Context> join(Context other) {
        if (state == State.DEAD || equals(other)) {
            return Optional.of(other);
        }
        if (other.state == State.DEAD) {
            return Optional.of(this);
        }
        if (with(other.urlPart).equals(other)) {
            return Optional.of(with(UrlPart.UNKNOWN));
        }
        if (with(other.slash).equals(other)) {
            return Optional.of(with(Slash.UNKNOWN));
        }
        Context left = atAction();
        Context right = other.atAction();
        return left.equals(this) && right.equals(other) ? Optional.empty() : left.join(right);
    }

    /** The name of the template {@code template} when it is called here. */
    String derivedName(String template) {
        if (state == State.TEXT) {
            return template;
        }
        StringBuilder name =
                new StringBuilder(template).append("$htmltemplate_").append(state);
        appendUnless(name, delimiter, Delimiter.NONE);
        appendUnless(name, urlPart, UrlPart.NONE);
        appendUnless(name, slash, Slash.REGEXP);
        if (braces.isUsed()) {
            name.append("_jsBraceDepth(").append(braces).append(')');
        }
        appendUnless(name, attribute, Attribute.NONE);
        appendUnless(name, element, Element.NONE);
        return name.toString();
    }

    private static <E extends Enum<E>> void appendUnless(StringBuilder name, E value, E usual) {
        if (value != usual) {
            name.append('_').append(value);
        }
    }

    /** As Go's messages show it. */
    @Override
    public String toString() {
        return "{" + state + ' ' + delimiter + ' ' + urlPart + ' ' + slash + ' ' + braces + ' ' + attribute + ' '
                + element + " <nil>}";
    }
}
