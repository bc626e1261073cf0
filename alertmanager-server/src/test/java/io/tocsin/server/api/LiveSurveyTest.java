package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.SilenceSurvey.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A survey is kept as long as it is what there is to see, and not a moment longer. */
final class LiveSurveyTest {
    private static final Instant NOW = RunningApi.NOW;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RunningApi running = new RunningApi();
    private final LiveSurvey live = new LiveSurvey(running.parts);

    @AfterEach
    void stop() {
        running.close();
    }

    private void silence(Instant startsAt, Instant endsAt) {
        RunningApi.await(running.engine
                .silences()
                .set(
                        new SilenceRequest(
                                "",
                                List.of(List.of(new MatcherText(MatchType.EQUAL, "a", "1"))),
                                startsAt,
                                endsAt,
                                "me",
                                "why",
                                Labels.EMPTY),
                        Requester.NONE));
    }

    private void post(String a, Instant endsAt) {
        assertThat(running.client
                        .post("[{\"labels\":{\"a\":\"%s\"},\"startsAt\":\"2025-12-31T22:00:00Z\",\"endsAt\":\"%s\"}]"
                                .formatted(a, endsAt))
                        .status())
                .isEqualTo(200);
    }

    /** Once the groups of what was posted are flushed: that is a change. */
    private List<Standing> settled() {
        Awaitility.await().until(() -> {
            boolean isKept = live.isKept();
            live.now();
            return isKept;
        });
        return live.now().all();
    }

    private Standing only() {
        assertThat(live.now().all()).hasSize(1);
        return live.now().all().get(0);
    }

    @Test
    void now_nothingChanges_isKept_withTheTimeThatPasses() {
        silence(NOW, NOW.plusSeconds(60));
        post("1", NOW.plusSeconds(60));
        List<Standing> before = settled();
        running.advance(SECOND);
        assertThat(live.isKept()).isTrue();
        assertThat(live.now().all()).isSameAs(before);
        assertThat(live.now().now()).isEqualTo(NOW.plus(SECOND));
    }

    @Test
    void now_silenceSetOrEnded_isSeenAtOnce() {
        assertThat(live.now().all()).isEmpty();
        silence(NOW, NOW.plusSeconds(60));
        assertThat(live.isKept()).isFalse();
        Standing set = only();
        assertThat(set.state()).isEqualTo(SilenceState.ACTIVE);
        running.advance(SECOND);
        RunningApi.await(running.engine.silences().expire(set.silence().id(), Requester.NONE));
        assertThat(only().state()).isEqualTo(SilenceState.EXPIRED);
    }

    @Test
    void now_silenceBeginsAndEnds_isSeenWithoutAnyChange() {
        silence(NOW.plusSeconds(5), NOW.plusSeconds(10));
        String pending = live.now().version();
        assertThat(only().state()).isEqualTo(SilenceState.PENDING);
        running.advance(Duration.ofSeconds(5));
        assertThat(only().state()).isEqualTo(SilenceState.ACTIVE);
        assertThat(live.now().version()).isNotEqualTo(pending);
        running.advance(Duration.ofSeconds(4));
        assertThat(only().state()).isEqualTo(SilenceState.ACTIVE);
        running.advance(SECOND);
        assertThat(only().state()).as("at the moment of its end").isEqualTo(SilenceState.EXPIRED);
    }

    @Test
    void now_alertComesAndEnds_isCounted() {
        silence(NOW, NOW.plusSeconds(60));
        assertThat(only().matched()).isZero();
        post("1", NOW.plusSeconds(5));
        post("2", NOW.plusSeconds(9));
        assertThat(only().matched()).isEqualTo(1);
        settled();
        running.advance(Duration.ofSeconds(6));
        assertThat(only().matched()).as("it has ended").isZero();
    }

    @Test
    void now_alertThatGoesOn_isCountedOn() {
        silence(NOW, NOW.plusSeconds(60));
        post("1", NOW.plusSeconds(5));
        settled();
        post("1", NOW.plusSeconds(8));
        running.advance(Duration.ofSeconds(6));
        assertThat(only().matched()).isEqualTo(1);
        running.advance(Duration.ofSeconds(3));
        assertThat(only().matched()).isZero();
    }

    @Test
    void now_clockSetBack_isLookedAtAnew() {
        silence(NOW.plusSeconds(5), NOW.plusSeconds(60));
        running.advance(Duration.ofSeconds(6));
        assertThat(only().state()).isEqualTo(SilenceState.ACTIVE);
        running.advance(Duration.ofSeconds(-3));
        assertThat(live.isKept()).isFalse();
        assertThat(only().state()).isEqualTo(SilenceState.PENDING);
    }
}
