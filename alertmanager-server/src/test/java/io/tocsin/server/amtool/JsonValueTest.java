package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonValueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"z\":1.50,\"a\":[true,null,{}],\"b\":[]}",
                "\"x\"",
                "[]",
                "-1e3",
                "\"a \\u003cb\\u003e\\u0026 ü \\n\\u0001\""
            })
    void print_whatWasRead_isTheSame(String json) throws IOException {
        assertThat(JsonValue.parse(json.getBytes(UTF_8)).print()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<x>", "[1", "{} {}", "{\"a\":}", "nul"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> JsonValue.parse(text.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void parse_endlessNesting_isRefused() {
        assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000).getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void get_absentField_isNull() throws IOException {
        JsonValue value = JsonValue.parse("{\"a\":\"x\"}".getBytes(UTF_8));
        assertThat(value.get("a").string()).isEqualTo("x");
        assertThat(value.get("b").get("c").items()).isEmpty();
    }
}
