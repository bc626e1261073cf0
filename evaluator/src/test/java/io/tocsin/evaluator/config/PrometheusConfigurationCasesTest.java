package io.tocsin.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files of the form of {@code prometheus.yml}: accepted and refused as the original does, with the place. */
final class PrometheusConfigurationCasesTest {
    private static final PrometheusConfigurationDecoder DECODER =
            new PrometheusConfigurationDecoder(TestExpressions.create(), name -> null);

    static List<RecordedCase> cases() {
        return RecordedCase.read("prometheus-configurations.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void file_recorded_isJudgedAsByTheOriginal(RecordedCase recorded) {
        // when
        Decoded<PrometheusConfiguration> decoded = DECODER.decode("prometheus.yml", recorded.text());

        // then
        boolean isExpected = recorded.isAccepted() && !recorded.isUnsupported();
        assertThat(decoded instanceof Decoded.Accepted)
                .as("accepted, with %s", RecordedCase.problemsOf(decoded))
                .isEqualTo(isExpected);
        assertThat(RecordedCase.problemsOf(decoded)).isEqualTo(recorded.problems());
    }

    @Test
    void cases_all_areManyOfEachKind() {
        assertThat(cases()).filteredOn(recorded -> !recorded.isAccepted()).hasSizeGreaterThan(60);
        assertThat(cases())
                .filteredOn(recorded -> recorded.isAccepted() && !recorded.isUnsupported())
                .hasSizeGreaterThan(20);
    }

    @Test
    void unsupported_every_saysSo() {
        assertThat(cases())
                .filteredOn(RecordedCase::isUnsupported)
                .isNotEmpty()
                .allSatisfy(recorded ->
                        assertThat(recorded.problems()).anyMatch(problem -> problem.contains(": not supported yet: ")));
    }
}
