package io.tocsin.server.api;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.QueryParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which silences a GET asks for, and in which order it shows them. Immutable.
 *
 * @param filter matchers that a silence must itself have, literally
 * @param states those that are wanted
 * @see "Upstream: api/v2 getSilencesHandler, CheckSilenceMatchesFilterLabels and SortSilences, v0.34.0"
 */
record SilenceQuery(List<Matcher> filter, Set<SilenceState> states) {
    /** Of two silences the one that changes its state earlier; the latest to expire first among those that have. */
    private static final Map<SilenceState, Comparator<Silence>> ORDERS = new EnumMap<>(Map.of(
            SilenceState.ACTIVE, Comparator.comparing(Silence::endsAt),
            SilenceState.PENDING, Comparator.comparing(Silence::startsAt),
            SilenceState.EXPIRED, Comparator.comparing(Silence::endsAt).reversed()));

    SilenceQuery {
        filter = List.copyOf(filter);
        states = Set.copyOf(states);
    }

    static SilenceQuery parse(QueryParameters query, MatcherParser parser) throws BadParameterException {
        Set<SilenceState> states = EnumSet.noneOf(SilenceState.class);
        for (SilenceState state : SilenceState.values()) {
            if (query.flagDefaultTrue(state.label())) {
                states.add(state);
            }
        }
        return new SilenceQuery(new FilterReader(query, parser).filter(), states);
    }

    /**
     * Active ones first, then pending, then expired ones.
     *
     * @param stored in the order that decides where times are equal
     */
    List<Silence> pick(List<Silence> stored, Instant now) {
        Map<SilenceState, List<Silence>> byState = new EnumMap<>(SilenceState.class);
        for (Silence silence : stored) {
            SilenceState state = silence.shownStateAt(now);
            if (states.contains(state) && hasAll(silence)) {
                byState.computeIfAbsent(state, each -> new ArrayList<>()).add(silence);
            }
        }
        List<Silence> picked = new ArrayList<>();
        byState.forEach((state, silences) -> {
            silences.sort(ORDERS.get(state));
            picked.addAll(silences);
        });
        return picked;
    }

    private boolean hasAll(Silence silence) {
        for (MatcherSet set : silence.matcherSets()) {
            if (set.matchers().containsAll(filter)) {
                return true;
            }
        }
        return false;
    }
}
