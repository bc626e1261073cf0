package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.exposition.ExpositionParser.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ExpositionParserTest {
    private static ExpositionParser text(String body) {
        return ExpositionFormat.TEXT.parser(body.getBytes(UTF_8));
    }

    private static String rest(ExpositionParser parser) throws ExpositionSyntaxException {
        List<String> seen = new ArrayList<>();
        for (Entry entry = parser.next(ExpositionParser.NOTHING);
                entry != Entry.END;
                entry = parser.next(ExpositionParser.NOTHING)) {
            seen.add(entry == Entry.SERIES ? parser.labels() + " " + parser.value() : entry.toString());
        }
        return String.join("; ", seen);
    }

    @Test
    void next_metadata_isThereWithoutEscapes() throws Exception {
        ExpositionParser parser = text("# HELP a one\\ntwo \\\\ \n# TYPE a counter\n");

        assertThat(parser.next(ExpositionParser.NOTHING)).isEqualTo(Entry.HELP);
        assertThat(new String(parser.bytes(), parser.metricFrom(), parser.metricTo() - parser.metricFrom(), UTF_8))
                .isEqualTo("a");
        assertThat(parser.text()).isEqualTo("one\ntwo \\ ");
        assertThat(parser.next(ExpositionParser.NOTHING)).isEqualTo(Entry.TYPE);
        assertThat(parser.type()).isEqualTo(MetricType.COUNTER);
        assertThat(parser.next(ExpositionParser.NOTHING)).isEqualTo(Entry.END);
        assertThat(parser.next(ExpositionParser.NOTHING)).isEqualTo(Entry.END);
    }

    @Test
    void next_expectedSeries_isTakenWithoutLabels() throws Exception {
        ExpositionParser parser = text("a{x=\"1\"} 5 1500000000000\nb 6\n");

        assertThat(parser.next("a{x=\"1\"}".getBytes(UTF_8))).isEqualTo(Entry.SERIES);
        assertThat(parser.isExpected()).isTrue();
        assertThat(parser.value()).isEqualTo(5);
        assertThat(parser.timestampMillis()).isEqualTo(1_500_000_000_000L);
        assertThatThrownBy(parser::labels).isInstanceOf(IllegalStateException.class);
        assertThat(parser.next("c".getBytes(UTF_8))).isEqualTo(Entry.SERIES);
        assertThat(parser.isExpected()).isFalse();
        assertThat(parser.labels()).isEqualTo(Labels.of("__name__", "b"));
        assertThat(parser.hasTimestamp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ab 1", "'a{x=\"1\"} 1'", "'a {x=\"1\"} 1'", "'a \t {x=\"1\"} 1'", "a:b 1"})
    void next_expectedNameThatGoesOn_isNotTaken(String line) throws Exception {
        ExpositionParser parser = text(line + "\n");

        parser.next("a".getBytes(UTF_8));

        assertThat(parser.isExpected()).isFalse();
        assertThat(parser.value()).isEqualTo(1);
    }

    @Test
    void series_rawText_isWhatTheTargetWrote() throws Exception {
        ExpositionParser parser = text("a { x = \"1\" , }  5\n");

        parser.next(ExpositionParser.NOTHING);

        assertThat(new String(parser.bytes(), parser.seriesFrom(), parser.seriesTo() - parser.seriesFrom(), UTF_8))
                .isEqualTo("a { x = \"1\" , }");
    }

    @Test
    void labels_nameTwice_isReported() throws Exception {
        ExpositionParser parser = text("a{x=\"1\",x=\"2\"} 5\n");

        parser.next(ExpositionParser.NOTHING);

        assertThat(parser.labels().get("x")).isEqualTo("1");
        assertThat(parser.repeatedName()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT|a 1%b{x=1} 2%|line 2: expected label value, got \"1\" while parsing \"b{x=\"",
                "TEXT|a 1%b%|line 2: expected value after metric, got \"\\n\" while parsing \"b\"",
                "TEXT|a x%|line 1: invalid number \"x\": invalid syntax while parsing \"a x\"",
                "TEXT|a 1 1.5%|line 1: expected next entry after timestamp, got \".\" while parsing \"a 1 1\"",
                "TEXT|# TYPE a foo%|line 1: invalid metric type \"foo\" while parsing \"# TYPE a\"",
                "TEXT|{abc} 1%|line 1: expected metric name in quotes while parsing \"{abc\"",
                "OPEN_METRICS|a 1%|line 2: data does not end with # EOF",
                "OPEN_METRICS|a 1%# EOF%b 2%|line 2: unexpected data after # EOF while parsing \"# EOF\\n\"",
                "OPEN_METRICS|%|line 1: expected a valid start token, got \"\\n\"",
            })
    void next_malformed_saysLineAndExpectation(ExpositionFormat format, String body, String message) {
        byte[] bytes = body.replace('%', '\n').getBytes(UTF_8);

        assertThatThrownBy(() -> rest(format.parser(bytes)))
                .isInstanceOf(ExpositionSyntaxException.class)
                .hasMessage(message);
    }

    /** Bodies with random faults: the documented error, or entries; nothing else, and no reading beyond the end. */
    @ParameterizedTest
    @EnumSource
    void next_randomFaults_endsInTheDocumentedError(ExpositionFormat format) {
        Random random = new Random(42);
        byte[] sound = """
                # HELP a_seconds text \\n
                # TYPE a_seconds histogram
                # UNIT a_seconds seconds
                a_seconds_bucket{le="1",x="\\"\\\\ä"} 1 1.5 # {t="1"} 2 3
                {"a.b","x.y"="1"} NaN
                b 1e3
                # EOF
                """.getBytes(UTF_8);
        byte[] signs = "{}\"\\,=# \n\t\0aE1.".getBytes(UTF_8);
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] body = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
            for (int faults = random.nextInt(4); faults > 0 && body.length > 0; faults--) {
                int at = random.nextInt(body.length);
                body[at] = random.nextBoolean() ? signs[random.nextInt(signs.length)] : (byte) random.nextInt();
            }
            try {
                rest(format.parser(body));
            } catch (ExpositionSyntaxException expected) {
                assertThat(expected.getMessage()).startsWith("line ");
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 59_999);
    }

    @Test
    void next_hostileBodies_takeLinearTime() {
        List<String> bodies = List.of(
                "a{" + "x=\"1\",".repeat(200_000) + "} 1\n",
                "a{x=\"" + "\\".repeat(2_000_000),
                "a".repeat(2_000_000),
                "a " + "1".repeat(2_000_000) + "\n",
                "{\"" + "\n".repeat(2_000_000),
                "#".repeat(2_000_000),
                "\n".repeat(2_000_000) + "!",
                "a{" + "x{".repeat(500_000));
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (String body : bodies) {
                for (ExpositionFormat format : ExpositionFormat.values()) {
                    try {
                        rest(format.parser(body.getBytes(UTF_8)));
                    } catch (ExpositionSyntaxException expected) {
                        assertThat(String.valueOf(expected.getMessage())).hasSizeLessThan(1000);
                    }
                }
            }
        });
    }
}
