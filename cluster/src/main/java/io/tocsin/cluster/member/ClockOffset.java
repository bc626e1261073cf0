package io.tocsin.cluster.member;

import java.time.Duration;
import java.time.Instant;

/**
 * How far another member's clock is ahead of the one here, judged from the moments at which greetings were sent, received
 * and answered: of the last {@value #SAMPLES} ones that with the shortest round trip, because what can be wrong is half of
 * that.
 *
 * <p>Owned by the member's owner.
 *
 * @see "Mills: RFC 5905, 2010, section 8"
 */
final class ClockOffset {
    private static final int SAMPLES = 8;

    /** Between two greetings. */
    private static final Duration DRIFT_MAX = Duration.ofMillis(50);

    private final Duration[] ahead = new Duration[SAMPLES];
    private final Duration[] roundTrips = new Duration[SAMPLES];
    private int taken;
    private Duration guess = Duration.ZERO;

    /** A message that says when it was sent, for as long as there is nothing better: as if it had come at once. */
    void heard(Instant sentAt, Instant receivedAt) {
        guess = Duration.between(receivedAt, sentAt);
    }

    /**
     * A greeting was answered.
     *
     * @param sentAt by the clock here
     * @param receivedAt by the other one, as {@code answeredAt}
     * @param roundTrip by a clock that is not set
     */
    void answered(Instant sentAt, Instant receivedAt, Instant answeredAt, Duration roundTrip) {
        Duration onTheWay = roundTrip.minus(Duration.between(receivedAt, answeredAt));
        Duration sample = Duration.between(sentAt.plus(onTheWay.dividedBy(2)), receivedAt);
        if (taken > 0 && isElsewhere(sample, onTheWay)) {
            // Its clock was set: what was known before is of no use.
            taken = 0;
        }
        int slot = taken++ % SAMPLES;
        ahead[slot] = sample;
        roundTrips[slot] = onTheWay;
    }

    /** Whether the last sample and this one cannot both be right, however unequal the ways there and back were. */
    private boolean isElsewhere(Duration sample, Duration onTheWay) {
        int last = (taken - 1) % SAMPLES;
        Duration both = onTheWay.plus(roundTrips[last]).plus(DRIFT_MAX);
        return sample.minus(ahead[last]).abs().compareTo(both) > 0;
    }

    /**
     * The clock here was set.
     *
     * @param by how far forward
     */
    void stepped(Duration by) {
        guess = ahead().minus(by);
        taken = 0;
    }

    /** Below zero where it is behind. */
    Duration ahead() {
        Duration best = guess;
        Duration shortest = null;
        for (int i = 0; i < Math.min(taken, SAMPLES); i++) {
            if (shortest == null || roundTrips[i].compareTo(shortest) < 0) {
                shortest = roundTrips[i];
                best = ahead[i];
            }
        }
        return best;
    }
}
