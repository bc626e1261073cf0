package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.inhibit.InhibitRule;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set forward and back again, by less and by more than the intervals that are in use. */
final class ClockStepTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);

    /** So long alerts fire on after a step forward. */
    private static final Duration HELD = Duration.ofMinutes(5);

    private static final Duration REPEAT = Duration.ofMinutes(30);
    private static final Labels SOURCE = Labels.of("alertname", "Down", "severity", "critical");
    private static final Labels TARGET = Labels.of("alertname", "Slow", "severity", "warning");

    private final VirtualTime time = new VirtualTime(START);
    private final SteppedClock clock = new SteppedClock(time);
    private final List<Notification> delivered = new ArrayList<>();
    private int limited;

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, 120})
    void inhibition_sourceLeftWhileTheClockWasAhead_isBackWithTheNextPost(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        post(engine, SOURCE);
        aheadFor(minutes, HELD.plus(MINUTE.multipliedBy(2)));

        // when
        post(engine, TARGET);

        // then
        assertThat(engine.inhibitionOf(TARGET)).isPresent();
        for (int i = 0; i < 20; i++) {
            time.advance(MINUTE);
            post(engine, SOURCE);
            assertThat(engine.inhibitionOf(TARGET)).isPresent();
        }
    }

    @Test
    void inhibition_reloadWhileTheClockWasAhead_isBackWithTheNextPost() {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        post(engine, SOURCE);
        clock.step(Duration.ofMinutes(10));
        time.advance(HELD.plus(MINUTE));
        engine.reconfigure(plan());
        time.settle();
        clock.step(Duration.ofMinutes(-16));

        // when
        post(engine, SOURCE);

        // then
        assertThat(engine.inhibitionOf(TARGET)).isPresent();
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, 120})
    void inhibition_sourceCollected_endsWithinTheLifeOfTheSource(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        post(engine, SOURCE);
        aheadFor(minutes, Duration.ofMinutes(31));

        // when
        time.advance(Duration.ofMinutes(6));

        // then
        assertThat(engine.inhibitionOf(TARGET)).isEmpty();
        assertThat(engine.alertCount()).isZero();
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, 120})
    void nameLimit_endedWhileTheClockWasAhead_countAgain(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 2);
        post(engine, numbered(1));
        post(engine, numbered(2));
        clock.step(Duration.ofMinutes(minutes));
        time.advance(HELD.plus(MINUTE));
        post(engine, numbered(3));
        clock.step(Duration.ofMinutes(-minutes - 6));

        // when
        post(engine, numbered(1));
        post(engine, numbered(2));
        int limitedBefore = limited;
        post(engine, numbered(4));

        // then
        assertThat(limitedBefore).isZero();
        assertThat(limited).isEqualTo(1);
    }

    @Test
    void nameLimit_fullWhileTheClockWasAhead_makesRoomInTime() {
        // given
        Engine engine = engine(Duration.ZERO, 2);
        clock.step(Duration.ofHours(2));
        post(engine, numbered(1));
        post(engine, numbered(2));
        post(engine, numbered(3));
        clock.step(Duration.ofHours(-2));
        engine.post(List.of(
                new PostedAlert(numbered(1), Labels.EMPTY, Timestamp.of(START), null, ""),
                new PostedAlert(numbered(2), Labels.EMPTY, Timestamp.of(START), null, "")));
        time.settle();
        int limitedBefore = limited;

        // when
        time.advance(Duration.ofMinutes(6));
        post(engine, numbered(4));

        // then
        assertThat(limitedBefore).isEqualTo(1);
        assertThat(limited).isEqualTo(1);
    }

    @Test
    void silence_endedWhileTheClockWasAhead_mutesAtOnce() {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        silence(engine, Duration.ofHours(1));
        post(engine, TARGET);
        aheadFor(120, Duration.ofMinutes(16));
        assertThat(engine.silences().indexed()).isZero();

        // when, then
        assertThat(engine.silences().silencing(TARGET, clock.now())).hasSize(1);
        post(engine, SOURCE);
        assertThat(engine.silences().indexed()).isEqualTo(1);
        assertThat(engine.silences().silencing(TARGET, clock.now())).hasSize(1);
        assertThat(engine.silences().silencing(TARGET, START.plus(Duration.ofMinutes(61))))
                .isEmpty();
        assertThat(engine.silences().countsAt(clock.now()).active()).isEqualTo(1);
    }

    @Test
    void silence_clockSetBackBehindItsStart_mutesOn() {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        silence(engine, Duration.ofHours(1));
        // when
        clock.step(Duration.ofHours(-2));
        post(engine, TARGET);
        time.advance(MINUTE);
        // then
        assertThat(engine.silences().silencing(TARGET, clock.now())).hasSize(1);
        assertThat(engine.silences().countsAt(clock.now()).active()).isEqualTo(1);
        assertThat(delivered).isEmpty();
    }

    @Test
    void silence_clockSetBackBehindItsEndBySomebody_mutesNoMore() {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        silence(engine, Duration.ofHours(1));
        time.advance(Duration.ofMinutes(30));
        engine.silences().expire("silence", Requester.NONE);
        time.settle();
        // when
        clock.step(Duration.ofMinutes(-20));
        post(engine, TARGET);
        time.advance(MINUTE);
        // then
        assertThat(engine.silences().silencing(TARGET, clock.now())).isEmpty();
        assertThat(delivered).hasSize(1);
    }

    @ParameterizedTest(name = "start delay {0} s")
    @ValueSource(ints = {0, 45})
    void flush_clockSetBackBehindTheStart_isNotPutOff(int startDelay) {
        // given
        Engine engine = engine(Duration.ofSeconds(startDelay), 0);
        time.advance(MINUTE);

        // when
        clock.step(Duration.ofHours(-2));
        post(engine, SOURCE);
        time.advance(MINUTE);

        // then
        assertThat(delivered).hasSize(1);
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, 120})
    void log_notifiedWhileTheClockWasAhead_neitherRepeatsNorHoldsBack(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        clock.step(Duration.ofMinutes(minutes));
        post(engine, numbered(1));
        time.advance(MINUTE);
        clock.step(Duration.ofMinutes(-minutes));
        assertThat(delivered).hasSize(1);

        // when
        refreshing(engine, Duration.ofMinutes(20), numbered(1), numbered(2));
        int afterTheNewOne = delivered.size();
        refreshing(engine, REPEAT, numbered(1), numbered(2));

        // then
        assertThat(afterTheNewOne).isEqualTo(2);
        assertThat(delivered).hasSize(3);
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, 120})
    void log_onlyNotifiedWhileTheClockWasAhead_isRepeatedInTime(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        clock.step(Duration.ofMinutes(minutes));
        post(engine, SOURCE);
        time.advance(MINUTE);
        clock.step(Duration.ofMinutes(-minutes));

        // when
        refreshing(engine, Duration.ofMinutes(20), SOURCE);
        int inBetween = delivered.size();
        refreshing(engine, REPEAT.plus(GROUP_INTERVAL).minus(Duration.ofMinutes(19)), SOURCE);

        // then
        assertThat(inBetween).isEqualTo(1);
        assertThat(delivered).hasSize(2);
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, 120})
    void resolve_refreshedWhileTheClockWasAhead_isTold(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        post(engine, SOURCE);
        time.advance(MINUTE);
        clock.step(Duration.ofMinutes(minutes));
        engine.post(List.of(new PostedAlert(SOURCE, Labels.EMPTY, Timestamp.of(START), null, "")));
        time.settle();
        clock.step(Duration.ofMinutes(-minutes));

        // when
        engine.post(List.of(new PostedAlert(SOURCE, Labels.EMPTY, Timestamp.of(START), Timestamp.of(clock.now()), "")));
        time.advance(GROUP_INTERVAL);

        // then
        assertThat(last().alerts().get(0).isResolved()).isTrue();
    }

    @ParameterizedTest(name = "{0} min")
    @ValueSource(ints = {10, -10, 120, -120})
    void alert_firesOnWhileTheClockIsSet_isToldAndItsResolveToo(int minutes) {
        // given
        Engine engine = engine(Duration.ZERO, 0);
        refreshing(engine, GROUP_INTERVAL, SOURCE);

        // when
        clock.step(Duration.ofMinutes(minutes));
        refreshing(engine, Duration.ofMinutes(35), SOURCE, numbered(1));
        int both = last().alerts().size();
        clock.step(Duration.ofMinutes(-minutes));
        refreshing(engine, Duration.ofMinutes(35), SOURCE, numbered(1));
        List<Boolean> areResolved =
                last().alerts().stream().map(each -> each.isResolved()).toList();
        time.advance(Duration.ofMinutes(11 + Math.abs(minutes)));

        // then
        assertThat(both).isEqualTo(2);
        assertThat(areResolved).containsExactly(false, false);
        assertThat(last().alerts()).allMatch(each -> each.isResolved());
    }

    private Notification last() {
        return delivered.get(delivered.size() - 1);
    }

    private void aheadFor(int minutes, Duration passed) {
        time.settle();
        clock.step(Duration.ofMinutes(minutes));
        time.advance(passed);
        clock.step(Duration.ofMinutes(-minutes).minus(passed));
    }

    private void refreshing(Engine engine, Duration passed, Labels... labels) {
        for (Duration left = passed; left.compareTo(Duration.ZERO) > 0; left = left.minus(MINUTE)) {
            for (Labels each : labels) {
                post(engine, each);
            }
            time.advance(MINUTE);
        }
    }

    private void post(Engine engine, Labels labels) {
        engine.post(List.of(new PostedAlert(labels, Labels.EMPTY, null, null, "")));
        time.settle();
    }

    private static Labels numbered(int number) {
        return Labels.of("alertname", "Full", "disk", String.valueOf(number));
    }

    private void silence(Engine engine, Duration length) {
        Instant now = clock.now();
        engine.silences()
                .set(
                        new SilenceRequest(
                                "",
                                List.of(List.of(new MatcherText(MatchType.EQUAL, "alertname", "Slow"))),
                                now,
                                now.plus(length),
                                "",
                                "",
                                Labels.EMPTY),
                        Requester.NONE);
        time.settle();
    }

    private Engine engine(Duration startDelay, int perName) {
        EnginePorts ports = TestPorts.of(
                clock,
                time::monotonicNanos,
                new NoStateStore(),
                event -> limited += event instanceof EngineEvent.AlertLimited ? 1 : 0,
                () -> "silence");
        EngineSettings settings = new EngineSettings(
                Duration.ofDays(5),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                startDelay,
                perName,
                ResolvesWhileMuted.INCIDENT);
        Engine engine = new Engine(ports, settings, plan());
        time.settle();
        return engine;
    }

    private RoutingPlan plan() {
        RouteConfig route = RouteConfigBuilder.route()
                .receiver("r")
                .groupWait(Duration.ofSeconds(1))
                .groupInterval(GROUP_INTERVAL)
                .repeatInterval(REPEAT)
                .build();
        Integration integration = new Integration("r", "webhook", 0, true, false, notification -> {
            delivered.add(notification);
            return CompletableFuture.completedStage(SendResult.delivered());
        });
        InhibitRule rule = new InhibitRule(
                "",
                List.of(Matcher.of(MatchType.EQUAL, "severity", "critical")),
                List.of(Matcher.of(MatchType.EQUAL, "severity", "warning")),
                List.of());
        return new RoutingPlan(
                RoutingTree.of(route),
                Map.of("r", new Receiver("r", List.of(integration))),
                List.of(rule),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }
}
