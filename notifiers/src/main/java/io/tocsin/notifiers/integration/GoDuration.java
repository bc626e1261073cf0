package io.tocsin.notifiers.integration;

import java.math.BigDecimal;
import java.time.Duration;

/** Prints durations as Go does: {@code 1m30s}, {@code 1.5s}, {@code 200ms}. */
final class GoDuration {
    private GoDuration() {}

    /** @param duration {@code >= 0} */
    static String print(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return printBelowSecond(duration.toNanos());
        }
        long hours = duration.toHours();
        long minutes = duration.toMinutesPart();
        String seconds =
                plain(BigDecimal.valueOf(duration.toSecondsPart()).add(BigDecimal.valueOf(duration.toNanosPart(), 9)));
        return (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "") + seconds + "s";
    }

    private static String printBelowSecond(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000
                ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
                : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
