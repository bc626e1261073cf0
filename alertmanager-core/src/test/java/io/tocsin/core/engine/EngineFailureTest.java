package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a defect in one piece may cost: one attempt or one answer, never a group. */
final class EngineFailureTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Notification> delivered = new ArrayList<>();

    private boolean isClockBroken;

    /** Not only exceptions: a recursion that goes too deep is an Error. */
    private static RuntimeException defect(boolean isError) {
        if (isError) {
            throw new StackOverflowError("defect");
        }
        throw new IllegalStateException("defect");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void send_notifierThrows_triedAgain(boolean isError) {
        // given
        int[] calls = {0};
        Engine engine = engine(
                notification -> {
                    calls[0]++;
                    if (calls[0] == 1) {
                        throw defect(isError);
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

    /** Whatever step of a flush breaks, the next one comes. */
    @ParameterizedTest
    @CsvSource({
        "GroupFlushed, false",
        "GroupFlushed, true",
        "LogQueried, false",
        "LogQueried, true",
        "DeliveryBegun, true",
        "DeliveryEnded, true",
        "FlushEnded, true",
        "SilencesQueried, true"
    })
    void flush_listenerThrows_groupFlushesAgain(String at, boolean isError) {
        // given
        boolean[] isBroken = {true};
        int[] flushes = {0};
        Engine engine = engine(this::deliver, event -> {
            flushes[0] += event instanceof EngineEvent.GroupFlushed ? 1 : 0;
            if (isBroken[0] && event.getClass().getSimpleName().equals(at)) {
                throw defect(isError);
            }
        });
        engine.post(List.of(alert()));

        // when
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(2))).hasMessage("defect");
        isBroken[0] = false;
        int before = flushes[0];
        time.advance(Duration.ofSeconds(30));

        // then
        assertThat(flushes[0]).isGreaterThanOrEqualTo(before + 2);
        assertThat(delivered).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void post_listenerThrows_senderIsTold(boolean isError) {
        // given
        Engine engine = engine(this::deliver, event -> {
            if (event instanceof EngineEvent.AlertsPosted) {
                throw defect(isError);
            }
        });

        // when
        CompletableFuture<PostOutcome> answer = engine.post(List.of(alert())).toCompletableFuture();
        assertThatThrownBy(time::settle).hasMessage("defect");

        // then
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void post_veryManyRefused_keepsSomeTextsAndCountsAll() {
        // given
        List<Integer> invalid = new ArrayList<>();
        Engine engine = engine(this::deliver, event -> {
            if (event instanceof EngineEvent.AlertsPosted post) {
                invalid.add(post.invalid());
            }
        });
        PostedAlert empty = new PostedAlert(Labels.EMPTY, Labels.EMPTY, null, null, "");

        // when
        CompletableFuture<PostOutcome> answer =
                engine.post(Collections.nCopies(1_500, empty)).toCompletableFuture();
        time.settle();

        // then
        assertThat(answer.join().problems()).hasSize(1_000);
        assertThat(answer.join().unnamed()).isEqualTo(500);
        assertThat(invalid).containsExactly(1_500);
    }

    @Test
    void setSilence_listenerThrowsError_callerIsTold() {
        // given
        Engine engine = engine(this::deliver, event -> {
            if (event instanceof EngineEvent.SilenceCreated) {
                throw defect(true);
            }
        });

        // when
        CompletableFuture<?> answer =
                engine.silences().set(silence("x", "a"), Requester.NONE).toCompletableFuture();
        assertThatThrownBy(time::settle).hasMessage("defect");

        // then
        assertThat(answer).isCompletedExceptionally();
    }

    /** Patterns that asked for more stack than there is once stopped every group that they were held against. */
    @Test
    void setSilence_patternTooDeep_refusedAndGroupsGoOn() {
        // given
        Engine engine = engine(this::deliver, event -> {});
        SilenceRequest deep = silence("alertname", "A" + "(?:a?){1000}".repeat(10));

        // when
        CompletableFuture<SilenceChange> answer =
                engine.silences().set(deep, Requester.NONE).toCompletableFuture();
        engine.post(List.of(alert()));
        time.advance(Duration.ofSeconds(5));

        // then
        assertThat(answer)
                .isCompletedWithValueMatching(change -> change instanceof SilenceChange.Refused refused
                        && refused.reason().contains("error parsing regexp: expression too large: `A(?:a?){1000}"));
        assertThat(delivered).hasSize(1);
    }

    @Test
    void setSilence_patternJustWithinTheBound_silences() {
        // given
        Engine engine = engine(this::deliver, event -> {});
        engine.silences().set(silence("alertname", "A(?:a?){990}"), Requester.NONE);

        // when
        engine.post(List.of(alert()));
        time.advance(Duration.ofSeconds(5));

        // then
        assertThat(engine.silences().silencing(Labels.of("alertname", "A"), time.now()))
                .containsExactly("silence");
        assertThat(delivered).isEmpty();
    }

    @Test
    void reconfigure_breaksBeforeItIsInForce_changesNothing() {
        // given
        Engine engine = engine(this::deliver, event -> {});
        RoutingPlan before = engine.inForce().plan();
        engine.post(List.of(alert()));
        time.settle();
        isClockBroken = true;

        // when
        CompletableFuture<Void> answer =
                engine.reconfigure(plan("other", this::deliver)).toCompletableFuture();
        assertThatThrownBy(time::settle).hasMessage("defect");
        isClockBroken = false;
        time.advance(Duration.ofSeconds(2));

        // then
        assertThat(answer).isCompletedExceptionally();
        assertThat(engine.inForce().plan()).isSameAs(before);
        assertThat(engine.alerts().get(0).receivers()).containsExactly("r");
        assertThat(delivered).extracting(Notification::receiver).containsExactly("r");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reconfigure_breaksOnceItIsInForce_saysThatItIs(boolean isError) {
        // given
        boolean[] isBroken = {false};
        Engine engine = engine(this::deliver, event -> {
            if (isBroken[0] && event instanceof EngineEvent.AlertsRouted) {
                throw defect(isError);
            }
        });
        engine.post(List.of(alert()));
        time.settle();
        isBroken[0] = true;

        // when
        CompletableFuture<Void> answer =
                engine.reconfigure(plan("other", this::deliver)).toCompletableFuture();
        assertThatThrownBy(time::settle).hasMessage("defect");
        time.advance(Duration.ofSeconds(2));

        // then
        assertThat(answer).isCompleted();
        assertThat(engine.inForce().plan().receivers()).containsOnlyKeys("other");
        assertThat(delivered).extracting(Notification::receiver).containsExactly("other");
    }

    private SilenceRequest silence(String name, String pattern) {
        return new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.REGEX, name, pattern))),
                SilenceRequest.NO_TIME,
                time.now().plus(Duration.ofHours(1)),
                "me",
                "c",
                Labels.EMPTY);
    }

    private CompletionStage<SendResult> deliver(Notification notification) {
        delivered.add(notification);
        return CompletableFuture.completedStage(SendResult.delivered());
    }

    private static PostedAlert alert() {
        return new PostedAlert(Labels.of("alertname", "A"), Labels.EMPTY, null, null, "");
    }

    private Engine engine(Notifier notifier, EngineListener listener) {
        EnginePorts ports = TestPorts.of(time, this::monotonicNanos, new NoStateStore(), listener, () -> "silence");
        return new Engine(ports, EngineSettings.DEFAULT, plan("r", notifier));
    }

    private long monotonicNanos() {
        if (isClockBroken) {
            throw defect(false);
        }
        return time.monotonicNanos();
    }

    private static RoutingPlan plan(String name, Notifier notifier) {
        RouteConfig route = RouteConfigBuilder.route()
                .receiver(name)
                .groupWait(Duration.ofSeconds(1))
                .groupInterval(Duration.ofSeconds(10))
                .repeatInterval(Duration.ofHours(1))
                .build();
        Receiver receiver = new Receiver(name, List.of(new Integration(name, "webhook", 0, true, false, notifier)));
        return new RoutingPlan(
                RoutingTree.of(route),
                Map.of(name, receiver),
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }
}
