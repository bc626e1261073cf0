package io.tocsin.server.api;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.QueryParameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which silences the page asks for, and in which order. Immutable.
 *
 * @param states those that are wanted; at least one
 * @param words in lower case; each has to be in what is written in a silence
 * @param creators those that are wanted; none for all
 * @param filter matchers that a silence must itself have, literally
 * @param ids those that are wanted, in lower case; none for all
 * @param alert what a silence has to match
 */
record SilenceListQuery(
        Set<SilenceState> states,
        List<String> words,
        Set<String> creators,
        List<Matcher> filter,
        Set<String> ids,
        Optional<Fingerprint> alert,
        SilenceSort sort,
        PageParameters page) {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;
    private static final String ALERT = "alert";
    private static final String FINGERPRINT = "[0-9a-fA-F]{16}";

    static SilenceListQuery parse(QueryParameters query, MatcherParser parser) throws BadParameterException {
        return new SilenceListQuery(
                states(query),
                words(query),
                new TreeSet<>(query.all("creator")),
                new FilterReader(query, parser).filterSets(),
                query.all("id").stream()
                        .map(id -> id.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)),
                alert(query),
                SilenceSort.parse(query.last("sort").orElse("")),
                PageParameters.read(query, LIMIT_DEFAULT, LIMIT_MAX));
    }

    private static Set<SilenceState> states(QueryParameters query) throws BadParameterException {
        Set<SilenceState> states = EnumSet.noneOf(SilenceState.class);
        for (String text : query.all("state")) {
            states.add(Arrays.stream(SilenceState.values())
                    .filter(state -> state.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new BadParameterException(
                            "state: expected one of: active, pending, expired, got \"" + text + "\"")));
        }
        return states.isEmpty() ? EnumSet.of(SilenceState.ACTIVE, SilenceState.PENDING) : states;
    }

    private static List<String> words(QueryParameters query) {
        return Arrays.stream(
                        query.last("search").orElse("").toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<Fingerprint> alert(QueryParameters query) throws BadParameterException {
        Optional<String> text = query.last(ALERT);
        if (text.isPresent() && !text.get().matches(FINGERPRINT)) {
            throw new BadParameterException(
                    ALERT + ": expected a fingerprint of 16 hexadecimal digits, got \"" + text.get() + "\"");
        }
        return text.map(Fingerprint::parse);
    }

    boolean isOfCreator(Silence silence) {
        return creators.isEmpty() || creators.contains(silence.createdBy());
    }

    /** Whether it fits, whatever its state and its creator. But for {@link #alert}, which is for whoever knows the alerts. */
    boolean fits(Silence silence) {
        return (ids.isEmpty() || ids.contains(silence.id())) && hasAllMatchers(silence) && hasAllWords(silence);
    }

    private boolean hasAllMatchers(Silence silence) {
        return filter.isEmpty()
                || silence.matcherSets().stream().anyMatch(set -> set.matchers().containsAll(filter));
    }

    private boolean hasAllWords(Silence silence) {
        if (words.isEmpty()) {
            return true;
        }
        String written = (silence.matcherSets().stream()
                                .map(MatcherSet::toString)
                                .collect(Collectors.joining("\n")) + "\n" + silence.comment() + "\n"
                        + silence.createdBy() + "\n" + silence.id())
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(written::contains);
    }
}
