package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who finds the count unchanged need not look again; so it must never stay behind, and should not move for nothing. */
final class VisibleChangesTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Labels ALERT = Labels.of("alertname", "Down");
    private static final Duration GROUP_WAIT = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime(START);
    private final Engine engine = new Engine(
            TestPorts.of(time, () -> 0, new NoStateStore(), event -> {}, () -> "id"), EngineSettings.DEFAULT, plan());

    private static RoutingPlan plan() {
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route()
                        .receiver("r")
                        .groupBy("alertname")
                        .build()),
                Map.of("r", new Receiver("r", List.of())),
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private void post(String annotation, Instant startsAt, Instant endsAt) {
        engine.post(List.of(new PostedAlert(
                ALERT, Labels.of("summary", annotation), Timestamp.of(startsAt), Timestamp.of(endsAt), "")));
        time.settle();
    }

    private void post(String annotation) {
        post(annotation, START, START.plus(Duration.ofDays(1)));
    }

    private boolean isSeen(Runnable change) {
        long before = engine.visibleChanges();
        change.run();
        time.settle();
        return engine.visibleChanges() != before;
    }

    @Test
    void post_firstAndResolved_isSeen() {
        assertThat(isSeen(() -> post("a"))).isTrue();
        assertThat(isSeen(() -> post("a", START, START))).isTrue();
    }

    @Test
    void refresh_thatPutsOffTheEndAlone_isNotSeen() {
        post("a");
        assertThat(isSeen(() -> post("a", START, START.plus(Duration.ofDays(2)))))
                .isFalse();
    }

    /** Whoever has looked counts on the end that was known then. */
    @Test
    void refresh_thatBringsTheEndForward_isSeen() {
        engine.post(List.of(new PostedAlert(ALERT, Labels.of("summary", "a"), Timestamp.of(START), null, "")));
        time.settle();
        assertThat(isSeen(() -> post("a", START, START.plusSeconds(30)))).isTrue();
    }

    @Test
    void refresh_withOtherAnnotationsOrAnotherStart_isSeen() {
        post("a");
        assertThat(isSeen(() -> post("b"))).isTrue();
        assertThat(isSeen(() -> post("b", START.minusSeconds(1), START.plus(Duration.ofDays(1)))))
                .isTrue();
    }

    @Test
    void post_acknowledged_isCountedBefore() {
        long before = engine.visibleChanges();
        AtomicLong atAnswer = new AtomicLong(before);
        engine.post(List.of(new PostedAlert(ALERT, Labels.EMPTY, null, null, "")))
                .thenAccept(outcome -> atAnswer.set(engine.visibleChanges()));
        time.settle();
        assertThat(atAnswer.get()).isGreaterThan(before);
    }

    @Test
    void flush_theFirst_isSeenAndLaterOnesAreNot() {
        post("a");
        assertThat(isSeen(() -> time.advance(GROUP_WAIT))).isTrue();
        assertThat(isSeen(() -> time.advance(Duration.ofMinutes(30)))).isFalse();
    }

    @Test
    void silence_setAndEnded_isSeen() {
        assertThat(isSeen(() -> engine.silences().set(silence(), Requester.NONE)))
                .isTrue();
        assertThat(isSeen(() -> engine.silences().expire("id", Requester.NONE))).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(isSeen(() -> engine.silences().expire("id", Requester.NONE)))
                .as("what has ended cannot be ended again")
                .isFalse();
    }

    /** What has expired is shown, too, until it is forgotten. */
    @Test
    void silence_forgotten_isSeen() {
        engine.silences().set(silence(), Requester.NONE);
        time.advance(Duration.ofDays(4));
        assertThat(engine.silences().size()).isEqualTo(1);
        assertThat(isSeen(() -> time.advance(Duration.ofHours(1)))).isFalse();
        assertThat(isSeen(() -> time.advance(Duration.ofDays(2)))).isTrue();
        assertThat(engine.silences().size()).isZero();
    }

    private static SilenceRequest silence() {
        return new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.EQUAL, "alertname", "Down"))),
                START,
                START.plusSeconds(60),
                "me",
                "why",
                Labels.EMPTY);
    }

    @Test
    void reconfigure_withAlerts_isSeen() {
        post("a");
        assertThat(isSeen(() -> engine.reconfigure(plan()))).isTrue();
    }

    @Test
    void silences_nextTurn_isWhenOneBeginsOrIsOver() {
        assertThat(engine.silences().nextTurn(START)).isEqualTo(Instant.MAX);
        engine.silences().set(silence(), Requester.NONE);
        time.settle();
        Instant end = START.plusSeconds(60);
        assertThat(engine.silences().nextTurn(START.minusSeconds(1))).isEqualTo(START);
        assertThat(engine.silences().nextTurn(START)).isEqualTo(end.plusNanos(1));
        assertThat(engine.silences().silencing(ALERT, end)).containsExactly("id");
        assertThat(engine.silences().nextTurn(end)).isEqualTo(end.plusNanos(1));
        assertThat(engine.silences().silencing(ALERT, end.plusNanos(1))).isEmpty();
        assertThat(engine.silences().nextTurn(end.plusNanos(1))).isEqualTo(Instant.MAX);
    }
}
