package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.EngineEvent.NotificationLearned;
import io.tocsin.core.engine.EngineEvent.SilenceCreated;
import io.tocsin.core.engine.EngineEvent.SilenceEnded;
import io.tocsin.core.engine.VirtualCluster.Member;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is silenced or told at one member is so at the others, and their histories say from whom they have it. */
final class ReplicatedSilencesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels ALERT = Labels.of("alertname", "A");
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Requester ALICE = new Requester("user:alice", "10.0.0.7");
    private static final Requester FIRST = new Requester("member:member-0", "");

    private final VirtualTime time = new VirtualTime(START);
    private final List<Notification> sent = new ArrayList<>();
    private final VirtualCluster cluster =
            new VirtualCluster(time, new Random(1), EngineSettings.DEFAULT, VirtualCluster::plan);
    private final Member a = joined(Duration.ZERO);
    private final Member b = joined(Duration.ofSeconds(-30));

    @Test
    void set_atOne_isInForceAtTheOtherAndAcknowledgedThen() {
        CompletableFuture<?> answer = silence(a).toCompletableFuture();

        assertThat(answer).isNotDone();
        time.advance(SOON);

        assertThat(answer).isDone();
        Silence silence = onlySilence(a);
        assertThat(b.engine().silences().silencing(ALERT, b.now())).containsExactly(silence.id());
        assertThat(b.events(SilenceCreated.class)).containsExactly(new SilenceCreated(silence, FIRST));
    }

    @Test
    void expire_atOne_isTheEndAtTheOther() {
        silence(a);
        time.advance(Duration.ofMinutes(1));
        String id = onlySilence(b).id();

        var answer = a.engine().silences().expire(id, ALICE);
        time.advance(SOON);

        assertThat(answer.toCompletableFuture()).isDone();
        assertThat(b.engine().silences().silencing(ALERT, b.now())).isEmpty();
        assertThat(b.events(SilenceEnded.class))
                .containsExactly(new SilenceEnded(onlySilence(a), Optional.empty(), FIRST));
    }

    @Test
    void expire_whileCutOff_staysTheEndWhenTheyMeetAgain() {
        // given
        silence(a);
        time.advance(Duration.ofMinutes(1));
        cluster.cut(a, b);
        // when
        var answer = a.engine().silences().expire(onlySilence(a).id(), ALICE);
        time.advance(Duration.ofMinutes(1));
        cluster.heal();
        time.advance(SOON);
        // then
        assertThat(answer.toCompletableFuture()).isDone();
        assertThat(onlySilence(b)).isEqualTo(onlySilence(a));
        assertThat(a.engine().silences().silencing(ALERT, a.now())).isEmpty();
        assertThat(b.engine().silences().silencing(ALERT, b.now())).isEmpty();
    }

    @Test
    void notification_byOne_isNamedInTheHistoryOfTheOther() {
        var answer = a.engine()
                .post(List.of(new PostedAlert(
                        ALERT, Labels.EMPTY, Timestamp.of(START), Timestamp.of(START.plus(Duration.ofHours(1))), "")));
        time.advance(Duration.ofMinutes(1));

        assertThat(answer.toCompletableFuture()).isDone();
        assertThat(sent).hasSize(1);
        List<NotificationLearned> learned = new ArrayList<>(a.events(NotificationLearned.class));
        learned.addAll(b.events(NotificationLearned.class));
        assertThat(learned).singleElement().satisfies(each -> {
            assertThat(each.sender()).isIn("member-0", "member-1");
            assertThat(each.firing()).containsExactly(ALERT);
        });
    }

    private Member joined(Duration clockOffset) {
        Member member = cluster.join(clockOffset, sent::add);
        time.settle();
        member.settle();
        return member;
    }

    private CompletionStage<?> silence(Member member) {
        SilenceRequest request = new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.EQUAL, "alertname", "A"))),
                SilenceRequest.NO_TIME,
                time.now().plus(Duration.ofHours(1)),
                "alice",
                "c",
                Labels.EMPTY);
        CompletionStage<?> answer = member.engine().silences().set(request, ALICE);
        time.settle();
        return answer;
    }

    private static Silence onlySilence(Member member) {
        return member.engine().silences().all().get(0);
    }
}
