package io.tocsin.core.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HybridClockTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final HybridClock clock = new HybridClock(7);

    @Test
    void next_clockGoesOn_followsIt() {
        assertThat(clock.next(NOW)).isEqualTo(new Stamp(Stamp.of(NOW).ticks(), 7));
        Instant later = NOW.plusSeconds(1);
        assertThat(clock.next(later)).isEqualTo(new Stamp(Stamp.of(later).ticks(), 7));
    }

    @Test
    void next_whateverTheClockDoes_isLaterThanAllBefore() {
        Random random = new Random(1);
        Stamp last = Stamp.NONE;
        for (int i = 0; i < 10_000; i++) {
            Instant wall = switch (random.nextInt(4)) {
                case 0 -> NOW;
                case 1 -> NOW.plusSeconds(random.nextInt(7_200) - 3_600);
                case 2 -> NOW.plusNanos(random.nextInt(2_000));
                default -> Instant.EPOCH.minusSeconds(random.nextInt(10));
            };
            Stamp next = clock.next(wall);
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void saw_later_isLaterThanThat() {
        Stamp seen = new Stamp(Stamp.of(NOW.plusSeconds(3_600)).ticks(), -1);
        clock.saw(seen);
        assertThat(clock.next(NOW)).isEqualTo(new Stamp(seen.ticks() + 1, 7));
    }

    @Test
    void saw_earlier_changesNothing() {
        Stamp before = clock.next(NOW);
        clock.saw(Stamp.NONE);
        assertThat(clock.next(NOW)).isEqualTo(new Stamp(before.ticks() + 1, 7));
    }

    @Test
    void next_onSeveralThreads_givesNoneTwice() {
        List<CompletableFuture<List<Stamp>>> threads = Stream.generate(() -> CompletableFuture.supplyAsync(() ->
                        Stream.generate(() -> clock.next(NOW)).limit(5_000).toList()))
                .limit(4)
                .toList();
        List<Stamp> all = threads.stream().flatMap(each -> each.join().stream()).toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(threads).allSatisfy(each -> assertThat(each.join()).isSorted());
    }

    @Test
    void member_0_isNobody() {
        assertThatThrownBy(() -> new HybridClock(0)).hasMessage("member: 0 (expected: a number of its own)");
    }
}
