package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ExchangePlanTest {
    private static final Instant NOW = Instant.parse("2026-03-29T00:00:00Z");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final ExchangePlan plan = new ExchangePlan(0);

    @Test
    void succeeded_begunBeforeWhatWasSeenIsOutOfDate_saysNothing() {
        // given
        plan.begin();
        plan.again(1);
        // when
        plan.succeeded(2, PAUSE, NOW);
        // then
        assertThat(plan.isDone()).isFalse();
        assertThat(plan.isDue(2)).isTrue();
        // when
        plan.begin();
        plan.succeeded(3, PAUSE, NOW);
        // then
        assertThat(plan.isDone()).isTrue();
        assertThat(plan.isDue(4)).isFalse();
    }

    @Test
    void succeeded_orderedAgainMeanwhile_hasSeenAll() {
        // given
        plan.begin();
        plan.order(1);
        // when
        plan.succeeded(2, PAUSE, NOW);
        // then
        assertThat(plan.isDone()).isTrue();
        assertThat(plan.isDue(2)).isTrue();
    }

    @Test
    void excuse_neverCompared_nobodyWaitsButItIsNotSeen() {
        // when
        plan.excuse();
        // then
        assertThat(plan.isDone()).isTrue();
        assertThat(plan.isSeen()).isFalse();
        // when
        plan.again(1);
        // then
        assertThat(plan.isDone()).isFalse();
    }
}
