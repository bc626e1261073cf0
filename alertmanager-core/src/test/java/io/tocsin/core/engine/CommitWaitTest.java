package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceExpiry;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who waits for the journal, for how long, and who does not. */
final class CommitWaitTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(80);
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime(START);
    private final UnreliableStateStore store = new UnreliableStateStore(time);
    private final List<Notification> delivered = new ArrayList<>();

    /** When the last flush of a group ended, by group key. */
    private final Map<String, Instant> flushEnded = new LinkedHashMap<>();

    /** What the receiver answers. */
    private CompletionStage<SendResult> answer = CompletableFuture.completedStage(SendResult.delivered());

    private Executor workers = Runnable::run;
    private int ids;
    private final Engine engine = engine();

    // --- posts ---

    @Test
    void post_newAlert_isAnsweredWhenItIsDurable() {
        store.setLatency(LATENCY);

        assertThat(answeredAfter(firing("A"))).isEqualTo(LATENCY);
    }

    @Test
    void post_refreshAlone_isAnsweredAtOnce() {
        answeredAfter(firing("A"));
        store.setLatency(LATENCY);

        assertThat(answeredAfter(firing("A"))).isEqualTo(Duration.ZERO);
    }

    @Test
    void post_resolvedFiringAgainOrStartedEarlier_isAnsweredWhenItIsDurable() {
        answeredAfter(firing("A"));
        time.advance(Duration.ofMinutes(1));
        store.setLatency(LATENCY);

        assertThat(answeredAfter(alert("A", START.minusSeconds(5), null)))
                .as("another start")
                .isEqualTo(LATENCY);
        assertThat(answeredAfter(alert("A", START, START.plusSeconds(50))))
                .as("resolved")
                .isEqualTo(LATENCY);
        assertThat(answeredAfter(firing("A"))).as("firing again").isEqualTo(LATENCY);
    }

    @Test
    void post_storeHangs_isAcceptedAfterASecondAndThenAtOnce() {
        store.hang();

        assertThat(answeredAfter(firing("A"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(answeredAfter(firing("B"))).isEqualTo(Duration.ZERO);
        assertThat(engine.alertCount()).isEqualTo(2);
    }

    private Duration answeredAfter(PostedAlert alert) {
        Instant asked = time.now();
        Instant[] answered = {Instant.MAX};
        engine.post(List.of(alert)).thenAccept(outcome -> answered[0] = time.now());
        time.advance(Duration.ofSeconds(2));
        return Duration.between(asked, answered[0]);
    }

    // --- notifications ---

    @Test
    void flush_ends_whenTheRecordIsDurable() {
        post(firing("A"));
        store.setLatency(LATENCY);

        time.advance(Duration.ofSeconds(5));

        assertThat(delivered).hasSize(1);
        Instant sent = START.plus(GROUP_WAIT).plus(LATENCY);
        assertThat(flushEnded.values()).containsExactly(sent.plus(LATENCY));
    }

    @Test
    void flush_storeHangs_endsAfterASecondAndDelaysNoOtherGroup() {
        post(firing("A"));
        time.advance(Duration.ofMillis(500));
        post(firing("B"));
        store.hang();

        time.advance(Duration.ofSeconds(5));

        assertThat(delivered).hasSize(2);
        assertThat(flushEnded.values())
                .containsExactly(
                        START.plus(GROUP_WAIT).plusSeconds(1),
                        START.plusMillis(500).plus(GROUP_WAIT).plusMillis(500));
    }

    @Test
    void flush_storeInTrouble_endsAtOnce() {
        post(firing("A"));
        store.breakDown("no space left");

        time.advance(Duration.ofSeconds(5));

        assertThat(flushEnded.values()).containsExactly(START.plus(GROUP_WAIT));
    }

    @Test
    void notification_isSentWhenTheJournalKnowsOfIt() {
        post(firing("A"));
        store.setLatency(LATENCY);

        time.advance(GROUP_WAIT.plus(LATENCY).minusMillis(1));
        assertThat(delivered).isEmpty();
        time.advance(Duration.ofMillis(1));

        assertThat(delivered).hasSize(1);
    }

    @Test
    void notification_storeHangs_isSentATenthOfASecondLater() {
        post(firing("A"));
        store.hang();

        time.advance(GROUP_WAIT.plusMillis(99));
        assertThat(delivered).isEmpty();
        time.advance(Duration.ofMillis(1));

        assertThat(delivered).hasSize(1);
        store.recover();
        time.advance(Duration.ofSeconds(30));
        assertThat(delivered).hasSize(1);
    }

    @Test
    void notification_storeInTrouble_isSentAtOnce() {
        post(firing("A"));
        store.breakDown("no space left");

        time.advance(GROUP_WAIT);

        assertThat(delivered).hasSize(1);
    }

    @Test
    void notification_storeIsWrittenAnewWhileTheReceiverIsBeingTold_staysInDoubtUntilItAnswers() {
        CompletableFuture<SendResult> late = new CompletableFuture<>();
        answer = late;
        post(firing("A"));
        time.advance(GROUP_WAIT);

        store.breakDown("no space left");
        store.recover();

        assertThat(store.onDisk().notifications()).hasSize(1).allMatch(CommitWaitTest::isInDoubt);
        late.complete(SendResult.delivered());
        time.advance(Duration.ofSeconds(1));
        assertThat(store.onDisk().notifications()).hasSize(1).noneMatch(CommitWaitTest::isInDoubt);
    }

    @Test
    void notification_refusedAndStoreIsWrittenAnew_leavesNoDoubt() {
        answer = CompletableFuture.completedStage(new SendResult.Rejected(FailureReason.CLIENT_ERROR, "no"));
        post(firing("A"));
        time.advance(GROUP_WAIT);

        store.breakDown("no space left");
        store.recover();

        assertThat(delivered).hasSize(1);
        assertThat(store.onDisk().notifications()).isEmpty();
    }

    @Test
    void notification_cannotBeHandedOverAfterItsWait_endsTheFlushAtOnce() {
        post(firing("A"));
        store.setLatency(LATENCY);
        workers = task -> {
            throw new RejectedExecutionException("full");
        };

        Instant handedOver = START.plus(GROUP_WAIT).plus(LATENCY);
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(2))).isInstanceOf(RejectedExecutionException.class);
        time.advance(Duration.ofSeconds(1));

        assertThat(flushEnded.values()).containsExactly(handedOver);
    }

    @Test
    void stop_beforeTheJournalKnowsOfTheNotification_waitsForItsDelivery() {
        post(firing("A"));
        store.setLatency(LATENCY);
        time.advance(GROUP_WAIT.plusMillis(10));

        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        time.advance(Duration.ofSeconds(1));

        assertThat(stopped).isCompleted();
        assertThat(delivered).hasSize(1);
        assertThat(store.onDisk().notifications()).noneMatch(CommitWaitTest::isInDoubt);
    }

    @Test
    void reload_whileTheRecordIsBeingWritten_sendsNothingTwice() {
        post(firing("A"));
        store.setLatency(LATENCY);
        time.advance(GROUP_WAIT.plusMillis(100));

        engine.reconfigure(plan());
        time.advance(Duration.ofSeconds(30));

        assertThat(delivered).hasSize(1);
    }

    @Test
    void resolve_whileTheRecordIsBeingWritten_isToldNext() {
        post(firing("A"));
        store.setLatency(LATENCY);
        time.advance(GROUP_WAIT.plusMillis(100));

        post(alert("A", START, START.plusMillis(1_050)));
        time.advance(Duration.ofSeconds(30));

        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(1).alerts().get(0).isResolved()).isTrue();
    }

    @Test
    void stop_whileTheRecordIsBeingWritten_waitsForIt() {
        post(firing("A"));
        store.setLatency(LATENCY);
        time.advance(GROUP_WAIT.plusMillis(100));

        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        time.settle();
        assertThat(stopped).isNotDone();
        time.advance(Duration.ofMillis(100));

        assertThat(stopped).isCompleted();
        assertThat(store.onDisk().notifications()).hasSize(1);
    }

    @Test
    void state_whileTheRecordIsBeingWritten_showsNoDeliveryUnderWay() {
        post(firing("A"));
        store.setLatency(LATENCY);
        time.advance(GROUP_WAIT.plusMillis(100));

        RoutedAlert holder = engine.alerts().get(0);
        GroupState state = group(holder);

        assertThat(state.integrations()).singleElement().satisfies(each -> {
            assertThat(each.underWay()).isEmpty();
            assertThat(each.last()).isPresent();
            assertThat(each.failed()).isEmpty();
        });
        assertThat(state.isFlushing()).isTrue();
    }

    private GroupState group(RoutedAlert holder) {
        var route = holder.routes().get(0);
        var labels = route.groupLabels(holder.alert().labels());
        CompletableFuture<GroupState> answer = engine.group(route, labels, holder.alert())
                .thenApply(Optional::orElseThrow)
                .toCompletableFuture();
        time.settle();
        return answer.join();
    }

    // --- silences ---

    @Test
    void silence_storeInTrouble_changesNothingAndSaysWhy() {
        String id = created(set("", "A"));
        store.breakDown("no space left");

        CompletableFuture<SilenceChange> change = set("", "B");
        CompletableFuture<SilenceExpiry> expiry = expire(id);

        assertThatThrownBy(change::join).hasRootCauseMessage("no space left");
        assertThatThrownBy(expiry::join).hasRootCauseMessage("no space left");
        assertThat(engine.silences().all()).hasSize(1);
        assertThat(engine.silences().silencing(Labels.of("alertname", "A"), time.now()))
                .containsExactly(id);
    }

    @Test
    void silence_commitFails_isInForceAndSaysSo() {
        store.hang();

        CompletableFuture<SilenceChange> change = set("", "A");

        assertThatThrownBy(change::join)
                .hasRootCauseInstanceOf(StoreUnavailableException.class)
                .hasRootCauseMessage(
                        "not written within 1s; silence id-1 is in force all the same, in memory until it can"
                                + " be written: do not repeat the request");
        assertThat(engine.silences().silencing(Labels.of("alertname", "A"), time.now()))
                .containsExactly("id-1");

        store.recover();
        assertThat(store.onDisk().silences()).hasSize(1);
    }

    @Test
    void silence_commitOfItsEndOrChangeFails_saysWhatIsInForce() {
        String first = created(set("", "A"));
        store.hang();
        CompletableFuture<SilenceExpiry> expiry = expire(first);
        assertThatThrownBy(expiry::join).hasMessageContaining("the end of silence id-1 is in force all the same");
        store.recover();

        String second = created(set("", "B"));
        store.hang();
        CompletableFuture<SilenceChange> change = set(second, "C");
        assertThatThrownBy(change::join).hasMessageContaining("silence id-3 is in force in place of id-2 all the same");
    }

    @Test
    void silence_refused_isAnsweredAtOnce() {
        store.setLatency(LATENCY);

        CompletableFuture<SilenceExpiry> expiry =
                engine.silences().expire("none", Requester.NONE).toCompletableFuture();
        time.settle();

        assertThat(expiry).isCompleted();
    }

    private CompletableFuture<SilenceChange> set(String id, String alertname) {
        CompletableFuture<SilenceChange> change = engine.silences()
                .set(
                        new SilenceRequest(
                                id,
                                List.of(List.of(new MatcherText(MatchType.EQUAL, "alertname", alertname))),
                                SilenceRequest.NO_TIME,
                                START.plus(Duration.ofHours(1)),
                                "me",
                                "c",
                                Labels.EMPTY),
                        Requester.NONE)
                .toCompletableFuture();
        time.advance(Duration.ofSeconds(2));
        return change;
    }

    private static String created(CompletableFuture<SilenceChange> change) {
        return ((SilenceChange.Created) change.join()).silence().id();
    }

    private CompletableFuture<SilenceExpiry> expire(String id) {
        CompletableFuture<SilenceExpiry> expiry =
                engine.silences().expire(id, Requester.NONE).toCompletableFuture();
        time.advance(Duration.ofSeconds(2));
        return expiry;
    }

    // --- the engine ---

    private void post(PostedAlert alert) {
        engine.post(List.of(alert));
        time.settle();
    }

    private static PostedAlert firing(String alertname) {
        return alert(alertname, START, null);
    }

    private static PostedAlert alert(String alertname, Instant starts, @Nullable Instant ends) {
        return new PostedAlert(
                Labels.of("alertname", alertname),
                Labels.EMPTY,
                Timestamp.of(starts),
                ends == null ? null : Timestamp.of(ends),
                "");
    }

    private Engine engine() {
        EnginePorts ports = new EnginePorts(
                time,
                List.of(time),
                task -> workers.execute(task),
                time::monotonicNanos,
                new Random(1),
                store,
                new LoneMember(),
                event -> {
                    if (event instanceof EngineEvent.FlushEnded ended) {
                        flushEnded.put(ended.flush().key(), time.now());
                    }
                },
                new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "id-" + ++ids));
        Engine made = new Engine(ports, EngineSettings.DEFAULT, plan());
        time.settle();
        return made;
    }

    private RoutingPlan plan() {
        Receiver receiver = new Receiver("r", List.of(new Integration("r", "webhook", 0, true, false, this::deliver)));
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route()
                        .receiver("r")
                        .groupBy("alertname")
                        .groupWait(GROUP_WAIT)
                        .groupInterval(Duration.ofSeconds(10))
                        .repeatInterval(Duration.ofHours(1))
                        .build()),
                Map.of("r", receiver),
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private CompletionStage<SendResult> deliver(Notification notification) {
        delivered.add(notification);
        return answer;
    }

    private static boolean isInDoubt(Stamped<NotificationEntry> kept) {
        return kept.value().isInDoubt();
    }
}
