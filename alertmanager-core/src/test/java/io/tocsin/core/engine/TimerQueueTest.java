package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimerQueueTest {
    private static final Instant T0 = Instant.EPOCH;

    private final TimerQueue timers = new TimerQueue();
    private final List<String> fired = new ArrayList<>();

    @Test
    void pollDue_severalDue_byTimeThenByScheduling() {
        // given
        schedule("late", 2);
        schedule("first", 1);
        schedule("second", 1);

        // when
        fireAll(T0.plusSeconds(2));

        // then
        assertThat(fired).containsExactly("first", "second", "late");
    }

    @Test
    void pollDue_notYetDue_nothing() {
        schedule("later", 5);

        fireAll(T0.plusSeconds(4));

        assertThat(fired).isEmpty();
        assertThat(timers.nextDue()).contains(T0.plusSeconds(5));
    }

    @Test
    void schedule_sameKeyAgain_supersedes() {
        // given
        Object key = new Object();
        timers.schedule(key, T0.plusSeconds(1), () -> fired.add("old"));
        timers.schedule(key, T0.plusSeconds(3), () -> fired.add("new"));

        // when
        fireAll(T0.plusSeconds(2));
        assertThat(fired).isEmpty();
        fireAll(T0.plusSeconds(3));

        // then
        assertThat(fired).containsExactly("new");
        assertThat(timers.size()).isZero();
    }

    @Test
    void cancel_scheduled_neverFires() {
        Object key = new Object();
        timers.schedule(key, T0, () -> fired.add("cancelled"));

        timers.cancel(key);
        fireAll(T0.plusSeconds(10));

        assertThat(fired).isEmpty();
        assertThat(timers.nextDue()).isEmpty();
    }

    @Test
    void schedule_sameKeyVeryOften_oldTimersDoNotPileUp() {
        // given
        timers.schedule(new Object(), T0, () -> fired.add("first"));
        Object key = new Object();

        // when
        for (int i = 0; i < 100_000; i++) {
            timers.schedule(key, T0.plusSeconds(1_000 + i), () -> fired.add("moved"));
        }

        // then
        assertThat(timers.size()).isEqualTo(2);
        fireAll(T0.plusSeconds(200_000));
        assertThat(fired).containsExactly("first", "moved");
    }

    private void schedule(String name, long second) {
        timers.schedule(new Object(), T0.plusSeconds(second), () -> fired.add(name));
    }

    private void fireAll(Instant now) {
        for (Runnable due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
            due.run();
        }
    }
}
