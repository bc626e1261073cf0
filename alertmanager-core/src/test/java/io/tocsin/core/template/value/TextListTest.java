package io.tocsin.core.template.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.Value.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextListTest {
    @Test
    void join_emptyTexts_areSeparatedToo() throws CallException {
        assertThat(TextList.join(CallStub.UNLIMITED, TextList.of(List.of("", "a", "")), ", "))
                .isEqualTo(Text.of(", a, "));
    }

    @Test
    void join_asMethod_takesTheSeparator() throws CallException {
        Function join = GoType.STRINGS.method("Join").orElseThrow();
        assertThat(join.body().apply(CallStub.UNLIMITED, List.of(TextList.of(List.of("a", "b")), Text.of("-"))))
                .isEqualTo(Text.of("a-b"));
    }

    @Test
    void join_muchText_isCharged() {
        assertThatThrownBy(() -> TextList.join(CallStub.of(10), TextList.of(List.of("0123456789", "x")), ","))
                .isInstanceOf(LimitExceededException.class);
    }
}
