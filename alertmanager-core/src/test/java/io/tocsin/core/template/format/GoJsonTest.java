package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.format.GoJson.UnsupportedValueException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoJsonTest {
    @Test
    void value_text_isEscapedAsGoDoes() {
        assertThat(quoted("\"\\\b\f\n\r\t\0\u001f\u007f/'"))
                .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\u007f/'\"");
        assertThat(quoted("<&>")).isEqualTo("\"\\u003c\\u0026\\u003e\"");
        assertThat(quoted("\u2027\u2028\u2029\u202a")).isEqualTo("\"\u2027\\u2028\\u2029\u202a\"");
        assertThat(quoted("žluť 😀 漢")).isEqualTo("\"žluť 😀 漢\"");
        assertThat(quoted("")).isEqualTo("\"\"");
    }

    @Test
    void value_halfASurrogatePair_isReplaced() {
        assertThat(quoted("a\ud83db")).isEqualTo("\"a\ufffdb\"");
        assertThat(quoted("\ude00\ud83d")).isEqualTo("\"\ufffd\ufffd\"");
    }

    @Test
    void write_nestedDocument_hasItsCommas() {
        var json = new GoJson(0);
        json.beginObject();
        json.field("a", 1).field("b", Labels.of("x", "1", "y", "2")).field("c", Labels.EMPTY);
        json.name("d").beginArray().value("e").value(-2).beginObject().endObject();
        json.endArray().endObject();

        assertThat(new String(json.toLine(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1,\"b\":{\"x\":\"1\",\"y\":\"2\"},\"c\":{},\"d\":[\"e\",-2,{}]}\n");
    }

    @Test
    void value_labels_areSortedByUtf8Bytes() {
        // U+10000 sorts after U+FFFF in UTF-8, before it in UTF-16.
        Labels labels = Labels.of("\uffff", "1", "\ud800\udc00", "2");

        assertThat(new GoJson(0).value(labels)).hasToString("{\"\uffff\":\"1\",\"\ud800\udc00\":\"2\"}");
    }

    private static String quoted(String text) {
        return new GoJson(0).value(text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "2.5, 2.5",
        "0.1, 0.1",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "-1.5e300, -1.5e+300",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.25e-10, 1.25e-10",
        "1.2345678901234568e+29," + " 1.2345678901234568e+29"
    })
    void value_double_isWrittenAsGoDoes(double value, String written) throws UnsupportedValueException {
        assertThat(new GoJson(0).value(value)).hasToString(written);
    }

    @Test
    void tree_everything_isWrittenSorted() throws UnsupportedValueException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", List.of(BigInteger.TEN, 1.5, true, "<x>", Map.of()));
        map.put("\ud800\udc00", 1);
        map.put("\uffff", 2);
        map.put("a", null);

        assertThat(new GoJson(0).tree(map))
                .hasToString("{\"a\":null,\"b\":[10,1.5,true,\"\\u003cx\\u003e\",{}],\"\uffff\":2,\"\ud800\udc00\":1}");
    }

    @Test
    void tree_notANumber_isRefusedInGosWords() {
        assertThatThrownBy(() -> new GoJson(0).tree(List.of(Double.NEGATIVE_INFINITY)))
                .isInstanceOf(UnsupportedValueException.class)
                .hasMessage("json: unsupported value: -Inf");
    }
}
