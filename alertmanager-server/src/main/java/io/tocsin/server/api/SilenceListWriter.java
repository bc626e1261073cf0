package io.tocsin.server.api;

import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.GoJson.Body;
import io.tocsin.server.api.SilenceSurvey.Standing;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes a page of silences as JSON; {@code docs/api.md} describes the fields. */
final class SilenceListWriter {
    private SilenceListWriter() {}

    /** What writes it, one after the other; none is longer than one silence. */
    static Iterator<Body> parts(SilenceList list) {
        return Stream.of(
                        Stream.<Body>of(out -> begin(out, list)),
                        list.page().stream().<Body>map(each -> out -> write(out, each)),
                        Stream.<Body>of(SilenceListWriter::end))
                .flatMap(Function.identity())
                .iterator();
    }

    private static void begin(GoJson out, SilenceList list) {
        out.writeStartObject();
        out.writeStringField("version", list.survey().version());
        out.writeStringField("now", ApiTime.format(list.survey().now()));
        out.writeNumberField("all", list.survey().all().size());
        out.writeNumberField("total", list.total());
        out.writeObjectFieldStart("states");
        for (SilenceState state : SilenceState.values()) {
            out.writeNumberField(state.label(), list.states().getOrDefault(state, 0));
        }
        out.writeEndObject();
        out.writeArrayFieldStart("creators");
        for (SilenceList.Count creator : list.creators()) {
            out.writeStartObject();
            out.writeStringField("value", creator.value());
            out.writeNumberField("count", creator.count());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("silences");
    }

    private static void end(GoJson out) {
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(GoJson out, Standing shown) {
        Silence silence = shown.silence();
        out.writeStartObject();
        out.writeStringField("id", silence.id());
        out.writeStringField("state", shown.state().label());
        out.writeFieldName("matchers");
        write(out, silence.matcherSets().get(0));
        if (silence.matcherSets().size() > 1) {
            out.writeArrayFieldStart("matcherSets");
            silence.matcherSets().forEach(set -> write(out, set));
            out.writeEndArray();
        }
        out.writeStringField("startsAt", ApiTime.format(silence.startsAt()));
        out.writeStringField("endsAt", ApiTime.format(silence.endsAt()));
        out.writeStringField("updatedAt", ApiTime.format(silence.updatedAt()));
        out.writeStringField("createdBy", silence.createdBy());
        out.writeStringField("comment", silence.comment());
        out.writeFieldName("annotations");
        AlertWriter.write(out, silence.annotations());
        if (shown.state() != SilenceState.EXPIRED) {
            out.writeNumberField("matched", shown.matched());
        }
        out.writeEndObject();
    }

    private static void write(GoJson out, MatcherSet set) {
        out.writeStartArray();
        set.matchers().forEach(matcher -> MatcherWriter.write(out, matcher));
        out.writeEndArray();
    }
}
