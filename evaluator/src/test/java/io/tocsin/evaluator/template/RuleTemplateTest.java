package io.tocsin.evaluator.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.CallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations of rules as promtool 3.5.3 expands them; those of {@code expansions.txt} were asked for one by one. */
final class RuleTemplateTest {
    private static final Labels SAMPLE = Labels.of("__name__", "m", "instance", "db:1");
    private static final double VALUE = 1234567.5;
    private static final Surroundings SURROUNDINGS =
            new Surroundings(Labels.of("cluster", "eu"), "http://ext.example/prefix", RuleTemplateTest::query);

    /** A template and what became of it; of many lines where a line begins with {@code <} once more. */
    record Expansion(String text, String expected) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static List<QueriedSample> query(String text, long timeMillis) throws CallException {
        return switch (text) {
            case "n" ->
                List.of(
                        new QueriedSample(Labels.of("__name__", "n", "a", "2"), 5),
                        new QueriedSample(Labels.of("__name__", "n", "a", "1", "b", "c"), 6));
            case "nothing" -> List.of();
            case "now" -> List.of(new QueriedSample(Labels.EMPTY, timeMillis));
            default -> throw new CallException("1:5: parse error: unclosed left parenthesis");
        };
    }

    static List<Expansion> expansions() {
        try (InputStream in = RuleTemplateTest.class.getResourceAsStream("expansions.txt")) {
            String all = new String(requireNonNull(in, "in").readAllBytes(), StandardCharsets.UTF_8);
            List<Expansion> expansions = new ArrayList<>();
            for (String part : all.split("(?m)^> ")) {
                List<String> lines = part.lines().toList();
                if (!lines.isEmpty()) {
                    expansions.add(
                            new Expansion(lines.get(0), answer(lines.stream().skip(1))));
                }
            }
            return expansions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Stream<String> lines) {
        return lines.map(line -> line.substring(2)).collect(Collectors.joining("\n"));
    }

    private static String expand(String text) {
        return RuleTemplate.of("A", text).expand(SAMPLE, VALUE, SURROUNDINGS, Instant.ofEpochMilli(1500));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expansions")
    void template_recorded_isExpandedAsByTheOriginal(Expansion expansion) {
        assertThat(expand(expansion.text())).isEqualTo(expansion.expected());
    }

    @Test
    void expansions_all_areMany() {
        assertThat(expansions()).hasSizeGreaterThan(50);
    }

    @Test
    void outside_url_isWhatTheServerSays() {
        assertThat(expand("{{ $externalURL }} {{ externalURL }} {{ pathPrefix }}"))
                .isEqualTo("http://ext.example/prefix http://ext.example/prefix /prefix");
    }

    /** Newer than the program that was asked. */
    @Test
    void functions_ofNewerVersions_areThere() {
        assertThat(expand("{{ now }} {{ toDuration 90.0 }} {{ urlQueryEscape \"a b&\" }}"))
                .isEqualTo("1.5 1m30s a+b%26");
    }

    @Test
    void queries_areAskedAtTheTimeOfTheRendering() {
        assertThat(expand("{{ query \"now\" | first | value }}")).isEqualTo("1500");
    }

    @Test
    void functions_ofTheOriginal_areAllThere() {
        assertThat(RuleTemplates.functionNames())
                .contains(
                        "query",
                        "first",
                        "label",
                        "value",
                        "strvalue",
                        "sortByLabel",
                        "args",
                        "reReplaceAll",
                        "match",
                        "title",
                        "toUpper",
                        "toLower",
                        "graphLink",
                        "tableLink",
                        "stripPort",
                        "stripDomain",
                        "humanize",
                        "humanize1024",
                        "humanizeDuration",
                        "humanizePercentage",
                        "humanizeTimestamp",
                        "toTime",
                        "toDuration",
                        "now",
                        "pathPrefix",
                        "externalURL",
                        "parseDuration",
                        "urlQueryEscape",
                        "safeHtml")
                .doesNotContain("toJson", "join", "tmpl");
    }

    @Test
    void text_withoutActions_isItself() {
        assertThat(expand("plain {text}")).isEqualTo("plain {text}");
        assertThat(RuleTemplate.of("A", "x").problem()).isEmpty();
    }

    @Test
    void template_endless_endsWithAnError() {
        assertThat(expand("{{ define \"x\" }}{{ template \"x\" }}{{ end }}{{ template \"x\" }}"))
                .startsWith("<error expanding template: error executing template __alert_A: ");
    }
}
