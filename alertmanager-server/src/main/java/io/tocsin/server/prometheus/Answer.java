package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.GoJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a request is answered: data, written piece by piece, and what has to be said about it.
 *
 * @param data the pieces; together one JSON value
 * @param warnings in the order in which they are shown; the first ten are
 * @param heldBytes about what it keeps in memory until it is sent; nothing for what is there anyway
 */
record Answer(
        Iterator<GoJson.Body> data, List<String> warnings, List<String> infos, long heldBytes, Runnable whenHeld) {
    /** Upstream shows no more of either. */
    private static final int REMARKS_MAX = 10;

    private static final String TRUNCATED = "results truncated due to limit";

    /** An element that is there anyway, in a list of its own. */
    private static final long ELEMENT_BYTES = 16;

    Answer {
        requireNonNull(data, "data");
        requireNonNull(whenHeld, "whenHeld");
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }

    Answer(Iterator<GoJson.Body> data, List<String> warnings, List<String> infos) {
        this(data, warnings, infos, 0, () -> {});
    }

    /** This one, which keeps so much in memory. */
    Answer holding(long bytes) {
        return new Answer(data, warnings, infos, bytes, whenHeld);
    }

    /** This one, which is held elsewhere until {@link #held} is called. */
    Answer releasing(Runnable elsewhere) {
        return new Answer(data, warnings, infos, heldBytes, elsewhere);
    }

    /** From here on it is held by whoever sends it, or by nobody. */
    void held() {
        whenHeld.run();
    }

    /** One that is short, or made of what is there anyway. */
    static Answer of(GoJson.Body data) {
        return new Answer(List.of(data).iterator(), List.of(), List.of());
    }

    /** A list that may be long, or the beginning of one. */
    static <T> Answer list(Limited<T> elements, Function<T, GoJson.Body> written) {
        return new Answer(Pieces.array(elements.kept(), written), elements.warnings(), List.of())
                .holding(ELEMENT_BYTES * elements.kept().size());
    }

    /**
     * As much of a list as was asked for.
     *
     * @param isCut whether there was more
     */
    record Limited<T>(List<T> kept, boolean isCut) {
        static <T> Limited<T> of(List<T> all, OptionalInt limit) {
            int max = limit.orElse(Integer.MAX_VALUE);
            return all.size() > max ? new Limited<>(all.subList(0, max), true) : new Limited<>(all, false);
        }

        List<String> warnings() {
            return isCut ? List.of(TRUNCATED) : List.of();
        }
    }

    /** The whole body. */
    Iterator<GoJson.Body> parts() {
        return Pieces.within(Answer::begin, data, this::end);
    }

    private static void begin(GoJson out) {
        out.writeStartObject();
        out.writeStringField("status", "success");
        out.writeFieldName("data");
    }

    private void end(GoJson out) {
        writeRemarks(out, "warnings", "warning", warnings);
        writeRemarks(out, "infos", "info", infos);
        out.writeEndObject();
    }

    private static void writeRemarks(GoJson out, String field, String one, List<String> remarks) {
        if (!remarks.isEmpty()) {
            out.writeArrayFieldStart(field);
            shown(one, remarks).forEach(out::writeString);
            out.writeEndArray();
        }
    }

    /** @see "Upstream: util/annotations AsStrings" */
    private static List<String> shown(String one, List<String> remarks) {
        if (remarks.size() <= REMARKS_MAX) {
            return remarks;
        }
        List<String> shown = new ArrayList<>(remarks.subList(0, REMARKS_MAX));
        int more = remarks.size() - REMARKS_MAX;
        shown.add(more + " more " + one + " annotations omitted");
        return shown;
    }
}
