package io.tocsin.server.api;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import java.time.Instant;
import java.util.List;

/** Writes silences with the original's fields in the original's order. */
final class SilenceWriter {
    private SilenceWriter() {}

    /**
     * Strings inside a silence are escaped for HTML, as in the original.
     *
     * @param now decides over the state shown
     */
    static void write(GoJson out, Silence silence, Instant now) {
        out.escapeHtml(true);
        out.writeStartObject();
        out.writeStringField("id", silence.id());
        out.writeObjectFieldStart("status");
        out.writeStringField("state", silence.shownStateAt(now).label());
        out.writeEndObject();
        out.writeStringField("updatedAt", ApiTime.format(silence.updatedAt()));
        if (!silence.annotations().isEmpty()) {
            out.writeFieldName("annotations");
            AlertWriter.write(out, silence.annotations());
        }
        out.writeStringField("comment", silence.comment());
        out.writeStringField("createdBy", silence.createdBy());
        out.writeStringField("endsAt", ApiTime.format(silence.endsAt()));
        out.writeFieldName("matchers");
        write(out, silence.matcherSets().get(0));
        out.writeStringField("startsAt", ApiTime.format(silence.startsAt()));
        writeOtherSets(out, silence.matcherSets());
        out.writeEndObject();
        out.escapeHtml(false);
    }

    /**
     * API v2 knows one set of matchers per silence; members of a cluster and snapshots may bring more.
     *
     * <p>Deviation D-061: the original fails for such a silence, and with it for the whole list.
     */
    private static void writeOtherSets(GoJson out, List<MatcherSet> sets) {
        if (sets.size() > 1) {
            out.writeArrayFieldStart("matcherSets");
            sets.forEach(set -> write(out, set));
            out.writeEndArray();
        }
    }

    private static void write(GoJson out, MatcherSet set) {
        out.writeStartArray();
        for (Matcher matcher : set.matchers()) {
            out.writeStartObject();
            out.writeBooleanField("isEqual", !matcher.type().isNegative());
            out.writeBooleanField("isRegex", matcher.type().isRegex());
            out.writeStringField("name", matcher.name());
            out.writeStringField("value", matcher.value());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
