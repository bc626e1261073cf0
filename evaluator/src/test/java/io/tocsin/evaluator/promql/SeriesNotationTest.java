package io.tocsin.evaluator.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.SeriesNotation.Point;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeriesNotationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a 1 2.5 -3 | 1.0 2.5 -3.0",
                "a 1x2 | 1.0 1.0 1.0",
                "a 1+2x2 -1-2x1 | 1.0 3.0 5.0 -1.0 -3.0",
                "a 0.1+0.1x2 | 0.1 0.2 0.30000000000000004",
                "a _ 1 _x2 | _ 1.0 _ _",
                "a stale stalex1 NaN +Inf -inf | stale stale stale NaN Infinity -Infinity",
                "a 1e3 .5 5. 1_000 | 1000.0 0.5 5.0 1000.0",
                "a{} {{schema:0 count:1}} {{count:1}}x1 | {schema:0 count:1} {count:1} {count:1}",
                "a {{count:1}}+{{count:2}}x2 | {count:1} {count:1} {count:1}",
                "a | ``",
            })
    void parse_values_areWrittenOut(String text, String points) throws Exception {
        assertThat(SeriesNotation.parse(text).points().stream()
                        .map(SeriesNotationTest::shown)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(points);
    }

    private static String shown(Point point) {
        if (point instanceof Point.Value number) {
            return StaleMarker.is(number.value()) ? "stale" : Double.toString(number.value());
        }
        return point instanceof Point.Histogram histogram ? "{" + histogram.text() + "}" : "_";
    }

    @Test
    void parse_labels_areThoseOfASelector() throws Exception {
        assertThat(SeriesNotation.parse("sum{a=\"b\", \"c.d\"='e', f=\"\",} 1").labels())
                .isEqualTo(Labels.of("__name__", "sum", "a", "b", "c.d", "e"));
        assertThat(SeriesNotation.parse("{\"my.metric\", x=\"y\"} 1").labels())
                .isEqualTo(Labels.of("__name__", "my.metric", "x", "y"));
        assertThat(SeriesNotation.parse("{} 1").labels()).isEqualTo(Labels.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a{b=\"c\"}1 | 1:9: parse error: unexpected \"1\" in series values",
                "a 1 foo | 1:5: parse error: unexpected \"foo\" in series values",
                "a{b} 1 | 1:4: parse error: unexpected \"}\" in label set, expected \"=\"",
                "a{b=c} 1 | 1:5: parse error: unexpected identifier \"c\" in label set, expected string",
                "a{b=\"c\" d} 1 | 1:9: parse error: unexpected identifier \"d\" in label set, expected \",\" or \"}\"",
                "a{,} 1 | 1:3: parse error: unexpected \",\" in label set, expected identifier or \"}\"",
                "a 1x99999999999 | 1:4: parse error: series has more than 1048576 values",
                "a {{count:1 | 1:3: parse error: histogram description incomplete",
                "1 2 | 1:1: parse error: unexpected number \"1\"",
            })
    void parse_somethingElse_saysWhere(String text, String message) {
        assertThatThrownBy(() -> SeriesNotation.parse(text))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessage(message);
    }
}
