package io.tocsin.benchmarks.e2e;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When the first notification of each alert came, and how many came in all. Takes webhooks that tell of one alert each, by
 * whose number in the load they are told apart.
 *
 * <p>Thread-safe.
 */
final class Arrivals implements Consumer<String> {
    private static final Pattern NUMBER = Pattern.compile("\"instance\":\"ip-(\\d{10})");

    // Guarded by this.
    private final Map<Long, Arrival> byAlert = new HashMap<>();

    @Override
    public void accept(String request) {
        long now = System.nanoTime();
        Matcher number = NUMBER.matcher(request);
        if (number.find()) {
            came(Long.parseLong(number.group(1)), now);
        }
    }

    private synchronized void came(long alert, long now) {
        byAlert.merge(alert, new Arrival(now, 1), Arrival::again);
        notifyAll();
    }

    /** Waits until so many different alerts were notified, at most for {@code timeout}. */
    synchronized void await(int alerts, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (byAlert.size() < alerts) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** What was notified of the alerts {@code from} (inclusive) to {@code to} (exclusive), in their order. */
    synchronized List<Arrival> of(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(alert -> byAlert.getOrDefault((long) alert, Arrival.NONE))
                .toList();
    }

    /**
     * The notifications of an alert.
     *
     * @param firstNanos when the first came, as {@link System#nanoTime}
     * @param times how often it was notified; 0 for never
     */
    record Arrival(long firstNanos, int times) {
        static final Arrival NONE = new Arrival(0, 0);

        boolean hasCome() {
            return times > 0;
        }

        private Arrival again(Arrival later) {
            return new Arrival(firstNanos, times + later.times);
        }
    }
}
