package io.tocsin.server.api;

import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.SilenceSurvey.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One page of silences, with the counts that the page shows beside it. Immutable.
 *
 * @param survey all silences
 * @param total how many fit
 * @param states how many fit but for their state, by state
 * @param creators how many fit but for their creator, most first
 * @param page those that are shown, in order
 */
record SilenceList(
        SilenceSurvey survey, int total, Map<SilenceState, Integer> states, List<Count> creators, List<Standing> page) {
    private static final int CREATORS_MAX = 20;

    /** How many silences have this value. */
    record Count(String value, int count) {}

    SilenceList {
        creators = List.copyOf(creators);
        page = List.copyOf(page);
    }

    /**
     * Picks what is asked for.
     *
     * @param isAbout whether a silence is about the alert that {@code query} names; true if it names none
     */
    static SilenceList of(SilenceSurvey survey, SilenceListQuery query, Predicate<Silence> isAbout) {
        Map<SilenceState, Integer> states = new EnumMap<>(SilenceState.class);
        Map<String, Integer> creators = new HashMap<>();
        List<Standing> picked = new ArrayList<>();
        for (Standing each : survey.all()) {
            boolean fits = query.fits(each.silence()) && isAbout.test(each.silence());
            boolean isInState = query.states().contains(each.state());
            boolean isOfCreator = query.isOfCreator(each.silence());
            if (fits && isOfCreator) {
                states.merge(each.state(), 1, Integer::sum);
            }
            if (fits && isInState) {
                creators.merge(each.silence().createdBy(), 1, Integer::sum);
            }
            if (fits && isInState && isOfCreator) {
                picked.add(each);
            }
        }
        picked.sort(query.sort().order());
        return new SilenceList(
                survey, picked.size(), states, most(creators), query.page().partOf(picked));
    }

    private static List<Count> most(Map<String, Integer> creators) {
        return creators.entrySet().stream()
                .map(each -> new Count(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::value))
                .limit(CREATORS_MAX)
                .toList();
    }
}
