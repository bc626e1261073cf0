package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
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
import org.jspecify.annotations.Nullable;

/**
 * All silences as they stand at one moment, with how many alerts each matches. Immutable.
 *
 * <p>Costs one look at every alert, which remembers its silences, and not one at every pair. The first look after a silence
 * came compares its regular expressions with every alert, so it is for the threads that do that.
 *
 * @param all in the order in which this member learned of them
 * @param version another one whenever anything else is to be shown, by a change or by the passing of time
 * @param now the moment
 * @param firstEnd when the first of the alerts that were counted ends, by the engine's time, unless it is sent again; {@link
 *     Instant#MAX} if none was counted
 */
record SilenceSurvey(List<Standing> all, String version, Instant now, Instant firstEnd) {
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
        Map<String, Integer> matched = new HashMap<>();
        Instant firstEnd = count(engine, silences, now, matched);
        List<Standing> all = new ArrayList<>(silences.size());
        for (Silence silence : silences) {
            SilenceState state = silence.shownStateAt(now);
            int count = state == SilenceState.EXPIRED ? 0 : matched.getOrDefault(silence.id(), 0);
            all.add(new Standing(silence, state, count));
        }
        return new SilenceSurvey(all, version(all), now, firstEnd);
    }

    /** The same, seen later: nothing has changed since. */
    SilenceSurvey at(Instant later) {
        return new SilenceSurvey(all, version, later, firstEnd);
    }

    /**
     * Counts into {@code matched} how many alerts each silence matches, by its id.
     *
     * @return when the first alert ends
     */
    private static Instant count(Engine engine, List<Silence> silences, Instant now, Map<String, Integer> matched) {
        if (silences.stream().allMatch(silence -> silence.shownStateAt(now) == SilenceState.EXPIRED)) {
            return Instant.MAX;
        }
        LiveSilences live = engine.silences();
        Instant alive = engine.now();
        @Nullable Timestamp firstEnd = null;
        for (RoutedAlert each : engine.alerts()) {
            Alert alert = each.alert();
            if (!alert.endsAt().isBefore(alive)) {
                firstEnd = firstEnd == null || alert.endsAt().isBefore(firstEnd) ? alert.endsAt() : firstEnd;
                live.matching(alert.labels(), now).forEach(id -> matched.merge(id, 1, Integer::sum));
            }
        }
        return firstEnd == null ? Instant.MAX : firstEnd.toInstant();
    }

    static String version(List<Standing> all) {
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
