package io.tocsin.core.silence;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import java.time.Instant;
import java.util.List;

/**
 * A silence as a client wants it, with nothing checked. Immutable.
 *
 * @param id the silence to change, or empty for a new one
 * @param startsAt {@link #NO_TIME} means now
 */
public record SilenceRequest(
        String id,
        List<List<MatcherText>> matcherSets,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        Labels annotations) {
    /** How a client in Go writes a time that is not given. */
    public static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    public SilenceRequest {
        requireNonNull(id, "id");
        matcherSets = matcherSets.stream().map(List::copyOf).toList();
        requireNonNull(startsAt, "startsAt");
        requireNonNull(endsAt, "endsAt");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(comment, "comment");
        requireNonNull(annotations, "annotations");
    }

    /** Whether its matchers are compiled in no time; what is not is for a thread that others do not wait for. */
    public boolean isReadQuickly() {
        StringBuilder regexes = new StringBuilder();
        for (List<MatcherText> set : matcherSets) {
            for (MatcherText matcher : set) {
                if (matcher.type().isRegex()) {
                    regexes.append(matcher.value()).append('|');
                }
            }
        }
        return LabelPattern.compilesQuickly(regexes);
    }

    /** A matcher of which nobody knows yet whether its name is allowed and its regex one. */
    public record MatcherText(MatchType type, String name, String value) {
        public MatcherText {
            requireNonNull(type, "type");
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }
    }
}
