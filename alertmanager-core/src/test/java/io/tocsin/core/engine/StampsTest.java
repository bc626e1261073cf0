package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.HybridClock;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a member writes has its stamp, in memory, in the journal and after a restart. */
final class StampsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final Labels ALERT = Labels.of("alertname", "A");
    private static final long MEMBER = 7;

    private final VirtualTime time = new VirtualTime(START);
    private final VirtualProcess intake = new VirtualProcess(time);
    private final InMemoryStateStore journal = new InMemoryStateStore();
    private CompletionStage<SendResult> answer = CompletableFuture.completedStage(SendResult.delivered());

    @Test
    void post_inACluster_isStampedByIt() {
        Engine engine = engine(new Member());
        post(engine, Duration.ofHours(1));

        Stamped<Alert> kept = onlyOf(stored().alerts());
        assertThat(kept.stamp().member()).isEqualTo(MEMBER);
        assertThat(kept.stamp()).isGreaterThan(Stamp.of(START)).isLessThan(Stamp.of(START.plusMillis(1)));
        assertThat(engine.alert(ALERT).orElseThrow().version()).isEqualTo(kept);
    }

    @Test
    void post_outsideOfACluster_keepsNoStamp() {
        Engine engine = engine(new LoneMember());
        post(engine, Duration.ofHours(1));

        RoutedAlert alert = engine.alert(ALERT).orElseThrow();
        assertThat(alert.stamp()).isNull();
        assertThat(alert.version()).isEqualTo(Versions.of(alert.alert()));
    }

    @Test
    void restart_alertThatFiresOn_hasItsStamp() {
        post(engine(new Member()), Duration.ofHours(1));
        Stamp written = onlyOf(stored().alerts()).stamp();

        Engine second = restartedAfter(Duration.ofMinutes(10), new Member());

        assertThat(second.alert(ALERT).orElseThrow().stamp()).isEqualTo(written);
    }

    /** Living peers, who have heard of its end or of its going on, know it better. */
    @Test
    void restart_alertThatIsHeld_hasItAsAnAssumption() {
        post(engine(new Member()), Duration.ofMinutes(1));
        Stamp written = onlyOf(stored().alerts()).stamp();

        Engine second = restartedAfter(Duration.ofMinutes(10), new Member());

        RoutedAlert held = second.alert(ALERT).orElseThrow();
        assertThat(held.alert().isResolvedAt(time.now())).isFalse();
        assertThat(held.stamp()).isEqualTo(new Stamp(written.ticks(), 0));
        assertThat(onlyOf(stored().alerts())).isEqualTo(held.version());
    }

    @Test
    void restart_writtenOutsideOfACluster_keepsNoStamp() {
        post(engine(new LoneMember()), Duration.ofMinutes(1));

        Engine second = restartedAfter(Duration.ofMinutes(10), new LoneMember());

        assertThat(second.alert(ALERT).orElseThrow().stamp()).isNull();
    }

    /** Otherwise peers that have the version of the cluster would take this one for the same. */
    @Test
    void post_afterTheClusterWasLeft_countsByItsTime() {
        post(engine(new Member()), Duration.ofHours(1));
        Engine second = restartedAfter(Duration.ofMinutes(10), new LoneMember());

        post(second, Duration.ofHours(2));

        assertThat(second.alert(ALERT).orElseThrow().version().stamp()).isEqualTo(Stamp.of(time.now()));
    }

    @Test
    void suspension_alertThatIsHeld_hasItsStampAsAnAssumption() {
        Engine engine = engine(new Member());
        post(engine, Duration.ofMinutes(4));
        Stamp written = onlyOf(stored().alerts()).stamp();

        intake.suspend();
        time.advance(Duration.ofMinutes(10));
        intake.resume();
        time.settle();

        assertThat(engine.alert(ALERT).orElseThrow().stamp()).isEqualTo(new Stamp(written.ticks(), 0));
        assertThat(onlyOf(stored().alerts()).stamp()).isEqualTo(new Stamp(written.ticks(), 0));
    }

    @Test
    void notification_recorded_isStampedByTheCluster() {
        post(engine(new Member()), Duration.ofHours(1));
        time.advance(Duration.ofSeconds(2));

        Stamped<NotificationEntry> kept = onlyOf(stored().notifications());
        assertThat(kept.value().isInDoubt()).isFalse();
        assertThat(kept.stamp().member()).isEqualTo(MEMBER);
        assertThat(kept.stamp()).isGreaterThan(Stamp.of(kept.value().notifiedAt()));
    }

    @Test
    void notification_underWay_countsLessThanAnyRecord() {
        answer = new CompletableFuture<>();
        post(engine(new Member()), Duration.ofHours(1));
        time.advance(Duration.ofSeconds(2));

        Stamped<NotificationEntry> kept = onlyOf(stored().notifications());
        assertThat(kept.value().isInDoubt()).isTrue();
        assertThat(kept.stamp()).isEqualTo(Stamp.NONE);
    }

    @Test
    void silence_setAndEnded_isStampedByTheCluster() {
        Engine engine = engine(new Member());
        SilenceRequest request = new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.EQUAL, "alertname", "A"))),
                START,
                START.plus(Duration.ofHours(1)),
                "me",
                "c",
                Labels.EMPTY);
        engine.silences().set(request, Requester.NONE);
        time.settle();
        Stamped<Silence> set = onlyOf(stored().silences());
        engine.silences().expire("s", Requester.NONE);
        time.settle();
        Stamped<Silence> ended = onlyOf(stored().silences());

        assertThat(set.stamp().member()).isEqualTo(MEMBER);
        assertThat(ended.stamp().member()).isEqualTo(MEMBER);
        assertThat(ended.stamp()).isGreaterThan(set.stamp());
    }

    private static <T> T onlyOf(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void post(Engine engine, Duration length) {
        time.settle();
        engine.post(List.of(new PostedAlert(
                ALERT,
                Labels.EMPTY,
                Timestamp.of(START),
                Timestamp.of(time.now().plus(length)),
                "")));
        time.settle();
    }

    /** What a restart would find. */
    private StoredState stored() {
        return journal.restore(new Memory(
                ports(new LoneMember()),
                EngineSettings.DEFAULT,
                new Heartbeat(time, () -> {}),
                alert -> new RoutedAlert(alert, List.of())));
    }

    private Engine restartedAfter(Duration outage, Replication replication) {
        journal.aliveUntil(time.now());
        intake.suspend();
        time.advance(outage);
        VirtualProcess process = new VirtualProcess(time);
        Engine engine = new Engine(ports(process, replication), EngineSettings.DEFAULT, plan());
        time.settle();
        return engine;
    }

    private Engine engine(Replication replication) {
        return new Engine(ports(replication), EngineSettings.DEFAULT, plan());
    }

    private EnginePorts ports(Replication replication) {
        return ports(intake, replication);
    }

    private EnginePorts ports(Owner owner, Replication replication) {
        return new EnginePorts(
                owner,
                List.of(owner),
                Runnable::run,
                time::monotonicNanos,
                new Random(1),
                journal,
                replication,
                event -> {},
                new SilenceRules(EngineSettings.DEFAULT.retention(), SilenceLimits.NONE, LabelName::isUtf8, () -> "s"));
    }

    private RoutingPlan plan() {
        Integration integration = new Integration("r", "webhook", 0, true, false, notification -> answer);
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route()
                        .receiver("r")
                        .groupWait(Duration.ofSeconds(1))
                        .build()),
                Map.of("r", new Receiver("r", List.of(integration))),
                List.of(),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(RESOLVE_TIMEOUT, LabelName::isUtf8));
    }

    /** A member whose peers say nothing. */
    private static final class Member implements Replication {
        private final Replication alone = new LoneMember();
        private final HybridClock clock = new HybridClock(MEMBER);

        @Override
        public void begin(Registers registers) {
            alone.begin(registers);
        }

        @Override
        public @Nullable Stamp stamp(Instant now) {
            return clock.next(now);
        }

        @Override
        public void changed(Replica replica) {
            alone.changed(replica);
        }

        @Override
        public CompletionStage<Void> acknowledged() {
            return alone.acknowledged();
        }

        @Override
        public Turn turn(String groupKey) {
            return alone.turn(groupKey);
        }
    }
}
