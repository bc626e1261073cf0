package io.tocsin.server.api;

import io.tocsin.core.label.Matcher;

/** Writes matchers as our own endpoints show them: as API v2 does, and as text. */
final class MatcherWriter {
    private MatcherWriter() {}

    static void write(GoJson out, Matcher matcher) {
        out.writeStartObject();
        out.writeStringField("name", matcher.name());
        out.writeStringField("value", matcher.value());
        out.writeBooleanField("isRegex", matcher.type().isRegex());
        out.writeBooleanField("isEqual", !matcher.type().isNegative());
        out.writeStringField("text", matcher.toString());
        out.writeEndObject();
    }
}
