package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.durability.NotificationBook.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What excuses that a cluster tells a group twice, and what does not. */
final class FailedAttemptsTest {
    private static final String HEAD = "time=2026-01-03T00:00:00.000Z level=INFO source=x msg=\"";
    private static final String REST =
            "\" component=dispatcher receiver=team integration=webhook[0] aggrGroup=\"{}:{grp=\\\"%s\\\"}\" ";

    private static String line(String message, String group, String keys) {
        return HEAD + message + REST.formatted(group) + keys + "\n";
    }

    private static String failed(String group, int attempts) {
        return line("Notify attempt failed, will retry later", group, "attempts=" + attempts + " err=\"cut\"");
    }

    private static String success(String group, int attempts) {
        return line("Notify success", group, "attempts=" + attempts + " num_alerts=1");
    }

    private static String canceled(String group, int attempts) {
        String error = "err=\"team/webhook[0]: notify retry canceled after " + attempts + " attempts: cut\"";
        return line("Notify for alerts failed", group, "num_alerts=1 reason=other " + error);
    }

    private static Arrival told(String name, boolean firing) {
        SortedSet<String> names = new TreeSet<>(List.of(name));
        SortedSet<String> none = new TreeSet<>();
        return new Arrival(1, "m0-1", "/a", name, firing ? names : none, firing ? none : names, "", Instant.EPOCH);
    }

    private static void assertToldOnce(List<Arrival> arrivals, String... logs) {
        Tally.of(arrivals, "").assertToldOnce("all", FailedAttempts.in(List.of(logs)));
    }

    @Test
    void in_logs_countsEachAttemptThatFailedOnce() {
        // The same error again has no line of its own, but the end says how many there were.
        String first = failed("a-1", 1) + success("a-1", 4) + failed("a-2", 1) + failed("a-2", 2) + success("a-3", 1);
        String second = failed("a-1", 1) + failed("b-1", 1) + canceled("b-1", 3) + failed("b-1", 1);

        FailedAttempts failed = FailedAttempts.in(List.of(first, second));

        assertThat(List.of("a-1/x", "a-2", "a-3", "b-1", "b-2"))
                .extracting(failed::of)
                .containsExactly(4, 2, 0, 4, 0);
    }

    @Test
    void assertToldOnce_oneMoreForEachFailedAttempt() {
        List<Arrival> twice = List.of(told("a-1", true), told("a-1", true));
        List<Arrival> thrice = List.of(told("a-1", true), told("a-1", true), told("a-1", true));

        assertToldOnce(twice, failed("a-1", 1));
        assertThatThrownBy(() -> assertToldOnce(twice, failed("a-2", 1))).hasMessageContaining("all told twice");
        assertThatThrownBy(() -> assertToldOnce(thrice, failed("a-1", 1))).hasMessageContaining("all told twice");
    }

    @Test
    void assertToldOnce_firingAfterResolved_failsWithoutFailedAttempt() {
        List<Arrival> arrivals = List.of(told("a-1", false), told("a-1", true));

        assertThatThrownBy(() -> assertToldOnce(arrivals, "")).hasMessageContaining("firing after resolved");
    }

    @Test
    void assertToldOnce_attemptsFailOfManyGroups_fails() {
        var arrivals = new ArrayList<Arrival>();
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            arrivals.add(told("a-" + i, true));
            log.append(i < 5 ? failed("a-" + i, 1) : "");
        }
        assertToldOnce(arrivals, log.toString());
        log.append(failed("a-5", 1));

        assertThatThrownBy(() -> assertToldOnce(arrivals, log.toString()))
                .hasMessageContaining("with an attempt that failed");
    }
}
