package io.tocsin.evaluator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import org.junit.jupiter.api.Test;

final class SentAlertTest {
    private static SentAlert alert(long start, long end) {
        return new SentAlert(Labels.of("alertname", "A"), Labels.EMPTY, start, end, "", false);
    }

    @Test
    void handedOn_fires_lastsLonger() {
        assertThat(alert(1_000, 250_000).handedOn(10_000, 12_000, 2_000)).isEqualTo(alert(1_000, 252_000));
    }

    @Test
    void handedOn_isOver_remainsSo() {
        assertThat(alert(1_000, 10_000).handedOn(10_000, 12_000, 2_000)).isEqualTo(alert(1_000, 10_000));
    }

    /** Otherwise the router would take it for one that fires. */
    @Test
    void handedOn_isOverByASlotThatTheClockHasNotReached_isOverNow() {
        assertThat(alert(1_000, 10_000).handedOn(10_000, 9_000, 0)).isEqualTo(alert(1_000, 9_000));
        assertThat(alert(9_500, 10_000).handedOn(10_000, 9_000, 0)).isEqualTo(alert(9_000, 9_000));
    }
}
