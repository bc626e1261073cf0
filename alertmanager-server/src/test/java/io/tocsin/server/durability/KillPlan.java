package io.tocsin.server.durability;

import io.tocsin.server.durability.Lives.Ending;
import io.tocsin.server.durability.Moments.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How one life of the server ends.
 *
 * @param duringStart whether it comes {@code after} the process was started, ready or not; else it comes after it was ready
 * @param moment what is waited for after that
 * @param behind how long after that moment
 */
record KillPlan(boolean duringStart, Duration after, Optional<Moment> moment, Duration behind, Ending ending) {
    private static final List<Moment> MOMENTS = List.of(Moment.values());
    private static final int LIFE_MAX_MILLIS = 3_000;
    private static final int BEHIND_MAX_MICROS = 8_000;

    /**
     * Draws one: a quarter of all kills come during the start, most of those within 300 ms and the others before it is done
     * or shortly after; the others come at any moment, or right behind what clients and the receiver do. One in twelve is a
     * SIGTERM.
     *
     * @param startMillis how long a start takes, about
     */
    static KillPlan draw(Random random, long startMillis) {
        if (random.nextInt(4) == 0) {
            long bound = random.nextInt(3) == 0 ? 300 : Math.max(300, startMillis * 5 / 4);
            return new KillPlan(true, millis(random.nextLong(bound)), Optional.empty(), Duration.ZERO, Ending.KILLED);
        }
        Ending ending = random.nextInt(9) == 0 ? Ending.TERMINATED : Ending.KILLED;
        Duration after = millis(random.nextInt(random.nextBoolean() ? 400 : LIFE_MAX_MILLIS));
        int moment = random.nextInt(MOMENTS.size() + 2);
        return moment >= MOMENTS.size()
                ? new KillPlan(false, after, Optional.empty(), Duration.ZERO, ending)
                : new KillPlan(
                        false,
                        after,
                        Optional.of(MOMENTS.get(moment)),
                        Duration.ofNanos(random.nextInt(BEHIND_MAX_MICROS) * 1_000L),
                        ending);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Returns when it is time. */
    void await(Moments moments) throws InterruptedException {
        sleep(after);
        if (moment.isPresent()) {
            moments.await(moment.get());
        }
        sleep(behind);
    }

    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
}
