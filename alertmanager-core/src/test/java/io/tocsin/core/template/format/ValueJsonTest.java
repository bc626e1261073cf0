package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code toJson} makes of values, as 0.33.1 answers. */
final class ValueJsonTest {
    private static final GoTime TIME = new GoTime(1_767_323_045, 60_000_000, TimeLocation.fixed("", 7200));

    private static String json(Value value) throws CallException {
        return ValueJson.of(CallStub.of(100_000), value);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-7, 1e-7",
        "1e-6, 0.000001",
        "1.5, 1.5",
        "123456789012345678901, 123456789012345680000",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "-0.0, -0",
        "1.5e-10, 1.5e-10"
    })
    void of_real_printsTheShortest(double number, String expected) throws CallException {
        assertThat(json(Value.Real.of(number))).isEqualTo(expected);
    }

    @Test
    void of_plainValues_printsThem() throws CallException {
        assertThat(json(Value.Nothing.NOTHING)).isEqualTo("null");
        assertThat(json(Value.Bool.TRUE)).isEqualTo("true");
        assertThat(json(Value.Int.of(-5))).isEqualTo("-5");
        assertThat(json(new Value.Int(-1, GoType.UINT))).isEqualTo("18446744073709551615");
        assertThat(json(TimeTypes.duration(1622))).isEqualTo("1622");
        assertThat(json(Value.Text.of("a<\udca9\udce4\n"))).isEqualTo("\"a\\u003c\ufffd\ufffd\\n\"");
        assertThat(json(TIME)).isEqualTo("\"2026-01-02T05:04:05.06+02:00\"");
        assertThat(json(TimeLocation.UTC)).isEqualTo("{}");
    }

    @Test
    void of_lists_printsItemsAndBytesAsBase64() throws CallException {
        Value list = new Value.Sequence(GoType.ANYS, List.of(Value.Int.of(1), Value.Text.of("a")));
        assertThat(json(list)).isEqualTo("[1,\"a\"]");
        assertThat(json(new Value.Sequence(GoType.ANYS, List.of()))).isEqualTo("[]");
        assertThat(json(GoBytes.of("2026"))).isEqualTo("\"MjAyNg==\"");
    }

    @Test
    void of_whatJsonCannotHold_fails() {
        assertThatThrownBy(() -> json(new Value.Complex(0, 2)))
                .isInstanceOf(CallException.class)
                .hasMessage("json: unsupported type: complex128");
        assertThatThrownBy(() -> json(Value.Real.of(Double.NEGATIVE_INFINITY)))
                .hasMessage("json: unsupported value: -Inf");
        assertThatThrownBy(() -> json(TIME.plusDate(9000, 0, 0)))
                .hasMessage("json: error calling MarshalJSON for type *time.Time: year outside of range [0,9999]");
    }
}
