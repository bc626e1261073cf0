package io.tocsin.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small rule files: accepted and refused as the original does, with the place. */
final class RuleFileCasesTest {
    private static final RuleFileDecoder DECODER = new RuleFileDecoder(TestExpressions.create());

    static List<RecordedCase> cases() {
        return RecordedCase.read("rule-files.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void file_recorded_isJudgedAsByTheOriginal(RecordedCase recorded) {
        // when
        Decoded<RuleFile> decoded = DECODER.decode("rules.yml", recorded.text());

        // then
        boolean isExpected = recorded.isAccepted() && !recorded.isUnsupported();
        assertThat(decoded instanceof Decoded.Accepted)
                .as("accepted, with %s", RecordedCase.problemsOf(decoded))
                .isEqualTo(isExpected);
        assertThat(RecordedCase.problemsOf(decoded)).isEqualTo(recorded.problems());
    }

    @Test
    void cases_all_areManyOfEachKind() {
        assertThat(cases()).filteredOn(recorded -> !recorded.isAccepted()).hasSizeGreaterThan(40);
        assertThat(cases())
                .filteredOn(recorded -> recorded.isAccepted() && !recorded.isUnsupported())
                .hasSizeGreaterThan(20);
    }
}
