package io.tocsin.server.amtool;

import io.tocsin.core.label.MatcherParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code amtool silence query}: what to ask the server for, and which of its silences to show. The server filters by
 * matchers, everything else is left out here.
 *
 * @see "Upstream: cli/silence_query.go; observed with amtool 0.33.1"
 */
record SilenceQuery(List<String> matchers, Choice choice) {
    /**
     * Which silences are wanted.
     *
     * @param expired those that have ended, in place of those that have not
     * @param within only those that end, or have ended, within this time from now; zero and less for any
     * @param createdBy empty for any creator
     * @param id empty for any
     */
    record Choice(boolean expired, Duration within, String createdBy, String id) {
        private boolean keeps(JsonValue silence, Instant now) throws CommandFailure {
            return endsInTime(WrittenTime.parse(silence.get("endsAt").string()).instant(), now)
                    && (createdBy.isEmpty()
                            || createdBy.equals(silence.get("createdBy").string()))
                    && (id.isEmpty() || id.equals(silence.get("id").string()));
        }

        private boolean endsInTime(Instant end, Instant now) {
            boolean isLimited = !within.isZero() && !within.isNegative();
            if (expired) {
                return !end.isAfter(now) && !(isLimited && end.isBefore(now.minus(within)));
            }
            return !end.isBefore(now) && !(isLimited && end.isAfter(now.plus(within)));
        }
    }

    /** @param parser tells whether the first argument is a matcher; if it is none, it is the name of an alert */
    static SilenceQuery of(List<String> arguments, MatcherParser parser, Choice choice) {
        return new SilenceQuery(MatcherArguments.named(arguments, parser), choice);
    }

    List<Map.Entry<String, String>> parameters() {
        return matchers.stream().map(matcher -> Map.entry("filter", matcher)).toList();
    }

    /**
     * The silences wanted, in the order of the answer.
     *
     * @throws CommandFailure if the answer holds something else
     */
    List<JsonValue> choose(JsonValue answer, Instant now) throws CommandFailure {
        if (!(answer instanceof JsonValue.Items)) {
            throw new CommandFailure("the answer is no list of silences; is --alertmanager.url right?");
        }
        List<JsonValue> chosen = new ArrayList<>();
        for (JsonValue silence : answer.items()) {
            if (choice.keeps(silence, now)) {
                chosen.add(silence);
            }
        }
        return chosen;
    }
}
