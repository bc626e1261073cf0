package io.tocsin.evaluator.scrape;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when told to. Wall time and the other one start far apart, so that mixing them shows. */
final class ManualTimers implements ScrapeTimers {
    static final long START_MILLIS = 1_800_000_000_000L;

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::dueMillis).thenComparingLong(Alarm::number));
    private long passedMillis;
    private long wallShiftMillis;
    private long number;

    private record Alarm(long dueMillis, long number, Runnable task) {}

    @Override
    public long nowMillis() {
        return START_MILLIS + wallShiftMillis + passedMillis;
    }

    @Override
    public long monotonicNanos() {
        return (passedMillis + 77) * 1_000_000;
    }

    @Override
    public Timer after(long delayMillis, Runnable task) {
        if (delayMillis < 0) {
            throw new IllegalArgumentException("delayMillis: " + delayMillis + " (expected: >= 0)");
        }
        Alarm alarm = new Alarm(passedMillis + delayMillis, number++, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Sets the wall clock, and nothing else. */
    void shiftWall(long millis) {
        wallShiftMillis += millis;
    }

    void advance(long millis) {
        long end = passedMillis + millis;
        for (Alarm next = alarms.peek(); next != null && next.dueMillis() <= end; next = alarms.peek()) {
            alarms.remove(next);
            passedMillis = Math.max(passedMillis, next.dueMillis());
            next.task().run();
        }
        passedMillis = end;
    }

    int pending() {
        return alarms.size();
    }
}
