package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.Place;
import io.tocsin.evaluator.promql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what has to be said about an answer: of warnings and infos the first {@value #TEXTS_MAX} different ones each, and
 * how often there was another one. What is said of several places is said once, of the last of them. Owned by one evaluation.
 *
 * @see "Upstream: util/annotations, which has one annotation for each text"
 */
final class Annotations {
    /** Ten times as many as the API shows. */
    static final int TEXTS_MAX = 100;

    private static final String WARNING = "PromQL warning: ";
    private static final String INFO = "PromQL info: ";

    private final String query;
    private final Kept warnings = new Kept();
    private final Kept infos = new Kept();

    /** @param query text in which places are counted */
    Annotations(String query) {
        this.query = query;
    }

    /** What is kept of one kind: the places of texts. */
    private static final class Kept {
        final Map<String, Span> places = new TreeMap<>();
        long leftOut;

        void add(Span about, String text) {
            if (places.size() < TEXTS_MAX || places.containsKey(text)) {
                places.put(text, about);
            } else {
                leftOut++;
            }
        }
    }

    void warn(Span about, String text) {
        warnings.add(about, text);
    }

    void inform(Span about, String text) {
        infos.add(about, text);
    }

    /** By their texts; where there were too many the last one says so. */
    List<String> warnings() {
        return texts(WARNING, warnings);
    }

    /** Likewise. */
    List<String> infos() {
        return texts(INFO, infos);
    }

    private List<String> texts(String kind, Kept kept) {
        List<String> texts = new ArrayList<>(kept.places.size() + 1);
        kept.places.forEach((text, span) -> texts.add(kind + text + " (" + place(span) + ")"));
        if (kept.leftOut > 0) {
            texts.add(kind + kept.leftOut + " more were left out");
        }
        return texts;
    }

    private String place(Span span) {
        return Place.of(query, Math.min(span.start(), query.length()));
    }
}
