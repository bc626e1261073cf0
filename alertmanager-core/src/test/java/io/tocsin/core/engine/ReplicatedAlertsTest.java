package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.VirtualCluster.Member;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is posted at one member is at the others, and stays what it is there. */
final class ReplicatedAlertsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels ALERT = Labels.of("alertname", "A", "instance", "1");
    private static final Duration SOON = Duration.ofMillis(50);

    private final VirtualTime time = new VirtualTime(START);
    private final List<Notification> sent = new ArrayList<>();
    private final VirtualCluster cluster =
            new VirtualCluster(time, new Random(1), EngineSettings.DEFAULT, VirtualCluster::plan);
    private final Member a = joined(Duration.ZERO);
    private final Member b = joined(Duration.ZERO);

    @Test
    void post_ofFiringAlert_firesAtTheOther() {
        CompletableFuture<PostOutcome> answer =
                post(a, firing(Duration.ofHours(1))).toCompletableFuture();

        assertThat(answer).isNotDone();
        time.advance(SOON);

        assertThat(answer).isDone();
        assertThat(at(b)).isEqualTo(at(a));
        assertThat(at(b).isResolvedAt(time.now())).isFalse();
        assertThat(stampAt(b)).isEqualTo(stampAt(a));
    }

    @Test
    void post_ofResolve_resolvesAtTheOther() {
        post(a, firing(Duration.ofHours(1)));
        time.advance(Duration.ofMinutes(1));

        post(b, firing(Duration.ZERO));
        time.advance(SOON);

        assertThat(at(a)).isEqualTo(at(b));
        assertThat(at(a).isResolvedAt(time.now())).isTrue();
    }

    @Test
    void post_toBoth_isOneAlertWithOneStamp() {
        post(a, firing(Duration.ofHours(1)));
        post(b, firing(Duration.ofHours(1)));
        time.advance(SOON);

        assertThat(stampAt(a)).isEqualTo(stampAt(b));
        assertThat(a.held().keySet()).isEqualTo(b.held().keySet());
    }

    @Test
    void merge_ofOlderVersion_changesNothing() {
        post(a, firing(Duration.ofHours(1)));
        time.advance(SOON);
        Replica older = a.held().get(ALERT);
        post(b, firing(Duration.ZERO));
        time.advance(SOON);

        int news = merge(a, List.of(older), Duration.ZERO);

        assertThat(news).isZero();
        assertThat(at(a).isResolvedAt(time.now())).isTrue();
    }

    @Test
    void merge_resolveByAClockThatIsAhead_isResolvedHere() {
        Member ahead = joined(Duration.ofSeconds(30));
        post(ahead, firing(Duration.ofHours(1)));
        time.advance(SOON);

        post(ahead, posted(Duration.ofSeconds(20)));
        time.advance(SOON);

        assertThat(at(ahead).isResolvedAt(ahead.now())).isTrue();
        assertThat(at(a).isResolvedAt(time.now())).isTrue();
    }

    @Test
    void merge_timeoutByAnotherClock_endsAtTheSameMoment() {
        Member behind = joined(Duration.ofSeconds(-30));
        post(behind, new PostedAlert(ALERT, Labels.EMPTY, Timestamp.of(START), null, ""));
        time.advance(SOON);

        assertThat(at(behind).endsAt().toInstant()).isEqualTo(START.plusSeconds(300 - 30));
        assertThat(at(a).endsAt().toInstant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void merge_unknownAlertThatEndedLongAgo_isNoNewsButKnown() {
        Alert ended = alert(Duration.ofHours(-1), Duration.ofMinutes(-10));
        Alert fired = alert(Duration.ofHours(-1), Duration.ofMinutes(60));

        int news = merge(a, List.of(new Replica.OfAlert(ended, new Stamp(20, 1))), Duration.ZERO);
        merge(a, List.of(new Replica.OfAlert(fired, new Stamp(10, 1))), Duration.ZERO);

        assertThat(news).isZero();
        assertThat(a.engine().alert(ALERT)).isEmpty();
        assertThat(a.engine().groupCount()).isZero();
    }

    @Test
    void merge_unknownAlertThatEndedLongAgoAndSomebodyTakesForFiring_isTold() {
        Alert ended = alert(Duration.ofHours(-1), Duration.ofMinutes(-10));
        NotificationEntry told = told(AlertHashes.of(AlertHash.of(ALERT)), Duration.ofMinutes(-30));

        merge(
                a,
                List.of(
                        new Replica.OfAlert(ended, new Stamp(20, 1)),
                        new Replica.OfNotification(told, new Stamp(15, 1))),
                Duration.ZERO);
        time.advance(Duration.ofMinutes(1));

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).alerts()).allMatch(each -> each.isResolved());
    }

    @Test
    void merge_olderVersionOfWhatEndedLongAgo_isAnsweredWithTheEnd() {
        // given
        post(a, firing(Duration.ofHours(3)));
        time.advance(SOON);
        Replica older = a.held().get(ALERT);
        cluster.cut(a, b);
        post(a, firing(Duration.ZERO));
        time.advance(Duration.ofHours(1));
        assertThat(at(b).isResolvedAt(time.now())).isFalse();
        // when
        cluster.reconnect();
        merge(a, List.of(older), Duration.ZERO);
        time.advance(SOON);
        // then
        assertThat(at(b).isResolvedAt(time.now())).isTrue();
    }

    @Test
    void resolve_whileAnEarlierVersionWouldFire_isKeptUntilThen() {
        // given
        post(a, firing(Duration.ofHours(3)));
        time.advance(SOON);
        cluster.cut(a, b);
        post(a, firing(Duration.ZERO));
        // when
        time.advance(Duration.ofHours(2));
        boolean isKept = a.engine().keptLabels().iterator().hasNext();
        time.advance(Duration.ofMinutes(100));
        // then
        assertThat(isKept).isTrue();
        assertThat(a.engine().keptLabels()).isEmpty();
    }

    @Test
    void restart_heldAlertThatOthersSawEnd_isOver() {
        // given
        post(a, posted(Duration.ofMinutes(3)));
        time.advance(Duration.ofMinutes(1));
        a.kill();
        // when
        time.advance(Duration.ofMinutes(90));
        int before = sent.size();
        a.restart();
        time.advance(Duration.ofMinutes(20));
        // then
        assertThat(sent.subList(0, before))
                .anySatisfy(each -> assertThat(each.alerts()).allMatch(alert -> alert.isResolved()));
        assertThat(sent.subList(before, sent.size())).isEmpty();
    }

    /** The other side of a split tells what this one has taken back. */
    @Test
    void merge_ofWordThatAnAlertFiresWhichIsOver_tellsItsEndAgain() {
        // given
        post(a, firing(Duration.ofHours(3)));
        time.advance(Duration.ofMinutes(1));
        post(a, firing(Duration.ZERO));
        time.advance(Duration.ofMinutes(10));
        sent.clear();
        // when
        NotificationEntry told = told(AlertHashes.of(AlertHash.of(ALERT)), Duration.ofMinutes(-1));
        Stamp late = Stamp.of(time.now().plusSeconds(1));
        merge(a, List.of(new Replica.OfNotification(told, late)), Duration.ZERO);
        time.advance(Duration.ofMinutes(1));
        // then
        assertThat(sent)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.alerts()).allMatch(alert -> alert.isResolved()));
    }

    /** The other side of a split tells something while this one does; neither knows of the other. */
    @Test
    void merge_ofWordThatAnotherFires_whileTheGroupIsToldOver_tellsThatEndToo() {
        // given
        Member slow = slowlyTold();
        post(slow, firing(Duration.ofHours(3)));
        time.advance(Duration.ofMinutes(1));
        post(slow, firing(Duration.ZERO));
        time.advance(Duration.ofSeconds(30 + 300 + 2 - 60));
        List<Notification> before = List.copyOf(sent);
        // when
        Labels other = Labels.of("alertname", "A", "instance", "2");
        Timestamp now = Timestamp.of(time.now());
        Alert over = new Alert(other, Labels.EMPTY, Timestamp.of(START), now, false, "", time.now());
        NotificationEntry told = told(AlertHashes.of(AlertHash.of(other)), Duration.ZERO);
        Stamp elsewhere = new Stamp(Stamp.of(time.now()).ticks(), 9);
        merge(
                slow,
                List.of(new Replica.OfAlert(over, elsewhere), new Replica.OfNotification(told, elsewhere)),
                Duration.ZERO);
        time.advance(Duration.ofMinutes(10));
        // then
        assertThat(before).hasSize(2);
        assertThat(sent).hasSize(3);
        assertThat(sent.get(2).alerts()).anySatisfy(each -> {
            assertThat(each.alert().labels()).isEqualTo(other);
            assertThat(each.isResolved()).isTrue();
        });
    }

    /** Alone, with a receiver that takes its time. */
    private Member slowlyTold() {
        VirtualCluster alone = new VirtualCluster(
                time,
                new Random(1),
                EngineSettings.DEFAULT,
                notified -> VirtualCluster.planOf(notification -> {
                    notified.accept(notification);
                    CompletableFuture<SendResult> answer = new CompletableFuture<>();
                    time.schedule(answer, time.now().plusSeconds(5), () -> answer.complete(SendResult.delivered()));
                    return answer;
                }));
        Member member = alone.join(Duration.ZERO, sent::add);
        member.settle();
        return member;
    }

    @Test
    void restart_heldAlertOfWhoseEndOthersHaveTold_isOver() {
        // given
        post(a, posted(Duration.ofMinutes(10)));
        time.advance(Duration.ofMinutes(1));
        a.kill();
        time.advance(Duration.ofMinutes(1));
        post(b, firing(Duration.ZERO));
        // when
        time.advance(Duration.ofMinutes(90));
        int before = sent.size();
        a.restart();
        time.advance(Duration.ofMinutes(20));
        // then
        assertThat(sent.subList(before, sent.size())).isEmpty();
    }

    @Test
    void restart_alertOfWhichOthersHaveALaterVersion_isWhatTheyKnow() {
        // given
        post(a, posted(Duration.ofMinutes(4)));
        time.advance(Duration.ofSeconds(10));
        a.kill();
        post(b, firing(Duration.ZERO));
        // when
        time.advance(Duration.ofMinutes(3));
        a.restart();
        time.advance(SOON);
        // then
        assertThat(at(a).isResolvedAt(time.now())).isTrue();
    }

    @Test
    void restart_alertThatOnlyThisMemberHas_isGivenToOthersAsItWas() {
        // given
        cluster.cut(a, b);
        post(a, posted(Duration.ofMinutes(4)));
        Alert before = at(a);
        time.advance(Duration.ofSeconds(10));
        // when
        a.kill();
        cluster.reconnect();
        a.restart();
        time.advance(SOON);
        // then
        assertThat(at(b)).isEqualTo(before);
    }

    /** Nobody remembers until when others would have it fire. */
    @Test
    void restart_ofWhatWasSaidToBeOver_isKeptAllTheSame() {
        // given
        post(a, firing(Duration.ofHours(3)));
        time.advance(SOON);
        cluster.cut(a, b);
        post(a, firing(Duration.ZERO));
        time.advance(Duration.ofMinutes(1));
        a.kill();
        a.restart();
        // when
        time.advance(Duration.ofHours(2));
        cluster.heal();
        time.advance(SOON);
        // then
        assertThat(at(b).isResolvedAt(time.now())).isTrue();
    }

    @Test
    void stop_whatOthersWriteAfterwards_isKeptAndNotTold() {
        a.engine().stop();
        time.settle();

        post(b, firing(Duration.ofHours(1)));
        time.advance(Duration.ofMinutes(2));

        assertThat(at(a)).isEqualTo(at(b));
        assertThat(a.engine().groupCount()).isZero();
    }

    private static int merge(Member member, List<Replica> replicas, Duration clockOffset) {
        return member.merge(replicas, clockOffset);
    }

    private Alert alert(Duration start, Duration end) {
        Instant now = time.now();
        Instant ends = now.plus(end);
        return new Alert(
                ALERT,
                Labels.EMPTY,
                Timestamp.of(now.plus(start)),
                Timestamp.of(ends),
                false,
                "",
                ends.isBefore(now) ? ends : now);
    }

    private NotificationEntry told(AlertHashes firing, Duration when) {
        NotificationKey key = new NotificationKey("{}:{alertname=\"A\"}", "r", "webhook", 0);
        Instant at = time.now().plus(when);
        return new NotificationEntry(key, at, firing, AlertHashes.NONE, Map.of(), at.plus(Duration.ofDays(1)));
    }

    private Member joined(Duration clockOffset) {
        Member member = cluster.join(clockOffset, sent::add);
        time.settle();
        member.settle();
        return member;
    }

    private CompletionStage<PostOutcome> post(Member member, PostedAlert alert) {
        CompletionStage<PostOutcome> answer = member.engine().post(List.of(alert));
        time.settle();
        return answer;
    }

    /** Zero for one that is over. */
    private PostedAlert firing(Duration life) {
        return posted(Duration.between(START, time.now()).plus(life));
    }

    private static PostedAlert posted(Duration end) {
        return new PostedAlert(ALERT, Labels.EMPTY, Timestamp.of(START), Timestamp.of(START.plus(end)), "");
    }

    private static Alert at(Member member) {
        return member.engine().alert(ALERT).orElseThrow().alert();
    }

    private static Object stampAt(Member member) {
        return member.engine().alert(ALERT).orElseThrow().version().stamp();
    }
}
