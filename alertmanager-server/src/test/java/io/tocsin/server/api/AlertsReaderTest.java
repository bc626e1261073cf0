package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted and refused, and in which words, was asked of Alertmanager 0.33.1. */
final class AlertsReaderTest {
    private static final String ALERT_TYPE =
            "struct { Annotations models.LabelSet \"json:\\\"annotations,omitempty\\\"\"; EndsAt strfmt.DateTime"
                    + " \"json:\\\"endsAt,omitempty\\\"\"; StartsAt strfmt.DateTime \"json:\\\"startsAt,omitempty\\\"\" }";

    private final AlertsReader reader = new AlertsReader(new StringPool());

    private List<PostedAlert> read(String json) throws Refusal {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private List<PostedAlert> read(byte[] json) throws Refusal {
        return reader.read(json, json.length);
    }

    private Refusal refused(String json) {
        return refused(json.getBytes(StandardCharsets.UTF_8));
    }

    private Refusal refused(byte[] json) {
        return catchThrowableOfType(Refusal.class, () -> read(json));
    }

    private Labels labelsOf(String labels) throws Refusal {
        return read("[{\"labels\":" + labels + "}]").get(0).labels();
    }

    /** Readers live as long as their threads: what a large body held would stay, once for each of them. */
    @ParameterizedTest
    @ValueSource(strings = {"\"labels\":{\"a\":\"%s\"}", "\"annotations\":{\"a\":\"%s\"},\"labels\":{}"})
    void read_done_holdsNothing(String field) throws Exception {
        // Too long to be shared.
        String json = "[{" + field.formatted("x".repeat(1_000)) + "}]";
        PostedAlert alert = read(json).get(0);
        Labels pairs = alert.labels().isEmpty() ? alert.annotations() : alert.labels();
        WeakReference<String> value = new WeakReference<>(pairs.value(0));
        alert = null;
        pairs = null;
        for (int i = 0; value.get() != null && i < 100; i++) {
            System.gc();
        }
        assertThat(value.get()).isNull();
    }

    @Test
    void read_everyField_fillsTheAlert() throws Refusal {
        // when
        List<PostedAlert> alerts = read("""
                [{"labels":{"b":"2","a":"1"},"annotations":{"z":"","s":"t"},"startsAt":"2020-01-01T00:00:00.5+02:00",
                  "endsAt":"2020-01-02T00:00:00Z","generatorURL":"http://p/graph?x"}]""");
        // then
        assertThat(alerts)
                .containsExactly(new PostedAlert(
                        Labels.of("a", "1", "b", "2"),
                        Labels.of("s", "t", "z", ""),
                        new Timestamp(Instant.parse("2019-12-31T22:00:00Z").getEpochSecond(), 500_000_000, (short) 120),
                        Timestamp.of(Instant.parse("2020-01-02T00:00:00Z")),
                        "http://p/graph?x"));
    }

    @Test
    void read_onlyLabels_leavesTheRestAbsent() throws Refusal {
        assertThat(read("[{\"labels\":{}}]"))
                .containsExactly(new PostedAlert(Labels.EMPTY, Labels.EMPTY, null, null, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ ] ", "null", "nullx", "null x", "[]x", "\t\r\n[]"})
    void read_noAlerts_isEmpty(String json) throws Refusal {
        assertThat(read(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"labels\":{\"a\":\"b\"}}] x",
                "[{\"labels\":{\"a\":\"b\"}}][{\"labels\":{\"c\":\"d\"}}]",
                "[{\"Labels\":{\"a\":\"b\"}}]",
                "[{\"LABELS\":{\"a\":\"b\"}}]",
                "[{\"labels\":{\"a\":\"x\",\"a\":\"b\"}}]",
                "[{\"labels\":{\"a\":\"b\"},\"foo\":{\"bar\":[1,2,{\"x\":null}]},\"status\":\"firing\",\"y\":-1.5e+9}]",
                "[{\"labels\":{\"a\":\"b\"},\"x\":1e999}]",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":null,\"startsAt\":null,\"endsAt\":null,\"generatorURL\":null}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"0001-01-01T00:00:00Z\",\"endsAt\":\"0001-01-01T01:00:00+01:00\"}]",
                "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":\"\"}]",
                "[{\"labels\":null,\"labels\":{\"a\":\"b\"}}]",
                "[{\"\\u006cabels\":{\"\\u0061\":\"b\"}}]",
            })
    void read_variants_giveTheSameAlert(String json) throws Refusal {
        assertThat(read(json)).containsExactly(new PostedAlert(Labels.of("a", "b"), Labels.EMPTY, null, null, ""));
    }

    @Test
    void read_fieldTwice_isMerged() throws Refusal {
        assertThat(read("[{\"labels\":{\"a\":\"1\"},\"labels\":{\"b\":\"2\"}}]")
                        .get(0)
                        .labels())
                .isEqualTo(Labels.of("a", "1", "b", "2"));
    }

    @Test
    void read_nullLabelValue_isEmpty() throws Refusal {
        assertThat(labelsOf("{\"a\":null}")).isEqualTo(Labels.of("a", ""));
    }

    @Test
    void read_escapes_areUndone() throws Refusal {
        assertThat(labelsOf("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"}")
                        .get("a"))
                .isEqualTo("\"\\/\b\f\n\r\té😀");
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud800x,\uFFFDx",
        "\\udc00,\uFFFD",
        "\\ud800\\u0041,\uFFFDA",
        "\\ud800\\ud800\\udc00,\uFFFD\uD800\uDC00"
    })
    void read_loneSurrogates_areReplaced(String escaped, String expected) throws Refusal {
        assertThat(labelsOf("{\"a\":\"" + escaped + "\"}").get("a")).isEqualTo(expected);
    }

    @Test
    void read_brokenUtf8_isReplacedByteByByte() throws Refusal {
        // given: a lone continuation, a cut sequence, an overlong one, a surrogate, one beyond Unicode, a good one
        byte[] value = bytes(0x80, 0xE2, 0x82, 'x', 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xC3, 0xA9);
        byte[] start = "[{\"labels\":{\"a\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] end = "\"}}]".getBytes(StandardCharsets.UTF_8);
        byte[] json = Arrays.copyOf(start, start.length + value.length + end.length);
        System.arraycopy(value, 0, json, start.length, value.length);
        System.arraycopy(end, 0, json, start.length + value.length, end.length);
        // when
        String read = read(json).get(0).labels().get("a");
        // then
        assertThat(read).isEqualTo("\uFFFD".repeat(3) + "x" + "\uFFFD".repeat(9) + "é");
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void read_equalStrings_areShared() throws Refusal {
        List<PostedAlert> alerts = read("[{\"labels\":{\"job\":\"api\"}},{\"labels\":{\"job\":\"api\"}}]");
        assertThat(alerts.get(0).labels().value(0))
                .isSameAs(alerts.get(1).labels().value(0));
    }

    @Test
    void read_manyLabelsAndLongValues_areRead() throws Refusal {
        StringBuilder labels = new StringBuilder("{\"a\":\"" + "x".repeat(100_000) + "\"");
        for (int i = 0; i < 1000; i++) {
            labels.append(",\"l").append(i).append("\":\"v\"");
        }
        assertThat(labelsOf(labels.append('}').toString()).size()).isEqualTo(1001);
    }

    @Test
    void read_deepUnknownField_isSkipped() throws Refusal {
        String deep = "[".repeat(4000) + "{\"a\":".repeat(3000) + "1" + "}".repeat(3000) + "]".repeat(4000);
        assertThat(read("[{\"labels\":{\"a\":\"b\"},\"x\":" + deep + "}]")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void read_emptyBody_isRequired(String json) {
        Refusal refusal = refused(json);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo(602);
        assertThat(refusal.text()).isEqualTo("alerts in body is required");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[|unexpected EOF",
                "[{|unexpected EOF",
                "[{\"labels\"|unexpected EOF",
                "[{\"labels\":|unexpected EOF",
                "[{\"labels\":{}|unexpected EOF",
                "[{\"labels\":{\"a\":\"b\"}}|unexpected EOF",
                "{|unexpected EOF",
                "[nul|unexpected EOF",
                "tru|unexpected EOF",
                "-|unexpected EOF",
                "[\"a|unexpected EOF",
                "[\"\\|unexpected EOF",
                "\"|unexpected EOF",
                "[\"\\u12|unexpected EOF",
                "[1 2]|invalid character '2' after array element",
                "[truex]|invalid character 'x' after array element",
                "[1}|invalid character '}' after array element",
                "[01]|invalid character '1' after array element",
                "[-01]|invalid character '1' after array element",
                "[{\"a\" 1}]|invalid character '1' after object key",
                "{\"a\"}|invalid character '}' after object key",
                "[{\"a\":1 \"b\":2}]|invalid character '\"' after object key:value pair",
                "{\"a\":1]|invalid character ']' after object key:value pair",
                "[{\"x\":01}]|invalid character '1' after object key:value pair",
                "[{,}]|invalid character ',' looking for beginning of object key string",
                "[{\"a\":1,}]|invalid character '}' looking for beginning of object key string",
                "{1:2}|invalid character '1' looking for beginning of object key string",
                "[{'labels':{}}]|invalid character '\\'' looking for beginning of object key string",
                "[{labels:{}}]|invalid character 'l' looking for beginning of object key string",
                "[{\"labels\":{\"a\":1}} ,]|invalid character ']' looking for beginning of value",
                "[{\"a\":1},,{}]|invalid character ',' looking for beginning of value",
                "{\"a\":}|invalid character '}' looking for beginning of value",
                "]|invalid character ']' looking for beginning of value",
                "[.5]|invalid character '.' looking for beginning of value",
                "[+1]|invalid character '+' looking for beginning of value",
                "[NaN]|invalid character 'N' looking for beginning of value",
                "[/* x */]|invalid character '/' looking for beginning of value",
                "<xml/>|invalid character '<' looking for beginning of value",
                "é|invalid character 'é' looking for beginning of value",
                "😀|invalid character '😀' looking for beginning of value",
                "\uFEFF[]|invalid character '\\ufeff' looking for beginning of value",
                "[tru]|invalid character ']' in literal true (expecting 'e')",
                "[falsy]|invalid character 'y' in literal false (expecting 'e')",
                "[nulL]|invalid character 'L' in literal null (expecting 'l')",
                "[-]|invalid character ']' in numeric literal",
                "[1.]|invalid character ']' in numeric literal",
                "[1e]|invalid character ']' in numeric literal",
                "[1.5e+]|invalid character ']' in numeric literal",
                "[\"\u0001\"]|invalid character '\\x01' in string",
                "[{\"a\":\"\t\"}]|invalid character '\\t' in string",
                "\"\\q\"|invalid escape sequence `\\q` in string",
                "[\"\\x41\"]|invalid escape sequence `\\x` in string",
                "[\"\\u12\"]|invalid escape sequence `\\u12\"]` in string",
                "[\"\\u12zz\"]|invalid escape sequence `\\u12zz` in string",
                "[\"\\ud800\\udc\"]|invalid escape sequence `\\udc\"]` in string",
                "{}|json: cannot unmarshal object into Go value of type models.PostableAlerts",
                "\"\\ud800\"|json: cannot unmarshal string into Go value of type models.PostableAlerts",
                "01|json: cannot unmarshal number into Go value of type models.PostableAlerts",
                "-0|json: cannot unmarshal number into Go value of type models.PostableAlerts",
                "true|json: cannot unmarshal bool into Go value of type models.PostableAlerts",
                "[{\"labels\":[1]}]|json: cannot unmarshal array into Go struct field Alert.labels of type models.LabelSet",
                "[{\"labels\":\"a\"}]|json: cannot unmarshal string into Go struct field Alert.labels of type models.LabelSet",
                "[{\"labels\":{\"n\":1}}]|json: cannot unmarshal number into Go struct field Alert.labels.n of type string",
                "[{\"labels\":{\"a\":1,\"b\":true}}]|json: cannot unmarshal number into Go struct field Alert.labels.a of type string",
                "[{\"labels\":{\"n\":{\"a\":\"b\"}}}]|json: cannot unmarshal object into Go struct field Alert.labels.n of type string",
                "[{\"annotations\":[1]}]|json: cannot unmarshal array into Go struct field .annotations of type models.LabelSet",
                "[{\"annotations\":{\"a\":1},\"endsAt\":3}]|json: cannot unmarshal number into Go struct field .annotations.a of type string",
                "[{\"startsAt\":1577836800}]|json: cannot unmarshal number into Go value of type string",
                "[{\"startsAt\":{}}]|json: cannot unmarshal object into Go value of type string",
                "[{\"generatorURL\":[]}]|json: cannot unmarshal array into Go value of type string",
                "[{\"labels\":{\"a\":1},\"startsAt\":\"x\",\"generatorURL\":4}]|parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"",
                "[{\"labels\":{\"a\":1},\"annotations\":{\"a\":1}}]|json: cannot unmarshal number into Go struct field .annotations.a of type string",
                "[{\"labels\":{\"a\":1},\"generatorURL\":4}]|json: cannot unmarshal number into Go struct field Alert.labels.a of type string",
                "[{\"labels\":{\"a\":1}},{\"startsAt\":\"x\"}]|json: cannot unmarshal number into Go struct field Alert.labels.a of type string",
                "[{\"labels\":{\"a\":1}},1]|json: cannot unmarshal number into Go struct field Alert.labels.a of type string",
                "[{\"labels\":{\"a\":1}},x]|invalid character 'x' looking for beginning of value",
                "[{},{\"labels\":{\"a\":1}}]|json: cannot unmarshal number into Go struct field Alert.labels.a of type string",
            })
    void read_unparseable_saysWhyInUpstreamsWords(String json, String why) {
        Refusal refusal = refused(json);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo(400);
        assertThat(refusal.text()).isEqualTo("parsing alerts body from \"\" failed, because " + why);
    }

    @ParameterizedTest
    @CsvSource({"1,number", "\"a\",string", "[],array", "true,bool"})
    void read_elementThatIsNoObject_namesUpstreamsType(String element, String kind) {
        assertThat(refused("[" + element + "]").text())
                .endsWith("json: cannot unmarshal " + kind + " into Go value of type " + ALERT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[null,{\"labels\":{\"a\":\"b\"}}]"})
    void read_nullElement_isRefused(String json) {
        assertThat(refused(json).text()).endsWith("alert 0 is null, expected an object");
    }

    @Test
    void read_onlyOpenBrackets_exceedsDepth() {
        assertThat(refused("[".repeat(100_000)).text()).endsWith("because exceeded max depth");
    }

    @Test
    void read_brokenByte_isNamed() {
        assertThat(refused(bytes('[', 0xFF)).text())
                .endsWith("invalid character '\\xff' looking for beginning of value");
        assertThat(refused(bytes('[', 0xE2, 0x82, ']')).text())
                .endsWith("invalid character '\\xe2' looking for beginning of value");
        assertThat(refused(bytes(0)).text()).endsWith("invalid character '\\x00' looking for beginning of value");
        assertThat(refused(bytes(0x1F, 0x8B)).text())
                .endsWith("invalid character '\\x1f' looking for beginning of value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{}, {}]|602|0.labels in body is required",
                "[{\"labels\":null}]|602|0.labels in body is required",
                "[{\"labels\":{\"a\":\"b\"}},{\"annotations\":{}}]|602|1.labels in body is required",
                "[{\"generatorURL\":\"x y\"}]|601|0.generatorURL in body must be of type uri: \"x y\"",
                "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":\"x y\"},{}]|601|0.generatorURL in body must be of type uri: \"x y\"",
                "[{\"generatorURL\":\"http://h\\u0001/\"}]|601|0.generatorURL in body must be of type uri: \"http://h\\x01/\"",
            })
    void read_againstTheSchema_isUnprocessable(String json, int code, String text) {
        Refusal refusal = refused(json);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.text()).isEqualTo(text);
    }

    @Test
    void read_afterARefusal_startsAfresh() throws Refusal {
        refused("[{\"labels\":{\"left\":\"over\"},\"annotations\":{\"a\":1}");
        assertThat(read("[{\"labels\":{\"a\":\"b\"}}]").get(0).labels()).isEqualTo(Labels.of("a", "b"));
    }
}
