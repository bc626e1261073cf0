package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlotsTest {
    private static final Slots SLOTS = new Slots(10_000, 3_000);

    @Test
    void after_isTheFirstSlotBehind() {
        assertThat(SLOTS.after(0)).isEqualTo(3_000);
        assertThat(SLOTS.after(2_999)).isEqualTo(3_000);
        assertThat(SLOTS.after(3_000)).isEqualTo(13_000);
        assertThat(SLOTS.after(-8_000)).isEqualTo(-7_000);
    }
}
