package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: 500 ms at first, half as long again each time, at most a minute, each drawn from the
 * middle &#177; 50 %.
 *
 * @see "Upstream: notify.RetryStage with cenkalti/backoff defaults, v0.34.0"
 */
final class Backoff {
    private static final double FIRST_MILLIS = 500;
    private static final double MAX_MILLIS = 60_000;
    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.5;

    private final RandomGenerator random;
    private double middleMillis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
    }

    Duration next() {
        double millis = middleMillis * (1 - JITTER + 2 * JITTER * random.nextDouble());
        middleMillis = Math.min(MAX_MILLIS, middleMillis * GROWTH);
        return Duration.ofNanos((long) (millis * 1_000_000));
    }
}
