package io.tocsin.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The merge of spec section 4.2; times are seconds, "now" is 100. */
final class AlertMergeTest {
    private static final Instant NOW = Instant.ofEpochSecond(100);

    /** @param byTimeout whether the end was set by {@code resolve_timeout} rather than by the sender */
    record Version(long start, long end, boolean byTimeout) {
        Alert alert(long updatedAt) {
            return new Alert(
                    Labels.of("alertname", "A"),
                    Labels.EMPTY,
                    Timestamp.of(Instant.ofEpochSecond(start)),
                    Timestamp.of(Instant.ofEpochSecond(end)),
                    byTimeout,
                    "",
                    Instant.ofEpochSecond(updatedAt));
        }
    }

    record Case(String name, Version stored, Version posted, long start, long end) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            new Case("same start, later end: replaced", v(50, 150), v(50, 160), 50, 160),
            new Case("later start inside: earlier start kept", v(50, 150), v(60, 160), 50, 160),
            new Case("explicit later end wins over a shorter one", v(50, 500), v(60, 160), 50, 500),
            new Case("a timed-out end gives way to a shorter one", timeout(50, 500), v(60, 160), 50, 160),
            new Case("a resolve wins over an explicit later end", v(50, 500), v(50, 90), 50, 90),
            new Case("both resolved: the later end wins", v(50, 95), v(50, 90), 50, 95),
            new Case("resolve without overlap: replaced", v(50, 95), v(96, 96), 96, 96),
            new Case("re-fire after the end: new start", v(50, 90), v(95, 200), 95, 200),
            new Case("re-fire that starts at the old end: new start", v(50, 90), v(90, 200), 90, 200),
            new Case("whole range around the old one: replaced", v(60, 150), v(50, 160), 50, 160));

    private static Version v(long start, long end) {
        return new Version(start, end, false);
    }

    private static Version timeout(long start, long end) {
        return new Version(start, end, true);
    }

    @Test
    void merge_postedAfterTheClockWasSetBack_isTheNewer() {
        Alert merged = AlertMerge.merge(v(50, 500).alert(7_000), v(50, 90).alert(100), NOW);

        assertThat(merged.endsAt().epochSecond()).isEqualTo(90);
        assertThat(merged.updatedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("CASES")
    void merge_rangesOfBoth_expectedRange(Case row) {
        Alert merged = AlertMerge.merge(row.stored().alert(10), row.posted().alert(20), NOW);

        assertThat(merged.startsAt().epochSecond()).isEqualTo(row.start());
        assertThat(merged.endsAt().epochSecond()).isEqualTo(row.end());
    }
}
