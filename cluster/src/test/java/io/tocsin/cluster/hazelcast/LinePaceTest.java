package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LinePaceTest {
    @Test
    void happened_often_isALineAMinute_whichCounts() {
        var pace = new LinePace();
        long start = Long.MAX_VALUE - 1;
        assertThat(pace.happened(start)).isEqualTo(1);
        assertThat(pace.happened(start)).isZero();
        assertThat(pace.happened(start + Duration.ofSeconds(59).toNanos())).isZero();
        assertThat(pace.happened(start + Duration.ofSeconds(60).toNanos())).isEqualTo(3);
        assertThat(pace.happened(start + Duration.ofSeconds(61).toNanos())).isZero();
        assertThat(pace.happened(start + Duration.ofMinutes(10).toNanos())).isEqualTo(2);
    }
}
