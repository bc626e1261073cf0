package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request, good or bad, and how closely its answer must be the recorded one.
 *
 * @param show a path that is read afterwards, to see what has been stored; null for none
 * @param pause how long is waited before it is sent
 * @param ourStatus the status of our answer where that is a listed deviation; 0 where it is the recorded one
 */
record Request(
        String name,
        HttpExchange exchange,
        @Nullable String show,
        Duration pause,
        Comparison comparison,
        int ourStatus) {

    /** How an answer is compared with the recorded one. */
    enum Comparison {
        /** Status, headers and body. */
        EXACT,
        /** As {@link #EXACT}, but the reason behind "because" in a message may be in other words. */
        SHAPE,
        /** As {@link #EXACT}, but the size of a silence may differ as {@link #SIZE_TOLERANCE_BYTES} says. */
        SIZE,
        /** The status only. */
        STATUS,
        /** The original crashes; ours refuses with 400 and a message, and stores nothing. */
        REFUSED,
        /** Deviation D-071: the original lets pages of other origins change something, ours does not. */
        FOREIGN_PAGE;

        private static final Pattern SIZE_IN_BYTES = Pattern.compile("maximum size: (\\d+) bytes");

        /** The nanoseconds of the moment take three to five bytes, in two fields. */
        private static final int SIZE_TOLERANCE_BYTES = 4;

        /** Fails unless {@code answer} is close enough to {@code recorded}. */
        void check(String recorded, String answer) {
            switch (this) {
                case EXACT -> compare(recorded, answer);
                case SHAPE -> compare(withoutReason(recorded), withoutReason(answer));
                case SIZE -> {
                    assertThat(size(answer)).isCloseTo(size(recorded), within(SIZE_TOLERANCE_BYTES));
                    compare(withoutSize(recorded), withoutSize(answer));
                }
                case STATUS -> compare(firstLine(recorded), firstLine(answer));
                case REFUSED -> {
                    assertThat(firstLine(recorded)).endsWith("-> no answer");
                    assertThat(firstLine(answer)).endsWith("-> 400");
                    assertThat(answer).contains("{\"code\":400,\"message\":\"");
                }
                case FOREIGN_PAGE -> {
                    assertThat(recorded).contains("Access-Control-Allow-Origin: *");
                    assertThat(answer).containsPattern("-> 403|-> 204").doesNotContain("Access-Control-Allow-Methods");
                }
            }
        }

        private static void compare(String recorded, String answer) {
            String expected = String.join("\n", recorded.lines().toList());
            assertThat(Transcript.forgive(expected, answer, false)).isEqualTo(expected);
        }

        private static String withoutReason(String text) {
            return text.replaceAll("(?m), because .*\"\\}$", ", because ...\"}");
        }

        private static int size(String text) {
            var size = SIZE_IN_BYTES.matcher(text);
            assertThat(size.find()).as(text).isTrue();
            return Integer.parseInt(size.group(1));
        }

        private static String withoutSize(String text) {
            return SIZE_IN_BYTES.matcher(text).replaceAll("maximum size: ... bytes");
        }

        private static String firstLine(String text) {
            return text.lines().findFirst().orElse("");
        }
    }

    /** Fails unless {@code answer} is what the request says it should be, compared with {@code recorded}. */
    void check(String recorded, String answer) {
        if (ourStatus == 0) {
            comparison.check(recorded, answer);
            return;
        }
        assertThat(Comparison.firstLine(recorded)).doesNotEndWith("-> " + ourStatus);
        assertThat(Comparison.firstLine(answer)).endsWith("-> " + ourStatus);
    }

    static Request parse(JsonNode node) {
        var headers = new LinkedHashMap<String, String>();
        node.path("headers")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
        String method = node.required("method").asText();
        String path = node.required("path").asText();
        String comparison = node.path("compare").asText("exact");
        return new Request(
                node.required("name").asText(),
                new HttpExchange(method, path, headers, body(node)),
                node.has("show") ? node.required("show").asText() : null,
                Duration.ofMillis(Math.round(node.path("pause").asDouble() * 1000)),
                Comparison.valueOf(comparison.toUpperCase(Locale.ROOT)),
                ourStatus(node));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Only a listed deviation may have a status of its own. */
    private static int ourStatus(JsonNode node) {
        if (node.has("ourStatus")) {
            assertThat(node.required("deviation").asText()).matches("D-\\d{3}");
        }
        return node.path("ourStatus").asInt();
    }

    private static byte @Nullable [] body(JsonNode node) {
        if (node.has("body")) {
            return node.required("body").asText().getBytes(UTF_8);
        } else if (node.has("bodyBase64")) {
            return Base64.getDecoder().decode(node.required("bodyBase64").asText());
        } else if (node.has("bodyGzip")) {
            return gzip(node.required("bodyGzip").asText());
        } else if (node.has("bodyRepeat")) {
            return repeat(node.required("bodyRepeat")).getBytes(UTF_8);
        }
        return null;
    }

    private static String repeat(JsonNode parts) {
        int times = parts.required("times").asInt();
        return parts.required("prefix").asText()
                + parts.required("unit").asText().repeat(times)
                + parts.required("suffix")
                        .asText()
                        .repeat(parts.path("suffixTimes").asInt(1))
                + parts.path("end").asText();
    }

    private static byte[] gzip(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
