package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParametersTest {
    @Test
    void all_severalValues_areInOrderAndDecoded() {
        assertThat(QueryParameters.parse("a=1&b=2&a=x%20y+z%C3%A9&&a&a=").all("a"))
                .containsExactly("1", "x y zé", "", "");
    }

    @Test
    void all_partsThatGoDoesNotRead_areSkipped() {
        assertThat(QueryParameters.parse("a=%zz&a=1;b&a=%&%a=2&a=3").all("a")).containsExactly("3");
    }

    @Test
    void all_moreThanTenThousandParts_theRestIsSkipped() {
        assertThat(QueryParameters.parse("a=1&".repeat(9_999) + "b=1&".repeat(20_000) + "b=2")
                        .all("b"))
                .containsExactly("1");
    }

    @Test
    void all_bytesThatAreNoUtf8_areReplaced() {
        assertThat(QueryParameters.parse("a=%ff").all("a")).containsExactly("\uFFFD");
    }

    @Test
    void last_emptyValue_countsAsNone() {
        assertThat(QueryParameters.parse("a=1&a=").last("a")).isEmpty();
        assertThat(QueryParameters.parse("a=1&a=2").last("a")).contains("2");
        assertThat(QueryParameters.parse("A=1").last("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b=false",
                "f",
                "f=",
                "f=true",
                "f=TRUE",
                "f=1",
                "f=yes",
                "f=ok",
                "f=y",
                "f=On",
                "f=selected",
                "f=checked",
                "f=t",
                "f=enabled",
                "f=false&f=true"
            })
    void flag_absentOrYes_isTrue(String query) {
        assertThat(QueryParameters.parse(query).flagDefaultTrue("f")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"f=false", "f=0", "f=no", "f=xyz", "f=+true", "f=truee", "f=2", "f=true&f=false"})
    void flag_anythingElse_isFalse(String query) {
        assertThat(QueryParameters.parse(query).flagDefaultTrue("f")).isFalse();
    }
}
