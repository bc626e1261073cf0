package io.tocsin.server.api;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.overview.SearchWords;
import java.util.ArrayList;
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
 * @param words each has to be in what is written in a silence
 * @param creators those that are wanted; none for all
 * @param filter matchers that a silence must itself have, literally
 * @param ids those that are wanted, in lower case; none for all
 * @param alert what a silence has to match
 */
record SilenceListQuery(
        Set<SilenceState> states,
        SearchWords words,
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

    /** Whether it takes long to compare every silence with what is asked for; rather yes than no. */
    static boolean isCostly(QueryParameters query) {
        return FilterReader.isCostly(query)
                || query.last(PageParameters.SEARCH).isPresent()
                || query.last(ALERT).isPresent();
    }

    static SilenceListQuery parse(QueryParameters query, MatcherParser parser) throws ParameterException {
        return new SilenceListQuery(
                states(query),
                PageParameters.words(query),
                new TreeSet<>(query.all("creator")),
                new FilterReader(query, parser).located("filter"),
                query.all("id").stream()
                        .map(id -> id.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)),
                alert(query),
                SilenceSort.parse(query.last("sort").orElse("")),
                PageParameters.of(query, LIMIT_DEFAULT, LIMIT_MAX));
    }

    private static Set<SilenceState> states(QueryParameters query) throws ParameterException {
        Set<SilenceState> states = EnumSet.noneOf(SilenceState.class);
        for (String text : query.all("state")) {
            states.add(Arrays.stream(SilenceState.values())
                    .filter(state -> state.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> PageParameters.unexpected("state", text, "active, pending or expired")));
        }
        return states.isEmpty() ? EnumSet.of(SilenceState.ACTIVE, SilenceState.PENDING) : states;
    }

    private static Optional<Fingerprint> alert(QueryParameters query) throws ParameterException {
        Optional<String> text = query.last(ALERT);
        if (text.isPresent() && !text.get().matches(FINGERPRINT)) {
            throw PageParameters.unexpected(ALERT, text.get(), "a fingerprint of 16 hexadecimal digits");
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
        List<String> texts = new ArrayList<>(List.of(silence.comment(), silence.createdBy(), silence.id()));
        silence.matcherSets().forEach(set -> texts.add(set.toString()));
        return words.areIn(texts);
    }
}
