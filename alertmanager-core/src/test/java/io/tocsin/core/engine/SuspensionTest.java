package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The intake gets no time for ten minutes, while the groups, which have an owner of their own, do. */
final class SuspensionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(2);
    private static final Labels ALERT = Labels.of("alertname", "A");

    private final VirtualTime time = new VirtualTime(START);
    private final VirtualProcess intake = new VirtualProcess(time);
    private final VirtualProcess groups = new VirtualProcess(time);
    private final InMemoryStateStore journal = new InMemoryStateStore();
    private final List<Notification> delivered = new ArrayList<>();
    private final List<Instant> flushed = new ArrayList<>();
    private final List<EngineEvent.AlertsHeld> gaps = new ArrayList<>();
    private final Engine engine = new Engine(ports(), EngineSettings.DEFAULT, plan());

    @Test
    void flush_intakeBehind_waitsForItAndRunsOnce() {
        // given
        firingFor(Duration.ofMinutes(4));
        intake.suspend();
        // when
        time.advance(Duration.ofMinutes(10));
        int before = flushed.size();
        intake.resume();
        time.advance(Duration.ofSeconds(59));
        // then
        assertThat(before).isEqualTo(1);
        assertThat(flushed).hasSize(2);
        assertThat(flushed.get(1)).isEqualTo(at(11));
        assertThat(delivered).hasSize(1);
    }

    @Test
    void flush_holdIsOver_tellsTheEnd() {
        // given
        firingFor(Duration.ofMinutes(4));
        intake.suspend();
        time.advance(Duration.ofMinutes(10));
        intake.resume();
        // when
        time.advance(RESOLVE_TIMEOUT.plus(GROUP_INTERVAL));
        // then
        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(1).alerts()).allMatch(each -> each.isResolved());
    }

    @Test
    void flush_reloadWhileItWaits_isThatOfTheNewGroupAlone() {
        // given
        firingFor(Duration.ofMinutes(4));
        intake.suspend();
        engine.reconfigure(plan());
        // when
        time.advance(Duration.ofMinutes(10));
        intake.resume();
        time.advance(Duration.ofSeconds(59));
        // then
        assertThat(engine.groupCount()).isEqualTo(1);
        assertThat(flushed).hasSize(2);
    }

    @Test
    void flush_stopWhileItWaits_doesNotHappen() {
        // given
        firingFor(Duration.ofMinutes(4));
        intake.suspend();
        time.advance(Duration.ofMinutes(10));
        // when
        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        intake.resume();
        time.advance(Duration.ofMinutes(10));
        // then
        assertThat(stopped).isDone();
        assertThat(flushed).hasSize(1);
    }

    @Test
    void flush_toldTheEndWhileTheIntakeFellBehind_isNotTakenBack() {
        // given
        firingFor(Duration.ofSeconds(118));
        time.advance(Duration.ofSeconds(50));
        intake.suspend();
        // when
        time.advance(Duration.ofMinutes(10));
        intake.resume();
        time.advance(Duration.ofMinutes(10));
        // then
        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(1).now()).isEqualTo(START.plusSeconds(121));
        assertThat(gaps).containsExactly(new EngineEvent.AlertsHeld(Duration.ofMinutes(10), 0));
    }

    @Test
    void now_intakeBehind_isThatOfItsLastBeat() {
        // given
        firingFor(Duration.ofMinutes(4));
        Instant last = engine.now();
        intake.suspend();
        // when
        time.advance(Duration.ofMinutes(10));
        Instant meanwhile = engine.now();
        intake.resume();
        time.settle();
        // then
        assertThat(last).isEqualTo(at(1));
        assertThat(meanwhile).isEqualTo(at(1));
        assertThat(engine.now()).isEqualTo(at(11));
        assertThat(alert().isResolvedAt(meanwhile)).isFalse();
    }

    @Test
    void heldAlert_isInTheJournalAndCounted() {
        // given
        firingFor(Duration.ofMinutes(4));
        intake.suspend();
        // when
        time.advance(Duration.ofMinutes(10));
        intake.resume();
        time.settle();
        // then
        Instant end = at(11).plus(RESOLVE_TIMEOUT);
        assertThat(alert().endsAt().toInstant()).isEqualTo(end);
        Memory live = new Memory(
                ports(),
                EngineSettings.DEFAULT,
                new Heartbeat(time, () -> {}),
                alert -> new RoutedAlert(alert, List.of()));
        assertThat(journal.restore(live).alerts()).containsExactly(Versions.of(alert()));
        assertThat(gaps).containsExactly(new EngineEvent.AlertsHeld(Duration.ofMinutes(10), 1));
    }

    @Test
    void alertThatEndsLater_isLeftAlone() {
        // given
        firingFor(Duration.ofMinutes(20));
        Alert before = alert();
        intake.suspend();
        // when
        time.advance(Duration.ofMinutes(10));
        intake.resume();
        time.settle();
        // then
        assertThat(alert()).isSameAs(before);
        assertThat(gaps).containsExactly(new EngineEvent.AlertsHeld(Duration.ofMinutes(10), 0));
    }

    @Test
    void listenerThatFails_keepsNoFlushWaiting() {
        // given
        firingFor(Duration.ofMinutes(4));
        intake.suspend();
        time.advance(Duration.ofMinutes(10));
        // when
        failsOnce = true;
        intake.resume();
        assertThat(settleUntilQuiet()).isEqualTo(1);
        // then
        assertThat(flushed).hasSize(2);
        assertThat(delivered).hasSize(1);
    }

    private boolean failsOnce;

    /** @return how many events failed */
    private int settleUntilQuiet() {
        int failed = 0;
        while (true) {
            try {
                time.advance(Duration.ZERO);
                return failed;
            } catch (IllegalStateException expected) {
                failed++;
            }
        }
    }

    /** Posts the alert, has it told, and goes on to the end of the first minute. */
    private void firingFor(Duration length) {
        time.settle();
        engine.post(List.of(
                new PostedAlert(ALERT, Labels.EMPTY, Timestamp.of(START), Timestamp.of(START.plus(length)), "")));
        time.advance(Duration.ofMinutes(1));
    }

    private Alert alert() {
        return engine.alert(ALERT).orElseThrow().alert();
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private EnginePorts ports() {
        return new EnginePorts(
                intake,
                List.of(groups),
                Runnable::run,
                time::monotonicNanos,
                new Random(1),
                journal,
                new LoneMember(),
                this::happened,
                new SilenceRules(EngineSettings.DEFAULT.retention(), SilenceLimits.NONE, LabelName::isUtf8, () -> "s"));
    }

    private void happened(EngineEvent event) {
        if (event instanceof EngineEvent.GroupFlushed flush) {
            flushed.add(flush.flush().at());
        } else if (event instanceof EngineEvent.AlertsHeld held) {
            gaps.add(held);
            if (failsOnce) {
                failsOnce = false;
                throw new IllegalStateException("broken");
            }
        }
    }

    private RoutingPlan plan() {
        Integration integration = new Integration("r", "webhook", 0, true, false, notification -> {
            delivered.add(notification);
            return CompletableFuture.completedStage(SendResult.delivered());
        });
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route()
                        .receiver("r")
                        .groupWait(Duration.ofSeconds(1))
                        .groupInterval(GROUP_INTERVAL)
                        .build()),
                Map.of("r", new Receiver("r", List.of(integration))),
                List.of(),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(RESOLVE_TIMEOUT, LabelName::isUtf8));
    }
}
