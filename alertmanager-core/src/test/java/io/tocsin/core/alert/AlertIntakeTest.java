package io.tocsin.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake.Verdict;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The steps of spec section 2.6; "now" is second 1000, resolve_timeout 300 s. */
final class AlertIntakeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Labels LABELS = Labels.of("alertname", "A");

    private final AlertIntake intake = new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8);

    record Times(
            String name,
            @Nullable Timestamp start,
            @Nullable Timestamp end,
            long expectedStart,
            long expectedEnd,
            boolean byTimeout,
            boolean isFiring) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Times> TIMES = List.of(
            new Times("none: from now until the timeout", null, null, 1_000, 1_300, true, true),
            new Times("start only: until the timeout", at(900), null, 900, 1_300, true, true),
            new Times("end only: starts at its end", null, at(950), 950, 950, false, false),
            new Times("end in the future only: starts there", null, at(1_100), 1_100, 1_100, false, true),
            new Times("both: kept", at(900), at(1_200), 900, 1_200, false, true),
            new Times("ends now: resolved", at(900), at(1_000), 900, 1_000, false, false));

    private static Timestamp at(long second) {
        return Timestamp.of(Instant.ofEpochSecond(second));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("TIMES")
    void check_timesGivenOrNot_defaultsFilledIn(Times row) {
        Verdict verdict = intake.check(new PostedAlert(LABELS, Labels.EMPTY, row.start(), row.end(), ""), NOW);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.alert().startsAt().epochSecond()).isEqualTo(row.expectedStart());
            assertThat(accepted.alert().endsAt().epochSecond()).isEqualTo(row.expectedEnd());
            assertThat(accepted.alert().endsByTimeout()).isEqualTo(row.byTimeout());
            assertThat(accepted.alert().updatedAt()).isEqualTo(NOW);
        });
        assertThat(verdict.isFiring()).isEqualTo(row.isFiring());
    }

    record Refusal(String name, Labels labels, Labels annotations, long start, long end, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("ends before it starts", LABELS, Labels.EMPTY, 20, 10, "start time must be before end time"),
            new Refusal("no labels", Labels.EMPTY, Labels.EMPTY, 10, 20, "at least one label pair required"),
            new Refusal(
                    "only empty values", Labels.of("a", ""), Labels.EMPTY, 10, 20, "at least one label pair required"),
            new Refusal("empty name", Labels.of("", "v"), Labels.EMPTY, 10, 20, "invalid label set: invalid name \"\""),
            new Refusal(
                    "empty annotation name",
                    LABELS,
                    Labels.of("", "v"),
                    10,
                    20,
                    "invalid annotations: invalid name \"\""));

    @ParameterizedTest(name = "{0}")
    @FieldSource("REFUSALS")
    void check_invalid_refusedInTheOriginalsWords(Refusal row) {
        PostedAlert posted = new PostedAlert(row.labels(), row.annotations(), at(row.start()), at(row.end()), "");

        assertThat(intake.check(posted, NOW))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(row.reason()));
    }

    @Test
    void check_emptyLabelValue_labelLeftOutAndAnnotationKept() {
        PostedAlert posted =
                new PostedAlert(Labels.of("alertname", "A", "zone", ""), Labels.of("summary", ""), null, null, "");

        assertThat(intake.check(posted, NOW)).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.alert().labels()).isEqualTo(LABELS);
            assertThat(accepted.alert().annotations()).isEqualTo(Labels.of("summary", ""));
        });
    }
}
