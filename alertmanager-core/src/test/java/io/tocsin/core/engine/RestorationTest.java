package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All times are seconds around the moment at which the router was last alive. */
final class RestorationTest {
    private static final Instant ALIVE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration GROUP_WAIT = Duration.ofSeconds(30);
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(2);
    private static final Labels LABELS = Labels.of("alertname", "A");
    private static final Route ROUTE = RoutingTree.of(RouteConfigBuilder.route()
                    .receiver("r")
                    .groupBy("alertname")
                    .groupWait(GROUP_WAIT)
                    .groupInterval(GROUP_INTERVAL)
                    .build())
            .match(LABELS)
            .get(0);

    /** Back means that the clock was set back over the restart. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what,                        updated, ends, byTimeout, restart, ends after it, byTimeout after it
        "firing long enough,            -10,     900,  false,     60,      900,           false",
        "held,                          -10,     50,   false,     60,      360,           true",
        "held though its end is ahead,  -10,     100,  true,      60,      360,           true",
        "ended before,                  -60,     -20,  true,      60,      -20,           true",
        "may have been put off,         -60,     -3,   true,      60,      360,           true",
        "resolved,                      -10,     -10,  false,     60,      -10,           false",
        "resolved a moment ago,         -2,      -2,   false,     60,      -2,            false",
        "back and firing,               -10,     900,  false,     -3600,   900,           false",
        "back and firing by timeout,    -10,     290,  true,      -3600,   -3300,         true",
        "back and nearly over,          -10,     20,   true,      -3600,   -3300,         true",
        "back and ended before,         -60,     -20,  true,      -3600,   -3600,         true",
        "back and resolved,             -10,     -10,  false,     -3600,   -3600,         false",
    })
    void restored_alert_hasThisEnd(
            String what, int updated, int ends, boolean byTimeout, int restart, int endsThen, boolean byTimeoutThen) {
        Alert kept = alert(updated, ends, byTimeout);

        Alert restored = restoration(stored(Map.of()), restart).restored(kept);

        assertThat(restored.endsAt().toInstant()).isEqualTo(at(endsThen));
        assertThat(restored.endsByTimeout()).isEqualTo(byTimeoutThen);
        assertThat(restored.startsAt()).isLessThanOrEqualTo(restored.endsAt());
        assertThat(restored.updatedAt()).isBeforeOrEqualTo(at(restart));
    }

    @ParameterizedTest(name = "told at {0}")
    @CsvSource({"-2, true", "-3, true", "-4, false"})
    void restored_endOfTheLastMoments_isOneIfItWasToldAfterIt(int toldAt, boolean isResolved) {
        NotificationEntry told = new NotificationEntry(
                new NotificationKey("g", "r", "webhook", 0),
                at(toldAt),
                AlertHashes.NONE,
                AlertHashes.of(AlertHash.of(LABELS)),
                Map.of(),
                at(9_000));
        StoredState stored = new StoredState(
                List.of(),
                List.of(new Stamped<>(told, Stamp.of(told.notifiedAt()))),
                List.of(),
                Map.of(),
                Optional.of(ALIVE));

        Alert restored = restoration(stored, 60).restored(alert(-60, -3, true));

        assertThat(restored.isResolvedAt(at(60))).isEqualTo(isResolved);
    }

    @Test
    void restored_notKnownWhenAlive_isHeldUnlessResolved() {
        Restoration restoration =
                restoration(new StoredState(List.of(), List.of(), List.of(), Map.of(), Optional.empty()), 60);

        assertThat(restoration.restored(alert(-600, -300, true)).isResolvedAt(at(60)))
                .isFalse();
        assertThat(restoration.restored(alert(-300, -300, false)).isResolvedAt(at(60)))
                .isTrue();
    }

    @ParameterizedTest(name = "saved {0}, restart {1}")
    @CsvSource({
        // saved, restart, due
        "90,      60,      90",
        "170,     60,      170",
        // Later than any timer: the clock is not what it was.
        "9000,    60,      180",
        // By as much as the clock was set back.
        "90,      -3600,   -3510",
    })
    void nextFlush_saved_isKept(int saved, int restart, int due) {
        Place place = place("A");

        Restoration restoration = restoration(stored(Map.of(keyOf(place), at(saved))), restart);

        assertThat(restoration.nextFlush(place)).isEqualTo(at(due));
    }

    @Test
    void nextFlush_overdueGroups_areSpreadEvenlyOverGroupWait() {
        List<Place> places =
                IntStream.range(0, 1_000).mapToObj(i -> place("A" + i)).toList();
        Map<String, Instant> saved = places.stream().collect(Collectors.toMap(RestorationTest::keyOf, place -> at(-5)));

        int[] inTenth = new int[10];
        for (Place place : places) {
            Instant due = restoration(stored(saved), 60).nextFlush(place);
            inTenth[(int) (10 * Duration.between(at(60), due).toNanos() / GROUP_WAIT.toNanos())]++;
        }

        assertThat(IntStream.of(inTenth).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    @Test
    void unclaimed_groupsThatFormAgain_areLeftOut() {
        Restoration restoration = restoration(stored(Map.of(keyOf(place("A")), at(9), "{}:{gone=\"1\"}", at(9))), 60);

        restoration.nextFlush(place("A"));
        restoration.nextFlush(place("B"));

        assertThat(restoration.nextFlush(place("B"))).isNull();
        assertThat(restoration.unclaimed()).containsExactly("{}:{gone=\"1\"}");
    }

    private static Restoration restoration(StoredState stored, int restart) {
        return new Restoration(stored, RESOLVE_TIMEOUT, Duration.ZERO, at(restart));
    }

    private static StoredState stored(Map<String, Instant> nextFlushes) {
        return new StoredState(List.of(), List.of(), List.of(), nextFlushes, Optional.of(ALIVE));
    }

    private static Place place(String alertname) {
        return new Place(ROUTE, Labels.of("alertname", alertname));
    }

    private static String keyOf(Place place) {
        return place.route().groupKey(place.labels()).toString();
    }

    private static Alert alert(int updated, int ends, boolean byTimeout) {
        return new Alert(
                LABELS, Labels.EMPTY, Timestamp.of(at(-900)), Timestamp.of(at(ends)), byTimeout, "", at(updated));
    }

    private static Instant at(int seconds) {
        return ALIVE.plusSeconds(seconds);
    }
}
