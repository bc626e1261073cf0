package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.Place;
import io.tocsin.evaluator.promql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects what has to be said about an answer. Owned by one evaluation. */
final class Annotations {
    private static final String WARNING = "PromQL warning: ";
    private static final String INFO = "PromQL info: ";

    private final String query;
    private final Set<String> warnings = new TreeSet<>();
    private final Set<String> infos = new TreeSet<>();

    /** @param query text in which places are counted */
    Annotations(String query) {
        this.query = query;
    }

    void warn(Span about, String text) {
        warnings.add(WARNING + text + place(about));
    }

    void inform(Span about, String text) {
        infos.add(INFO + text + place(about));
    }

    List<String> warnings() {
        return new ArrayList<>(warnings);
    }

    List<String> infos() {
        return new ArrayList<>(infos);
    }

    private String place(Span span) {
        return " (" + Place.of(query, Math.min(span.start(), query.length())) + ")";
    }
}
