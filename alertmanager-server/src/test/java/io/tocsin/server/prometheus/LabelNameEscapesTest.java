package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelNameEscapesTest {
    @ParameterizedTest
    @CsvSource({
        "job, job",
        "U__job, job",
        "U__http_2e_method, http.method",
        "U__a__b, a_b",
        "U__gr_fc_n, grün",
        "U___1f600_, 😀",
        "a.b, a.b",
        "U__a_zz_b, U__a_zz_b",
        "U__a_d800_b, U__a_d800_b",
        "U__a_2e, U__a_2e",
        "U__, U__"
    })
    void decode_undoesEscapesAndLeavesTheRest(String written, String name) {
        assertThat(LabelNameEscapes.decode(written)).isEqualTo(name);
    }
}
