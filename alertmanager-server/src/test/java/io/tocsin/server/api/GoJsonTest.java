package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoJsonTest {
    private static final long SEED = 20_260_301;

    @Test
    void write_nested_separatesWhatStandsSideBySide() {
        String json = text(out -> {
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringField("a", "1");
            out.writeArrayFieldStart("b");
            out.writeString("2");
            out.writeString("3");
            out.writeEndArray();
            out.writeObjectFieldStart("c");
            out.writeEndObject();
            out.writeNumberField("d", -4);
            out.writeBooleanField("e", false);
            out.writeEndObject();
            out.writeStartObject();
            out.writeEndObject();
            out.writeEndArray();
        });

        assertThat(json).isEqualTo("[{\"a\":\"1\",\"b\":[\"2\",\"3\"],\"c\":{},\"d\":-4,\"e\":false},{}]");
    }

    /** As the original answers; {@code point} is a code point. */
    @ParameterizedTest
    @CsvSource({
        "0x00, \\u0000, \\u0000",
        "0x08, \\b, \\b",
        "0x09, \\t, \\t",
        "0x0A, \\n, \\n",
        "0x0B, \\u000b, \\u000b",
        "0x0C, \\f, \\f",
        "0x0D, \\r, \\r",
        "0x1F, \\u001f, \\u001f",
        "0x22, \\\", \\\"",
        "0x26, &, \\u0026",
        "0x2F, /, /",
        "0x3C, <, \\u003c",
        "0x3E, >, \\u003e",
        "0x5C, \\\\, \\\\",
        "0x7F, \u007f, \u007f",
        "0xE9, é, é",
        "0x2028, \\u2028, \\u2028",
        "0x2029, \\u2029, \\u2029",
        "0x20AC, €, €",
        "0xD800, \ufffd, \ufffd",
        "0xDFFF, \ufffd, \ufffd",
        "0x1F600, \ud83d\ude00, \ud83d\ude00",
    })
    void writeString_character_isEscapedAsGoDoes(String point, String plain, String html) {
        String text = "a" + Character.toString(Integer.decode(point)) + "b";

        assertThat(text(out -> out.writeString(text))).isEqualTo("\"a" + plain + "b\"");
        assertThat(text(out -> {
                    out.escapeHtml(true);
                    out.writeString(text);
                }))
                .isEqualTo("\"a" + html + "b\"");
    }

    @Test
    void writeString_loneSurrogates_areReplaced() {
        assertThat(text(out -> out.writeString("\udc00\ud83d\ude00\ud83d\ud83d\ude00\ud83d")))
                .isEqualTo("\"\ufffd\ud83d\ude00\ufffd\ud83d\ude00\ufffd\"");
    }

    @Test
    void writeString_randomText_isReadBackTheSame() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(random);
            boolean isHtml = random.nextBoolean();
            String json = text(out -> {
                out.escapeHtml(isHtml);
                out.writeString(text);
            });
            try (JsonParser parser = new JsonFactory().createParser(json)) {
                assertThat(parser.nextTextValue())
                        .as("seed %d, round %d", SEED, i)
                        .isEqualTo(text);
            }
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1_000); i > 0; i--) {
            int point = random.nextInt(10) == 0 ? random.nextInt(0x11_0000) : random.nextInt(0x100);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
        }
        return text.toString();
    }

    @Test
    void take_inPieces_continuesWhereItStopped() {
        GoJson out = new GoJson();
        out.writeStartArray();
        out.writeString("1");
        String first = out.take().toString(StandardCharsets.UTF_8);
        assertThat(out.length()).isZero();
        out.writeString("2");
        out.writeEndArray();

        assertThat(first + out.take().toString(StandardCharsets.UTF_8)).isEqualTo("[\"1\",\"2\"]");
    }

    private static String text(GoJson.Body body) {
        return GoJson.buffer(body, "").toString(StandardCharsets.UTF_8);
    }
}
