package io.tocsin.core.template.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.FakeTemplates;
import io.tocsin.core.template.proof.DryRun.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DryRunTest {
    private static Optional<Failure> run(String text, boolean withResolved) {
        return DryRun.of(new FakeTemplates(List.of()).text(text), withResolved);
    }

    private static String failing(String when, String message) {
        return "{{ fail " + when + " ! " + message + " }}";
    }

    @Test
    void of_textThatRenders_hasNoFailure() {
        assertThat(run("all is well", true)).isEmpty();
    }

    @Test
    void of_textThatDoesNotCompile_failsWithoutASample() {
        Optional<Failure> failure = run(failing("compiling", "template: :1: unclosed action"), true);
        assertThat(failure).hasValueSatisfying(found -> {
            assertThat(found.sample()).isEmpty();
            assertThat(found.exception()).hasMessage("template: :1: unclosed action");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "always, a firing alert",
        "resolved, a resolved alert",
        "several, several firing alerts",
        "bare, firing and resolved alerts",
    })
    void of_textThatFails_namesTheFirstSampleThatItFailsFor(String when, String sample) {
        assertThat(run(failing(when, "template: :1:3: nothing works"), true))
                .hasValueSatisfying(found -> assertThat(found.sample()).contains(sample));
    }

    @Test
    void of_failureForResolvedAlerts_isNoneWhereTheseAreNotSent() {
        String text = failing(
                "resolved",
                "template: :1:3: executing \"\" at <index .Alerts.Firing 0>: error calling index:"
                        + " reflect: slice index out of range");
        assertThat(run(text, false)).isEmpty();
        assertThat(run(text, true)).isPresent();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "tz \"Europe/Nowhere\" .StartsAt | true",
                "tz .CommonLabels.zone .StartsAt | false",
                "match \"[\" .Status | true",
                "reReplaceAll .CommonLabels.pattern \"\" .Status | false",
                "humanizeDuration .CommonAnnotations.seconds | false",
                "humanizeDuration | false",
                "humanizeDuration \"soon\" | true",
                "mustToDate \"2006\" .CommonLabels.day | false",
                "slice .CommonLabels.instance 0 50 | false",
                "slice .Alerts 0 3 | true",
                "index .Alerts.Firing 0 | true",
                "index .CommonLabels.Values 20 | false",
                "eq .Status 5 | true",
            })
    void of_callThatFails_countsOnlyIfTheTemplateIsToBlame(String call, boolean isFailure) {
        String function = call.split(" ")[0];
        String message =
                "template: :1:3: executing \"\" at <" + call + ">: error calling " + function + ": what it said";
        assertThat(run(failing("always", message), true).isPresent()).isEqualTo(isFailure);
    }
}
