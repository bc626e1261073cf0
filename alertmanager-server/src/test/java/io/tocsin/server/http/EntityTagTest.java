package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntityTagTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\" | \"a\" | true",
                "W/\"a\" | \"a\" | true",
                "\"a\" | W/\"a\" | true",
                "\"b\", W/\"a\" | \"a\" | true",
                "\"b,c\",\"a\" | \"a\" | true",
                "* | \"a\" | true",
                "\"b\" | \"a\" | false",
                "\"ba\" | \"a\" | false",
                "a | \"a\" | false",
                "\"a | \"a\" | false",
                "`` | \"a\" | false",
            })
    void isAmong_byHeader_comparesTagsAndNotText(String header, String current, boolean expected) {
        assertThat(EntityTag.isAmong(header, current)).isEqualTo(expected);
    }
}
