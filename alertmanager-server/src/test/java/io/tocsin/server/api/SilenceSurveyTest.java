package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.SilenceSurvey.Standing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SilenceSurveyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static String version(MatchType type, SilenceState state) {
        Silence silence = new Silence(
                "id",
                List.of(new MatcherSet(List.of(Matcher.of(type, "a", "b")))),
                NOW,
                NOW.plusSeconds(60),
                NOW,
                "me",
                "why",
                Labels.of("team", "a"),
                NOW.plusSeconds(600));
        return SilenceSurvey.version(List.of(new Standing(silence, state, 3)));
    }

    /** The hash of an enum's constant would be another one in each process, so in each run of this. */
    @Test
    void version_sameSilences_isTheSameInEveryProcess() {
        assertThat(version(MatchType.EQUAL, SilenceState.ACTIVE)).isEqualTo("531195f89ea24916");
    }

    @Test
    void version_otherStateOrOperator_isAnotherOne() {
        String version = version(MatchType.EQUAL, SilenceState.ACTIVE);
        assertThat(version(MatchType.EQUAL, SilenceState.PENDING)).isNotEqualTo(version);
        assertThat(version(MatchType.NOT_EQUAL, SilenceState.ACTIVE)).isNotEqualTo(version);
    }
}
