package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.VirtualCluster.Member;
import io.tocsin.core.label.Labels;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often members hear that an alert goes on. */
final class RefreshPaceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels ALERT = Labels.of("alertname", "A");

    private final VirtualTime time = new VirtualTime(START);
    private final VirtualCluster cluster =
            new VirtualCluster(time, new Random(1), EngineSettings.DEFAULT, VirtualCluster::plan);
    private final Member a = cluster.join(Duration.ZERO, notification -> {});
    private final Member b = cluster.join(Duration.ZERO, notification -> {});

    @Test
    void refreshes_everySecond_areToldEveryThirtySeconds() {
        refreshEverySecond(121, Duration.ofMinutes(4));

        assertThat(a.alertsTold()).isBetween(4, 5);
        assertThat(endAt(b)).isBetween(endAt(a).minusSeconds(32), endAt(a));
    }

    @Test
    void refreshes_ofAShortLife_areToldWhenAQuarterOfItHasPassed() {
        refreshEverySecond(100, Duration.ofSeconds(20));

        assertThat(a.alertsTold()).isBetween(100 / 5, 100 / 4 + 1);
    }

    @Test
    void refreshes_ofALifeThatHasBecomeShort_areToldBeforeItEnds() {
        post(a, Duration.ofHours(4));
        time.advance(Duration.ofSeconds(5));
        post(a, Duration.ZERO);
        time.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 100; i++) {
            post(a, Duration.ofSeconds(20));
            time.advance(Duration.ofSeconds(2));
            assertThat(endAt(b)).isAfter(time.now());
        }
    }

    @Test
    void refresh_afterAPause_isToldWithinSeconds() {
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(60));
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(5));

        assertThat(a.alertsTold()).isEqualTo(2);
    }

    @Test
    void refresh_withinThePause_isToldAfterIt() {
        // given
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(10));
        post(a, Duration.ofMinutes(4));
        // when
        time.advance(Duration.ofSeconds(19));
        int before = a.alertsTold();
        time.advance(Duration.ofSeconds(2));
        // then
        assertThat(before).isEqualTo(1);
        assertThat(a.alertsTold()).isEqualTo(2);
        assertThat(endAt(b)).isEqualTo(START.plusSeconds(250));
        assertThat(b.engine().alert(ALERT).orElseThrow().stamp())
                .isEqualTo(a.engine().alert(ALERT).orElseThrow().stamp());
    }

    @Test
    void refresh_postedToBoth_isToldByOne() {
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(60));
        for (int minute = 0; minute < 10; minute++) {
            post(a, Duration.ofMinutes(4));
            time.advance(Duration.ofMillis(100));
            post(b, Duration.ofMinutes(4));
            time.advance(Duration.ofSeconds(60));
        }

        assertThat(a.alertsTold() + b.alertsTold()).isEqualTo(11);
    }

    @Test
    void refresh_ofOtherAnnotations_isToldAlthoughTheEndIsTheSame() {
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(31));
        Timestamp end = Timestamp.of(START.plusSeconds(240));
        a.engine().post(List.of(new PostedAlert(ALERT, Labels.of("summary", "new"), Timestamp.of(START), end, "")));
        time.advance(Duration.ofSeconds(5));

        assertThat(b.engine().alert(ALERT).orElseThrow().alert().annotations()).isEqualTo(Labels.of("summary", "new"));
    }

    @Test
    void heldBack_otherMemberToldMeanwhile_isNotTold() {
        // given
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(10));
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(1));
        // when
        post(b, Duration.ZERO);
        time.advance(Duration.ofMinutes(1));
        // then
        assertThat(a.alertsTold()).isEqualTo(1);
        assertThat(a.engine().alert(ALERT).orElseThrow().alert().isResolvedAt(time.now()))
                .isTrue();
    }

    @Test
    void heldBack_otherMemberTellsAnEarlierOne_countsAndIsTold() {
        // given
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(10));
        post(b, Duration.ofHours(24));
        int before = b.alertsTold();
        Instant end = endAt(b);
        // when
        int news = b.merge(List.of(told(START.plusSeconds(5), Timestamp.of(START.plusSeconds(300)))), Duration.ZERO);
        time.advance(Duration.ofSeconds(30));
        // then
        assertThat(before).isZero();
        assertThat(news).isZero();
        assertThat(b.alertsTold()).isEqualTo(1);
        assertThat(endAt(b)).isEqualTo(end);
        assertThat(endAt(a)).isEqualTo(end);
        assertThat(a.held()).isEqualTo(b.held());
    }

    @Test
    void heldBack_otherMemberTellsTheSameAMomentEarlier_isNotTold() {
        // given
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(10));
        post(b, Duration.ofMinutes(5));
        // when
        int news = b.merge(List.of(told(START.plusSeconds(9), Timestamp.of(START.plusSeconds(309)))), Duration.ZERO);
        time.advance(Duration.ofSeconds(60));
        // then
        assertThat(news).isEqualTo(1);
        assertThat(b.alertsTold()).isZero();
    }

    @Test
    void heldBackAgain_untilTheSameMoment_isToldUnderOneStamp() {
        // given
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(10));
        post(a, Duration.ofMinutes(5));
        time.advance(Duration.ofSeconds(5));
        Replica shorter = told(time.now(), Timestamp.of(time.now().plusSeconds(60)));
        a.merge(List.of(shorter), Duration.ZERO);
        b.merge(List.of(shorter), Duration.ZERO);
        // when
        post(a, Duration.ofMinutes(6));
        time.advance(Duration.ofSeconds(30));
        // then
        assertThat(a.alertsTold()).isEqualTo(2);
        assertThat(a.held()).isEqualTo(b.held());
    }

    /** By a third member, at that moment. */
    private static Replica told(Instant written, Timestamp end) {
        Alert alert = new Alert(ALERT, Labels.EMPTY, Timestamp.of(START), end, false, "", written);
        return new Replica.OfAlert(alert, new Stamp(Stamp.of(written).ticks(), 9));
    }

    /** By so much that it is not seen from the second alone that it was. */
    @ParameterizedTest(name = "after {0} s; set back by {1} s, and by {2} s when it is held back")
    @CsvSource({"29, 0, 29", "1, 2, 0"})
    void heldBack_clockSetBackALittle_isToldAllTheSame(int seconds, int before, int after) {
        // given
        List<Labels> alerts = IntStream.range(0, 20)
                .mapToObj(i -> Labels.of("alertname", "A" + i))
                .toList();
        alerts.forEach(alert -> post(a, alert, Duration.ofMinutes(4)));
        time.advance(Duration.ofSeconds(seconds));
        a.step(Duration.ofSeconds(-before));
        // when
        alerts.forEach(alert -> post(a, alert, Duration.ofMinutes(10)));
        a.step(Duration.ofSeconds(-after));
        time.advance(Duration.ofMinutes(2));
        // then
        assertThat(a.alertsTold()).isEqualTo(2 * alerts.size());
    }

    @Test
    void heldBack_clockSetBack_isToldAllTheSame() {
        post(a, Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(10));
        post(a, Duration.ofMinutes(4));

        a.step(Duration.ofHours(-1));
        time.advance(Duration.ofSeconds(2));

        assertThat(a.alertsTold()).isEqualTo(2);
    }

    private void refreshEverySecond(int times, Duration life) {
        for (int i = 0; i < times; i++) {
            post(a, life);
            time.advance(Duration.ofSeconds(1));
        }
    }

    private void post(Member member, Duration life) {
        post(member, ALERT, life);
    }

    private void post(Member member, Labels alert, Duration life) {
        Timestamp end = Timestamp.of(time.now().plus(life));
        member.engine().post(List.of(new PostedAlert(alert, Labels.EMPTY, Timestamp.of(START), end, "")));
        time.settle();
    }

    private static Instant endAt(Member member) {
        return member.engine().alert(ALERT).orElseThrow().alert().endsAt().toInstant();
    }
}
