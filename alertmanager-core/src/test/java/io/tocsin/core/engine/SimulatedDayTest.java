package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A day of 10 000 alerts against the engine, with a receiver that fails now and then, and what must hold all along. */
final class SimulatedDayTest {
    private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration GROUP_WAIT = Duration.ofSeconds(30);
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
    private static final Duration REPEAT = Duration.ofHours(4);
    private static final int ALERTS = 10_000;

    /** An alert's life: senders refresh it every minute while it fires and say once that it is over. */
    private record Life(Labels labels, Instant starts, Instant ends) {}

    /** Holds each notification against what the receiver was told before. */
    private static final class CheckingReceiver implements Notifier {
        private final VirtualTime time;
        private final Random failures;
        private final Map<String, Instant> toldAt = new HashMap<>();
        private final Map<String, Set<Labels>> firing = new HashMap<>();
        private final Set<Labels> everFired = new HashSet<>();
        private final List<String> transcript = new ArrayList<>();
        private int failed;

        CheckingReceiver(VirtualTime time, long seed) {
            this.time = time;
            this.failures = new Random(seed);
        }

        @Override
        public CompletionStage<SendResult> send(Notification notification) {
            if (failures.nextInt(20) == 0) {
                failed++;
                return CompletableFuture.completedStage(
                        new SendResult.RetryLater(FailureReason.SERVER_ERROR, "unexpected status code 503"));
            }
            accept(notification);
            return CompletableFuture.completedStage(SendResult.delivered());
        }

        private void accept(Notification notification) {
            String group = notification.groupKey();
            Set<Labels> before = firing.getOrDefault(group, Set.of());
            Set<Labels> now = new HashSet<>();
            for (NotifiedAlert each : notification.alerts()) {
                if (!each.isResolved()) {
                    now.add(each.alert().labels());
                }
            }
            if (notification.reason() == NotificationReason.REPEAT_INTERVAL) {
                assertThat(Duration.between(toldAt.get(group), time.now())).isGreaterThanOrEqualTo(REPEAT);
            }
            if (notification.reason() == NotificationReason.ALL_RESOLVED) {
                assertThat(now).isEmpty();
                assertThat(before).isNotEmpty();
            }
            everFired.addAll(now);
            firing.put(group, now);
            toldAt.put(group, time.now());
            transcript.add(time.now() + " " + group + " " + notification.reason() + " "
                    + notification.alerts().size());
        }
    }

    @Test
    void day_tenThousandAlerts_everyFiringToldAndResolvedOnce() {
        // when
        CheckingReceiver receiver = play(7);

        // then
        long longEnough = lives(7).stream()
                .filter(life -> Duration.between(life.starts(), life.ends())
                                .compareTo(GROUP_WAIT.plus(GROUP_INTERVAL).plus(GROUP_INTERVAL))
                        > 0)
                .filter(life -> !receiver.everFired.contains(life.labels()))
                .count();
        assertThat(longEnough)
                .as("alerts that fired for long and were never sent")
                .isZero();
        assertThat(receiver.firing.values()).as("groups still told to fire").allMatch(Set::isEmpty);
        assertThat(receiver.failed).isGreaterThan(10);
        assertThat(receiver.transcript.size()).isGreaterThan(1_000);
    }

    @Test
    void day_sameSeed_sameTranscript() {
        assertThat(play(11).transcript).isEqualTo(play(11).transcript);
    }

    private static CheckingReceiver play(long seed) {
        VirtualTime time = new VirtualTime(START);
        CheckingReceiver receiver = new CheckingReceiver(time, seed);
        Engine engine = engine(time, receiver, seed);
        List<Life> lives = lives(seed);
        int next = 0;
        List<Life> firing = new ArrayList<>();
        for (Instant now = START; now.isBefore(START.plus(DAY.plusHours(2))); now = now.plus(REFRESH)) {
            time.advanceTo(now);
            while (next < lives.size() && !lives.get(next).starts().isAfter(now)) {
                firing.add(lives.get(next++));
            }
            List<PostedAlert> batch = new ArrayList<>();
            for (Life life : firing) {
                batch.add(posted(life, now));
            }
            Instant tick = now;
            firing.removeIf(life -> !life.ends().isAfter(tick));
            engine.post(batch);
            time.settle();
        }
        return receiver;
    }

    private static PostedAlert posted(Life life, Instant now) {
        boolean isOver = !life.ends().isAfter(now);
        Instant end = isOver ? life.ends() : now.plus(REFRESH.multipliedBy(4));
        return new PostedAlert(
                life.labels(), Labels.EMPTY, Timestamp.of(life.starts()), Timestamp.of(end), "http://prometheus/graph");
    }

    /** Ordered by start; all are over an hour before the simulation ends. */
    private static List<Life> lives(long seed) {
        Random random = new Random(seed);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < ALERTS; i++) {
            Instant starts = START.plusSeconds(random.nextInt((int) DAY.toSeconds()));
            Instant ends = starts.plusSeconds(60 + random.nextInt(i % 100 == 0 ? 36_000 : 2_400));
            Instant last = START.plus(DAY.plusMinutes(30));
            lives.add(new Life(
                    Labels.of(
                            "alertname", "Alert" + i % 40,
                            "cluster", "c" + random.nextInt(5),
                            "severity", i % 3 == 0 ? "page" : "ticket",
                            "instance", "host" + i + ":9100"),
                    starts,
                    ends.isAfter(last) ? last : ends));
        }
        lives.sort((a, b) -> a.starts().compareTo(b.starts()));
        return lives;
    }

    private static Engine engine(VirtualTime time, Notifier notifier, long seed) {
        EnginePorts ports = new EnginePorts(
                time,
                List.of(time),
                Runnable::run,
                time::monotonicNanos,
                new Random(seed),
                new NoStateStore(),
                new LoneMember(),
                event -> {},
                new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "silence"));
        Map<String, Receiver> receivers = Map.of(
                "team", receiver("team", notifier),
                "pager", receiver("pager", notifier));
        RouteConfig pager = route("pager", List.of(Matcher.of(MatchType.EQUAL, "severity", "page")), List.of());
        RoutingPlan plan = new RoutingPlan(
                RoutingTree.of(route("team", List.of(), List.of(pager))),
                receivers,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
        return new Engine(ports, EngineSettings.DEFAULT, plan);
    }

    private static Receiver receiver(String name, Notifier notifier) {
        return new Receiver(name, List.of(new Integration(name, "webhook", 0, true, false, notifier)));
    }

    private static RouteConfig route(String receiver, List<Matcher> matchers, List<RouteConfig> routes) {
        return new RouteConfig(
                receiver,
                List.of("alertname", "cluster"),
                GROUP_WAIT,
                GROUP_INTERVAL,
                REPEAT,
                Map.of(),
                Map.of(),
                matchers,
                false,
                List.of(),
                List.of(),
                Map.of(),
                routes);
    }
}
