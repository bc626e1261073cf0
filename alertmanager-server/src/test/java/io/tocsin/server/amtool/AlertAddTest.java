package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies and messages were recorded from amtool 0.33.1. */
final class AlertAddTest {
    @Test
    void json_labelsOnly_hasTimesOfTheYearOne() throws CommandFailure {
        assertThat(alert(List.of("foo", "x=y"), List.of()).json().print())
                .isEqualTo("[{\"endsAt\":\"0001-01-01T00:00:00.000Z\",\"startsAt\":\"0001-01-01T00:00:00.000Z\","
                        + "\"labels\":{\"alertname\":\"foo\",\"x\":\"y\"}}]");
    }

    @Test
    void json_everything_equalsRecordedBody() throws CommandFailure {
        AlertAdd alert = AlertAdd.of(
                new AlertAdd.Words(List.of("foo"), List.of("s=x"), "http://g", "2020-01-01T00:00:00.5+01:00", ""),
                MatcherParser.of(MatcherMode.DEFAULT));
        assertThat(alert.json().print())
                .isEqualTo("[{\"annotations\":{\"s\":\"x\"},\"endsAt\":\"0001-01-01T00:00:00.000Z\","
                        + "\"startsAt\":\"2020-01-01T00:00:00.500+01:00\",\"generatorURL\":\"http://g\","
                        + "\"labels\":{\"alertname\":\"foo\"}}]");
    }

    @Test
    void of_labelGivenTwice_keepsTheLast() throws CommandFailure {
        assertThat(alert(List.of("a=b", "a=c"), List.of()).labels()).containsExactly(entry("a", "c"));
    }

    private static Map.Entry<String, String> entry(String name, String value) {
        return Map.entry(name, value);
    }

    @Test
    void of_nothing_leavesTheRefusalToTheServer() throws CommandFailure {
        assertThat(alert(List.of(), List.of()).json().print()).endsWith("\"labels\":{}}]");
    }

    @ParameterizedTest
    @CsvSource({
        "bar, bad matcher format: bar",
        "a!=b, labels must be specified as key=value pairs",
        "a=~b, labels must be specified as key=value pairs"
    })
    void of_badLabel_isRefusedInTheOriginalsWords(String label, String message) {
        assertThatThrownBy(() -> alert(List.of("foo", label), List.of())).hasMessage(message);
    }

    @Test
    void of_badAnnotation_isRefusedInTheOriginalsWords() {
        assertThatThrownBy(() -> alert(List.of("foo"), List.of("bad"))).hasMessage("bad matcher format: bad");
        assertThatThrownBy(() -> alert(List.of("foo"), List.of("a!=b")))
                .hasMessage("annotations must be specified as key=value pairs");
        assertThatThrownBy(() -> alert(List.of("foo"), List.of("a=q\"uo\\te")))
                .hasMessage("matcher value contains unescaped double quote: q\"uo\\te");
    }

    private static AlertAdd alert(List<String> labels, List<String> annotations) throws CommandFailure {
        return AlertAdd.of(new AlertAdd.Words(labels, annotations, "", "", ""), MatcherParser.of(MatcherMode.DEFAULT));
    }
}
