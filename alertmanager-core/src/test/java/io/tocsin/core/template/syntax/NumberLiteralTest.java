package io.tocsin.core.template.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberLiteralTest {
    record Read(
            String text,
            @Nullable Long integer,
            @Nullable Long unsigned,
            @Nullable Double real,
            Value.@Nullable Complex complex) {
        static Read of(String text, long value) {
            return new Read(text, value, value, (double) value, null);
        }
    }

    static List<Read> read() {
        return List.of(
                Read.of("0", 0),
                Read.of("42", 42),
                Read.of("+0", 0),
                new Read("+7", 7L, null, 7.0, null),
                new Read("-7", -7L, null, -7.0, null),
                new Read("-0", 0L, 0L, 0.0, null),
                Read.of("1_000", 1000),
                Read.of("0x_1F", 31),
                Read.of("0b101", 5),
                Read.of("0o17", 15),
                Read.of("017", 15),
                Read.of("'a'", 97),
                Read.of("'\\u00e9'", 233),
                Read.of("'\\xff'", 255),
                Read.of("'\\''", 39),
                Read.of("1e3", 1000),
                Read.of("0x1p4", 16),
                new Read("1.5", null, null, 1.5, null),
                new Read(".5", null, null, 0.5, null),
                new Read("-1.0", -1L, null, -1.0, null),
                new Read("1e100", null, null, 1e100, null),
                new Read("9223372036854775807", Long.MAX_VALUE, Long.MAX_VALUE, 0x1p63, null),
                new Read("18446744073709551615", null, -1L, 0x1p64, null),
                new Read("2i", null, null, null, new Value.Complex(0, 2)),
                new Read("1.5-2i", null, null, null, new Value.Complex(1.5, -2)),
                new Read("3+0i", 3L, 3L, 3.0, new Value.Complex(3, 0)));
    }

    @ParameterizedTest
    @MethodSource
    void read(Read row) throws LiteralException {
        assertThat(NumberLiteral.parse(row.text()))
                .isEqualTo(new NumberLiteral(row.text(), row.integer(), row.unsigned(), row.real(), row.complex()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1__0",
                "_1",
                "1_",
                "0x",
                "1e",
                "1e999",
                ".",
                "+",
                "0b2",
                "0x1.8",
                "99999999999999999999",
                "''",
                "'ab'"
            })
    void parse_noNumber_isRefused(String text) {
        assertThatThrownBy(() -> NumberLiteral.parse(text)).isInstanceOf(LiteralException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "0x1", "1.", "1_1", "1e1"})
    void parse_veryLong_isRefusedAtOnce(String start) {
        assertThatThrownBy(() -> NumberLiteral.parse(start + "1".repeat(1_000_000)))
                .hasMessageContaining("expected at most 500");
    }
}
