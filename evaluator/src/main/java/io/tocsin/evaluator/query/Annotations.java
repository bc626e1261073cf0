package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.Place;
import io.tocsin.evaluator.promql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what has to be said about an answer: of warnings and infos the first {@value #TEXTS_MAX} different ones each, and
 * how often there was another one. What is said of several places is said once. Owned by one evaluation.
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

    /**
     * What stands behind a text.
     *
     * @param about the place
     * @param corrected null if it is about something else
     */
    private record Said(Span about, @Nullable CorrectedBuckets corrected) {
        /** The last place counts, but the first one where details are put together: as in the original. */
        Said after(@Nullable Said before) {
            return before == null || before.corrected == null || corrected == null
                    ? this
                    : new Said(before.about, before.corrected.with(corrected));
        }
    }

    /** What is kept of one kind, by text. */
    private static final class Kept {
        final Map<String, Said> said = new TreeMap<>();
        long leftOut;

        void add(String text, Said more) {
            Said before = said.get(text);
            if (before != null || said.size() < TEXTS_MAX) {
                said.put(text, more.after(before));
            } else {
                leftOut++;
            }
        }
    }

    void warn(Span about, String text) {
        warnings.add(text, new Said(about, null));
    }

    void inform(Span about, String text) {
        infos.add(text, new Said(about, null));
    }

    /** As {@link #inform}, with details of histograms: those of the same text are put together. */
    void inform(Span about, String text, CorrectedBuckets corrected) {
        infos.add(text, new Said(about, corrected));
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
        List<String> texts = new ArrayList<>(kept.said.size() + 1);
        kept.said.forEach((text, said) -> {
            String details = said.corrected == null ? "" : said.corrected.details();
            texts.add(kind + text + details + " (" + place(said.about) + ")");
        });
        if (kept.leftOut > 0) {
            texts.add(kind + kept.leftOut + " more were left out");
        }
        return texts;
    }

    private String place(Span span) {
        return Place.of(query, Math.min(span.start(), query.length()));
    }
}
