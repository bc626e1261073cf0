package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.LiveSilences;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All silences as they stand at one moment, with how many alerts each matches. Immutable.
 *
 * <p>Costs one look at every alert, which remembers its silences, and not one at every pair. The first look after a silence
 * came compares its regular expressions with every alert, so it is for the threads that do that.
 *
 * @param all in the order in which this member learned of them
 * @param now the moment
 */
record SilenceSurvey(List<Standing> all, Instant now) {
    /**
     * A silence as it stands.
     *
     * @param state as the API shows it
     * @param matched how many alerts that have not ended it matches; 0 for one that has expired
     */
    record Standing(Silence silence, SilenceState state, int matched) {}

    SilenceSurvey {
        all = List.copyOf(all);
    }

    static SilenceSurvey of(Engine engine, Instant now) {
        List<Silence> silences = engine.silences().all();
        Map<String, Integer> matched = matched(engine, silences, now);
        List<Standing> all = new ArrayList<>(silences.size());
        for (Silence silence : silences) {
            SilenceState state = silence.shownStateAt(now);
            int count = state == SilenceState.EXPIRED ? 0 : matched.getOrDefault(silence.id(), 0);
            all.add(new Standing(silence, state, count));
        }
        return new SilenceSurvey(all, now);
    }

    private static Map<String, Integer> matched(Engine engine, List<Silence> silences, Instant now) {
        Map<String, Integer> matched = new HashMap<>();
        if (silences.stream().allMatch(silence -> silence.shownStateAt(now) == SilenceState.EXPIRED)) {
            return matched;
        }
        LiveSilences live = engine.silences();
        Instant alive = engine.now();
        for (RoutedAlert each : engine.alerts()) {
            Alert alert = each.alert();
            if (!alert.endsAt().isBefore(alive)) {
                live.matching(alert.labels(), now).forEach(id -> matched.merge(id, 1, Integer::sum));
            }
        }
        return matched;
    }

    /** Another one whenever anything else is to be shown, by a change or by the passing of time. */
    String version() {
        Token token = new Token();
        for (Standing each : all) {
            Silence silence = each.silence();
            token.add(silence.id());
            token.add(silence.matcherSets().toString());
            token.add(silence.comment());
            token.add(silence.createdBy());
            token.add(silence.annotations());
            token.add(silence.startsAt());
            token.add(silence.endsAt());
            token.add(silence.updatedAt());
            token.add(each.state());
            token.add(each.matched());
        }
        return token.toString();
    }
}
