package io.tocsin.server.durability;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets the killer wait until clients or the receiver are at a certain point. Thread-safe. */
final class Moments {
    private final Map<Moment, CountDownLatch> awaited = new EnumMap<>(Moment.class);

    /** Points in a run, right behind which kills are likely to hurt. */
    enum Moment {
        ALERTS_SENT,
        ALERTS_ACKNOWLEDGED,
        SILENCE_SENT,
        SILENCE_ACKNOWLEDGED,
        NOTIFICATION_ARRIVED,
        NOTIFICATION_ANSWERED
    }

    void reached(Moment moment) {
        CountDownLatch latch;
        synchronized (awaited) {
            latch = awaited.remove(moment);
        }
        if (latch != null) {
            latch.countDown();
        }
    }

    /** Returns when somebody reaches the moment, or after three seconds. */
    void await(Moment moment) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        synchronized (awaited) {
            awaited.put(moment, latch);
        }
        latch.await(3, TimeUnit.SECONDS);
    }
}
