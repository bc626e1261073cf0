package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Slots every ten seconds, from 12:00:03 on; times are seconds behind 12:00:00. */
final class SlotTimerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final VirtualThreads time = new VirtualThreads(NOON.plusSeconds(3));
    private final List<Long> slots = new ArrayList<>();

    /** When slots began, by the clock. */
    private final List<Long> begun = new ArrayList<>();

    private Supplier<CompletionStage<?>> work = () -> CompletableFuture.completedStage(null);

    private SlotTimer start() {
        return start(time.threads().rules());
    }

    private SlotTimer start(Executor where) {
        Slots every = new Slots(10_000, 0);
        return time.threads().slots(where, new SlotTimer.Work() {
            @Override
            public long after(long millis) {
                return every.after(millis);
            }

            @Override
            public CompletionStage<?> begin(long slotMillis) {
                slots.add((slotMillis - NOON.toEpochMilli()) / 1000);
                begun.add((time.millis() - NOON.toEpochMilli()) / 1000);
                return work.get();
            }
        });
    }

    @Test
    void slots_come_atTheirTimes() {
        start();
        time.advance(Duration.ofSeconds(30));
        assertThat(slots).containsExactly(10L, 20L, 30L);
        assertThat(begun).isEqualTo(slots);
    }

    @Test
    void work_longerThanASlot_leavesOutWhatCameMeanwhile() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        work = () -> slow;
        start();
        time.advance(Duration.ofSeconds(32));
        assertThat(slots).containsExactly(10L);

        slow.complete(null);
        time.advance(Duration.ofSeconds(10));
        assertThat(slots).containsExactly(10L, 40L);
    }

    @Test
    void work_thatFails_isFollowedByTheNextSlot() {
        List<Supplier<CompletionStage<?>>> ways = List.of(
                () -> CompletableFuture.failedStage(new IllegalStateException("test")),
                () -> {
                    throw new IllegalStateException("test");
                },
                () -> {
                    throw new StackOverflowError("test");
                },
                () -> CompletableFuture.completedStage(null));
        work = () -> ways.get(slots.size() - 1).get();
        start();
        time.advance(Duration.ofSeconds(40));
        assertThat(slots).containsExactly(10L, 20L, 30L, 40L);
    }

    /** As where a system makes no more threads for a while. */
    @Test
    void thread_cannotBeMade_nextSlotComesAllTheSame() {
        start(failingAt(2));
        time.advance(Duration.ofSeconds(40));
        assertThat(slots).containsExactly(10L, 30L, 40L);
    }

    @Test
    void later_threadCannotBeMade_isTriedAgain() {
        long from = time.millis();
        time.threads().later(1_000, failingAt(1), () -> begun.add(time.millis() - from));
        time.advance(Duration.ofSeconds(10));
        assertThat(begun).containsExactly(2_000L);
    }

    private static Executor failingAt(int time) {
        AtomicInteger asked = new AtomicInteger();
        return task -> {
            if (asked.incrementAndGet() == time) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        };
    }

    @Test
    void clock_setForward_doesTheLatestSlotAndNoneOfThoseBetween() {
        start();
        time.advance(Duration.ofSeconds(10));
        time.setClock(Duration.ofHours(1));
        time.advance(Duration.ofSeconds(20));
        assertThat(slots).containsExactly(10L, 3620L, 3630L);
        assertThat(begun).containsExactly(10L, 3620L, 3630L);
    }

    @Test
    void clock_setBackFar_goesOnWithinASlot() {
        start();
        time.advance(Duration.ofSeconds(10));
        time.setClock(Duration.ofHours(-1));
        time.advance(Duration.ofSeconds(30));
        assertThat(slots).hasSize(4).startsWith(10L, 20L);
        assertThat(slots.get(2)).isEqualTo(-3570L);
        assertThat(slots.get(3)).isEqualTo(-3560L);
        assertThat(begun.subList(2, 4)).isEqualTo(slots.subList(2, 4));
    }

    /** As a clock does that is put right in small steps. */
    @Test
    void clock_setBackALittle_repeatsNoSlot() {
        work = () -> {
            time.setClock(Duration.ofSeconds(-1));
            return CompletableFuture.completedStage(null);
        };
        start();
        time.advance(Duration.ofSeconds(33));
        assertThat(slots).containsExactly(10L, 20L, 30L);
    }

    /** What came of the slot that was armed would be over by the time that it is told. */
    @Test
    void slot_thatWaitsForAThread_beginsAtTheLatestOne() {
        List<Runnable> waiting = new ArrayList<>();
        start(waiting::add);
        time.advance(Duration.ofMinutes(5));
        assertThat(waiting).hasSize(1);

        waiting.get(0).run();
        assertThat(slots).containsExactly(300L);
        time.advance(Duration.ofSeconds(10));
        waiting.get(1).run();
        assertThat(slots).containsExactly(300L, 310L);
    }

    @Test
    void close_beginsNothingMore() {
        SlotTimer timer = start();
        time.advance(Duration.ofSeconds(10));
        timer.close();
        time.advance(Duration.ofSeconds(60));
        assertThat(slots).containsExactly(10L);
        assertThat(time.armed()).isZero();
    }

    @Test
    void close_duringWork_armsNothingBehindIt() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        work = () -> slow;
        SlotTimer timer = start();
        time.advance(Duration.ofSeconds(10));
        timer.close();
        slow.complete(null);
        assertThat(time.armed()).isZero();
    }

    @Test
    void threads_closed_endIt() {
        start();
        time.threads().close();
        time.advance(Duration.ofSeconds(60));
        assertThat(slots).isEmpty();
        assertThat(time.armed()).isZero();
        start();
        time.threads().later(1, time.threads().rules(), () -> slots.add(1L));
        assertThat(time.armed()).isZero();
    }
}
