package io.tocsin.core.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StampTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @Test
    void order_anyStamps_isTotal() {
        // given
        List<Stamp> stamps = new ArrayList<>();
        for (long ticks : new long[] {0, 1, 2, Stamp.TICKS_MAX}) {
            for (long member : new long[] {0, 1, 2, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
                stamps.add(new Stamp(ticks, member));
            }
        }
        List<Stamp> shuffled = new ArrayList<>(stamps);
        Collections.shuffle(shuffled, new Random(1));
        // when
        Collections.sort(shuffled);
        // then
        assertThat(shuffled).isEqualTo(stamps);
        for (Stamp one : stamps) {
            for (Stamp other : stamps) {
                assertThat(one.isAfter(other)).isEqualTo(stamps.indexOf(one) > stamps.indexOf(other));
                assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
            }
        }
    }

    @Test
    void none_isEarlierThanEveryOther() {
        assertThat(Stamp.NONE)
                .isLessThan(new Stamp(0, 1))
                .isLessThan(new Stamp(0, -1))
                .isLessThan(Stamp.of(NOW));
    }

    @Test
    void of_moments_areMicrosecondsOfNobody() {
        assertThat(Stamp.of(Instant.ofEpochSecond(2, 3_999))).isEqualTo(new Stamp(2_000_003, 0));
        assertThat(Stamp.of(Instant.EPOCH.minusSeconds(1))).isEqualTo(Stamp.NONE);
        assertThat(Stamp.of(Instant.MIN)).isEqualTo(Stamp.NONE);
        assertThat(Stamp.of(Instant.MAX)).isGreaterThan(Stamp.of(NOW)).isLessThan(new Stamp(Stamp.TICKS_MAX, 0));
    }

    @Test
    void assumed_isBelowEveryMembersOfTheSameTicksAndAboveAllBefore() {
        Stamp assumed = new Stamp(5, -3).assumed();
        assertThat(assumed).isLessThan(new Stamp(5, 1)).isLessThan(new Stamp(5, -3));
        assertThat(assumed).isGreaterThan(new Stamp(4, -1));
        assertThat(assumed.assumed()).isSameAs(assumed);
    }

    @Test
    void after_earlierOrLater_isThisOrTheNextOfTheSameMember() {
        Stamp stamp = new Stamp(5, 3);
        assertThat(stamp.after(new Stamp(5, 2))).isSameAs(stamp);
        assertThat(stamp.after(new Stamp(5, 3))).isEqualTo(new Stamp(6, 3));
        assertThat(stamp.after(new Stamp(9, 9))).isEqualTo(new Stamp(10, 3));
    }

    @Test
    void ticks_outsideOfTime_areRefused() {
        assertThatThrownBy(() -> new Stamp(-1, 0)).hasMessage("ticks: -1 (expected: 0 to 4611686018427387904)");
        assertThatThrownBy(() -> new Stamp(Stamp.TICKS_MAX + 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
