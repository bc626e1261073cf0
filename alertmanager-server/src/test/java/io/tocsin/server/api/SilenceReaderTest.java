package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is accepted and refused, and in which words, was asked of Alertmanager 0.33.1. */
final class SilenceReaderTest {
    private static final String REST = "\"startsAt\":\"2020-01-01T00:00:00Z\",\"endsAt\":\"2099-01-01T00:00:00Z\","
            + "\"createdBy\":\"x\",\"comment\":\"c\"";

    private static final String ONE = "[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}]";

    private static SilenceRequest read(String json) throws Refusal {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new SilenceReader(new StringPool()).read(bytes, bytes.length);
    }

    private static Refusal refused(String json) {
        return catchThrowableOfType(Refusal.class, () -> read(json.replace("REST", REST)));
    }

    private static List<MatcherText> matchers(String json) throws Refusal {
        return read("{\"matchers\":" + json + "," + REST + "}").matcherSets().get(0);
    }

    @Test
    void read_everyField_fillsTheRequest() throws Refusal {
        assertThat(read("""
                {"id":"some","matchers":[{"name":"a","value":"b","isRegex":false}],"annotations":{"k":"v","":null},
                 "startsAt":"2020-01-01T01:00:00+01:00","endsAt":"2099-01-01T00:00:00.5Z","createdBy":"me","comment":""}"""))
                .isEqualTo(new SilenceRequest(
                        "some",
                        List.of(List.of(new MatcherText(MatchType.EQUAL, "a", "b"))),
                        Instant.parse("2020-01-01T00:00:00Z"),
                        Instant.parse("2099-01-01T00:00:00.5Z"),
                        "me",
                        "",
                        Labels.of("k", "v", "", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "false,,EQUAL",
        "true,,REGEX",
        "false,null,EQUAL",
        "true,true,REGEX",
        "false,false,NOT_EQUAL",
        "true,false,NOT_REGEX"
    })
    void read_flags_makeTheType(String isRegex, String isEqual, MatchType type) throws Refusal {
        String equal = isEqual == null ? "" : ",\"isEqual\":" + isEqual;
        assertThat(matchers("[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":" + isRegex + equal + "}]"))
                .containsExactly(new MatcherText(type, "a", "b"));
    }

    @Test
    void read_sloppyBodies_areUnderstoodAsUpstreamDoes() throws Refusal {
        assertThat(read("{\"MATCHERS\":" + ONE + "," + REST + "} tail").id()).isEmpty();
        assertThat(read("{\"id\":null,\"x\":[{}],\"annotations\":null,\"matchers\":" + ONE + "," + REST + "}")
                        .annotations())
                .isEqualTo(Labels.EMPTY);
        assertThat(matchers(ONE + ",\"matchers\":[{\"value\":\"y\"}]"))
                .containsExactly(new MatcherText(MatchType.EQUAL, "a", "y"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|602|silence in body is required",
                "null|602|comment in body is required",
                "{}|602|comment in body is required",
                "{\"comment\":\"\"}|602|createdBy in body is required",
                "{\"comment\":\"\",\"createdBy\":\"\"}|602|endsAt in body is required",
                "{\"comment\":\"\",\"createdBy\":\"\",\"endsAt\":\"\"}|602|matchers in body is required",
                "{\"comment\":\"\",\"createdBy\":\"\",\"endsAt\":\"\",\"matchers\":[{\"name\":\"\",\"value\":\"\",\"isRegex\":true}]}"
                        + "|602|startsAt in body is required",
                "{REST}|602|matchers in body is required",
                "{\"matchers\":null,REST}|602|matchers in body is required",
                "{\"matchers\":[],REST}|612|matchers in body should have at least 1 items",
                "{\"matchers\":[{}],REST}|602|matchers.0.isRegex in body is required",
                "{\"matchers\":[{\"isRegex\":null,\"value\":\"\",\"name\":\"\"}],REST}|602|matchers.0.isRegex in body is required",
                "{\"matchers\":[{\"isRegex\":true,\"value\":\"\"}],REST}|602|matchers.0.name in body is required",
                "{\"matchers\":[{\"isRegex\":true,\"name\":\"\"}],REST}|602|matchers.0.value in body is required",
                "{REST,\"startsAt\":null,\"comment\":null}|602|comment in body is required"
            })
    void read_somethingMissing_saysWhat(String body, int code, String text) {
        Refusal refusal = refused(body);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|json: cannot unmarshal array into Go value of type struct { ID string \"json:\\\"id,omitempty\\\"\" }",
                "5|json: cannot unmarshal number into Go value of type struct { ID string \"json:\\\"id,omitempty\\\"\" }",
                "tru|unexpected EOF",
                "{\"comment\":5,|unexpected EOF",
                "{\"comment\":5,\"id\":5}|json: cannot unmarshal number into Go struct field .id of type string",
                "{\"comment\":5,\"startsAt\":\"x\"}|json: cannot unmarshal number into Go struct field Silence.comment of type string",
                "{\"startsAt\":\"x\",\"comment\":5}|parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"",
                "{\"endsAt\":5}|json: cannot unmarshal number into Go value of type string",
                "{\"createdBy\":{}}|json: cannot unmarshal object into Go struct field Silence.createdBy of type string",
                "{\"matchers\":{\"a\":1}}|json: cannot unmarshal object into Go struct field Silence.matchers of type models.Matchers",
                "{\"matchers\":[5]}|json: cannot unmarshal number into Silence.matchers.0 of type models.Matcher",
                "{\"matchers\":[{},{\"name\":5}]}|json: cannot unmarshal number into Go struct field Silence.matchers.1.name of type string",
                "{\"matchers\":[{\"value\":true}]}|json: cannot unmarshal bool into Go struct field Silence.matchers.0.value of type string",
                "{\"matchers\":[{\"isRegex\":\"x\"}]}|json: cannot unmarshal string into Go struct field Silence.matchers.0.isRegex of type bool",
                "{\"matchers\":[{\"isEqual\":1}]}|json: cannot unmarshal number into Go struct field Silence.matchers.0.isEqual of type bool",
                "{\"annotations\":[]}|json: cannot unmarshal array into Go struct field Silence.annotations of type models.LabelSet",
                "{\"annotations\":{\"a\":5}}|json: cannot unmarshal number into Go struct field Silence.annotations.a of type string",
                "{\"matchers\":[null],REST}|matcher 0 is null, expected an object"
            })
    void read_wrongTypes_isRefusedInTheOriginalsWords(String body, String reason) {
        Refusal refusal = refused(body);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.text()).isEqualTo("parsing silence body from \"\" failed, because " + reason);
    }

    @Test
    void read_damagedBodies_onlyRefuses() {
        byte[] whole = ("{\"id\":\"i\",\"matchers\":" + ONE + ",\"annotations\":{\"a\":\"b\"}," + REST + "}")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:0tn\\ \u0080".charAt(random.nextInt(13));
            }
            int length = 1 + random.nextInt(damaged.length);
            try {
                assertThat(new SilenceReader(new StringPool()).read(damaged, length))
                        .isNotNull();
            } catch (Refusal e) {
                assertThat(e.text()).isNotEmpty();
            }
        }
    }
}
