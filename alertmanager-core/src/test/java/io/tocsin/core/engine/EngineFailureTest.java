package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a defect in one piece may cost: one attempt or one answer, never a group. */
final class EngineFailureTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Notification> delivered = new ArrayList<>();

    @Test
    void send_notifierThrows_triedAgain() {
        // given
        int[] calls = {0};
        Engine engine = engine(
                notification -> {
                    calls[0]++;
                    if (calls[0] == 1) {
                        throw new IllegalStateException("defect");
                    }
                    return deliver(notification);
                },
                event -> {});

        // when
        engine.post(List.of(alert()));
        time.advance(Duration.ofSeconds(5));

        // then
        assertThat(delivered).hasSize(1);
    }

    @Test
    void flush_listenerThrows_groupFlushesAgain() {
        // given
        boolean[] isBroken = {true};
        Engine engine = engine(this::deliver, event -> {
            if (isBroken[0] && event instanceof EngineEvent.GroupFlushed) {
                throw new IllegalStateException("defect");
            }
        });
        engine.post(List.of(alert()));

        // when
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(2))).hasMessage("defect");
        isBroken[0] = false;
        time.advance(Duration.ofSeconds(30));

        // then
        assertThat(delivered).hasSize(1);
    }

    @Test
    void post_listenerThrows_senderIsTold() {
        // given
        Engine engine = engine(this::deliver, event -> {
            if (event instanceof EngineEvent.AlertsPosted) {
                throw new IllegalStateException("defect");
            }
        });

        // when
        CompletableFuture<PostOutcome> answer = engine.post(List.of(alert())).toCompletableFuture();
        assertThatThrownBy(time::settle).hasMessage("defect");

        // then
        assertThat(answer).isCompletedExceptionally();
    }

    private CompletionStage<SendResult> deliver(Notification notification) {
        delivered.add(notification);
        return CompletableFuture.completedStage(SendResult.delivered());
    }

    private static PostedAlert alert() {
        return new PostedAlert(Labels.of("alertname", "A"), Labels.EMPTY, null, null, "");
    }

    private Engine engine(Notifier notifier, EngineListener listener) {
        EnginePorts ports = new EnginePorts(
                time,
                List.of(time),
                Runnable::run,
                time::monotonicNanos,
                new Random(1),
                new NoStateStore(),
                new LoneMember(),
                listener,
                new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "silence"));
        RouteConfig route = new RouteConfig(
                "r",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                List.of());
        Receiver receiver = new Receiver("r", List.of(new Integration("r", "webhook", 0, true, false, notifier)));
        RoutingPlan plan = new RoutingPlan(
                RoutingTree.of(route),
                Map.of("r", receiver),
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
        return new Engine(ports, EngineSettings.DEFAULT, plan);
    }
}
