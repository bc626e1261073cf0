package io.tocsin.core.template.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.FakeTemplates;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.proof.DryRun.Failure;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DryRunTest {
    private static Optional<Failure> run(String text, boolean withResolved) {
        return new DryRun(Set::of).of(new FakeTemplates(List.of()).text(text), withResolved);
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
                "tz \"Europe/Nowhere\" (index .Alerts 0).StartsAt | true",
                "tz .CommonLabels.zone (index .Alerts 0).StartsAt | false",
                "match \"[\" .Status | true",
                "reReplaceAll .CommonLabels.pattern \"\" .Status | false",
                "humanizeDuration .CommonAnnotations.seconds | false",
                ".CommonAnnotations.seconds / humanizeDuration | false",
                "humanizeDuration \"soon\" | true",
                "humanizeDuration .Status | true",
                "base64decode .CommonLabels.secret | false",
                "mustToDate \"2006\" .CommonLabels.day | false",
                "slice .CommonLabels.instance 0 50 | false",
                "slice .CommonLabels.customer 0 3 | false",
                "slice .Receiver 0 8 | false",
                "slice .ExternalURL 0 80 | false",
                "slice .Status 4 100 | true",
                "slice .CommonLabels.customer \"a\" 3 | true",
                "$x := .Status }}{{ slice $x 4 100 | true",
                "$x := .CommonLabels.customer }}{{ slice $x 4 100 | false",
                "(index .Alerts 0).Fingerprint / slice 0 | true",
                "slice .Alerts 0 3 | true",
                "index .Alerts.Firing 0 | true",
                "index .CommonLabels.Values 20 | false",
                "range .Alerts.Resolved }}{{ slice .Status 4 100 }}{{ end }}{{ len \"\" | true",
                "eq .Status 5 | true",
                ".Nope | true",
            })
    void of_templateThatFails_countsOnlyIfItFailsWithWhateverLabelsHold(String action, boolean isFailure)
            throws TemplateException {
        String text = "{{ " + action.replace(" / ", " | ") + " }}";
        var template =
                new AlertmanagerTemplates(ZoneOffset.UTC).compile(List.of()).text(text);
        var dryRun = new DryRun(() -> LabelNames.in(Stream.of(text)));
        assertThat(dryRun.of(template, true).isPresent()).isEqualTo(isFailure);
    }

    @Test
    void of_templateWithMoreWordsThanAreKept_isNotCertainOfWhatLabelsHold() throws TemplateException {
        var template =
                new AlertmanagerTemplates(ZoneOffset.UTC).compile(List.of()).text("{{ slice .CommonLabels.x 0 3 }}");
        String words = IntStream.range(0, 6_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(LabelNames.in(Stream.of("x", words))).isEmpty();
        assertThat(new DryRun(Set::of).of(template, true)).isEmpty();
    }
}
