package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.VirtualCluster.Member;
import io.tocsin.core.label.Labels;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
        Timestamp end = Timestamp.of(time.now().plus(life));
        member.engine().post(List.of(new PostedAlert(ALERT, Labels.EMPTY, Timestamp.of(START), end, "")));
        time.settle();
    }

    private static Instant endAt(Member member) {
        return member.engine().alert(ALERT).orElseThrow().alert().endsAt().toInstant();
    }
}
