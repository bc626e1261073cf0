package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private static final long START = -5_000_000_000L;

    private static long at(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    @Test
    void take_burst_isLetThroughAndNoMore() {
        var bucket = new TokenBucket(new RateLimit(Duration.ofSeconds(1), 2), START);

        assertThat(bucket.take(at(0))).isTrue();
        assertThat(bucket.take(at(0))).isTrue();
        assertThat(bucket.take(at(999))).isFalse();
        assertThat(bucket.take(at(1000))).isTrue();
        assertThat(bucket.take(at(1500))).isFalse();
    }

    @Test
    void take_longPause_fillsUpToTheBurst() {
        var bucket = new TokenBucket(new RateLimit(Duration.ofSeconds(1), 2), START);
        bucket.take(at(0));
        bucket.take(at(0));

        assertThat(bucket.take(at(60_000))).isTrue();
        assertThat(bucket.take(at(60_000))).isTrue();
        assertThat(bucket.take(at(60_000))).isFalse();
    }

    @Test
    void take_clockReadingsOutOfOrder_countNothingTwice() {
        var bucket = new TokenBucket(new RateLimit(Duration.ofSeconds(1), 1), START);
        bucket.take(at(0));

        assertThat(bucket.take(at(900))).isFalse();
        assertThat(bucket.take(at(100))).isFalse();
        assertThat(bucket.take(at(950))).isFalse();
        assertThat(bucket.take(at(1000))).isTrue();
    }

    @Test
    void take_noBurst_letsNothingThrough() {
        var bucket = new TokenBucket(new RateLimit(Duration.ofMillis(1), 0), START);

        assertThat(bucket.take(at(60_000))).isFalse();
    }
}
