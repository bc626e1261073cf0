package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelNameTest {
    @ParameterizedTest(name = "{0}: classic {1}, UTF-8 {2}")
    @CsvSource({
        "'', false, false",
        "a, true, true",
        "_, true, true",
        "Az_09, true, true",
        "0a, false, true",
        "a:b, false, true",
        "a.b, false, true",
        "' ', false, true",
        "\u00e9, false, true",
        "a\ud83d, false, false",
    })
    void isLabelName_name_followsTheMode(String name, boolean isClassic, boolean isUtf8) {
        assertThat(MatcherMode.CLASSIC.isLabelName(name)).isEqualTo(isClassic);
        assertThat(MatcherMode.DEFAULT.isLabelName(name)).isEqualTo(isUtf8);
        assertThat(MatcherMode.UTF8_STRICT.isLabelName(name)).isEqualTo(isUtf8);
    }
}
