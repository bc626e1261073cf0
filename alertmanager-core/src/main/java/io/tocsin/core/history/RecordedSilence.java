package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Brief;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a silence was like: a copy, since it may change or be forgotten. Long texts are cut. Immutable.
 *
 * @param matcherSets alternatives, each printed such as {@code {a="b",c=~"d"}}
 */
public record RecordedSilence(
        String id, List<String> matcherSets, Instant startsAt, Instant endsAt, String createdBy, String comment) {
    private static final int SETS_MAX = 10;
    private static final int CREATED_BY_MAX = 200;

    public RecordedSilence {
        requireNonNull(id, "id");
        matcherSets = List.copyOf(matcherSets);
        requireNonNull(startsAt, "startsAt");
        requireNonNull(endsAt, "endsAt");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(comment, "comment");
    }

    static RecordedSilence of(Silence silence) {
        List<MatcherSet> sets = silence.matcherSets();
        List<String> printed = new ArrayList<>(1);
        for (int i = 0; i < Math.min(sets.size(), SETS_MAX); i++) {
            printed.add(Brief.of(sets.get(i).toString()));
        }
        return new RecordedSilence(
                silence.id(),
                printed,
                Recorder.millis(silence.startsAt()),
                Recorder.millis(silence.endsAt()),
                Brief.of(silence.createdBy(), CREATED_BY_MAX),
                Brief.of(silence.comment()));
    }
}
