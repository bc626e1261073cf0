package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What a silence was like: a copy, since it may change or be forgotten. Long texts are cut. Immutable.
 *
 * @param matcherSets alternatives, each printed such as {@code {a="b",c=~"d"}}
 */
public record RecordedSilence(
        String id, List<String> matcherSets, Instant startsAt, Instant endsAt, String createdBy, String comment) {
    public RecordedSilence {
        requireNonNull(id, "id");
        matcherSets = List.copyOf(matcherSets);
        requireNonNull(startsAt, "startsAt");
        requireNonNull(endsAt, "endsAt");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(comment, "comment");
    }
}
