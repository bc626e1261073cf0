package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
}
