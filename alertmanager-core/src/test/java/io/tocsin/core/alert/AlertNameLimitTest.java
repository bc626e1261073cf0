package io.tocsin.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AlertNameLimitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AlertNameLimit limit = new AlertNameLimit(2);

    @Test
    void admits_belowLimit_andOtherNames() {
        store("A", 1, 300);
        assertThat(limit.admits("A", NOW)).isTrue();
        store("A", 2, 300);

        assertThat(limit.admits("A", NOW)).isFalse();
        assertThat(limit.admits("B", NOW)).isTrue();
    }

    @Test
    void admits_noLimit_always() {
        AlertNameLimit none = new AlertNameLimit(0);
        none.changed(holder("A", 1, 300), NOW);

        assertThat(none.admits("A", NOW)).isTrue();
    }

    @Test
    void admits_oneEndedByTime_makesRoom() {
        store("A", 1, 10);
        store("A", 2, 300);
        assertThat(limit.admits("A", NOW.plusSeconds(9))).isFalse();

        assertThat(limit.admits("A", NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void clear_fullWhenSearchedAtALaterTime_isSearchedAgain() {
        // given
        HeldAlert first = store("A", 1, 10_000);
        HeldAlert second = store("A", 2, 10_000);
        assertThat(limit.admits("A", NOW.plusSeconds(7_200))).isFalse();
        first.update(alert("A", 1, 300));
        // when
        limit.clear();
        limit.changed(first, NOW);
        limit.changed(second, NOW);
        // then
        assertThat(limit.admits("A", NOW)).isFalse();
        assertThat(limit.admits("A", NOW.plusSeconds(300))).isTrue();
    }

    @Test
    void admits_oneResolvedOrCollected_makesRoom() {
        // given
        HeldAlert resolved = store("A", 1, 300);
        HeldAlert collected = store("A", 2, 300);

        // when
        resolved.update(alert("A", 1, 0));
        limit.changed(resolved, NOW);
        // then
        assertThat(limit.admits("A", NOW)).isTrue();

        // when
        store("A", 3, 300);
        assertThat(limit.admits("A", NOW)).isFalse();
        limit.removed(collected);
        // then
        assertThat(limit.admits("A", NOW)).isTrue();
    }

    @Test
    void admits_endMovedEarlierUnnoticed_makesRoomWithinASecond() {
        HeldAlert shortened = store("A", 1, 300);
        store("A", 2, 300);
        assertThat(limit.admits("A", NOW)).isFalse();
        shortened.update(alert("A", 1, 5));

        assertThat(limit.admits("A", NOW.plusSeconds(6))).isTrue();
    }

    private HeldAlert store(String name, int number, int endsAfterSeconds) {
        HeldAlert holder = holder(name, number, endsAfterSeconds);
        limit.changed(holder, NOW);
        return holder;
    }

    private static HeldAlert holder(String name, int number, int endsAfterSeconds) {
        return new HeldAlert(alert(name, number, endsAfterSeconds));
    }

    private static Alert alert(String name, int number, int endsAfterSeconds) {
        return new Alert(
                Labels.of("alertname", name, "n", "" + number),
                Labels.EMPTY,
                Timestamp.of(NOW),
                Timestamp.of(NOW.plusSeconds(endsAfterSeconds)),
                true,
                "",
                NOW);
    }
}
