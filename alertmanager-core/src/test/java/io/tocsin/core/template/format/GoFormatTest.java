package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GoFormatTest {
    private static final long STEPS_MAX = 100_000;

    @Test
    void sprint_textsAndNumbers_putsBlanksBetweenNumbers() throws CallException {
        List<Value> operands = List.of(
                Value.Int.of(1),
                Value.Int.of(2),
                Value.Text.of("a"),
                Value.Text.of("b"),
                Value.Real.of(3.5),
                Value.Nothing.NOTHING);
        assertThat(GoFormat.sprint(CallStub.of(STEPS_MAX), operands)).isEqualTo("1 2ab3.5 <nil>");
    }

    @Test
    void sprintln_texts_putsBlanksBetweenAll() throws CallException {
        List<Value> operands = List.of(Value.Text.of("a"), Value.Text.of("b"));
        assertThat(GoFormat.sprintln(CallStub.of(STEPS_MAX), operands)).isEqualTo("a b\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%1000000d",
                "%.1000000d",
                "%.1000000f",
                "%#.1000000g",
                "%1000000v%1000000v",
                "%.1000000U",
                "%01000000d",
                "%.1000000x"
            })
    void sprintf_morethanAllowed_fails(String format) {
        List<Value> operands = List.of(format.matches(".*[fgx]") ? Value.Real.of(1) : Value.Int.of(1));
        assertThatThrownBy(() -> GoFormat.sprintf(CallStub.of(STEPS_MAX), format, operands))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void sprintf_halvesOfACharacter_makeIt() throws CallException {
        List<Value> operands = List.of(Value.Text.of("\udce2"), Value.Text.of("\udc82\udcac"));
        assertThat(GoFormat.sprintf(CallStub.of(STEPS_MAX), "%s%s", operands)).isEqualTo("€");
        assertThat(GoFormat.sprintf(CallStub.of(STEPS_MAX), "%q %x", operands)).isEqualTo("\"\\xe2\" 82ac");
    }
}
