package io.tocsin.evaluator.ruletest;

import io.tocsin.core.config.ConfigDurations;
import io.tocsin.core.config.ConfigFolder;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.NamedFiles;
import io.tocsin.evaluator.config.RuleFile;
import io.tocsin.evaluator.config.RuleFileDecoder;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.promql.SeriesNotation;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.ruletest.RuleTest.AlertExpectation;
import io.tocsin.evaluator.ruletest.RuleTest.ExpectedSample;
import io.tocsin.evaluator.ruletest.RuleTest.FiringAlert;
import io.tocsin.evaluator.ruletest.RuleTest.QueryExpectation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads files of unit tests, and the rule files that they name. Immutable and thread-safe.
 *
 * @see "Upstream: cmd/promtool/unittest.go, 3.5.3; start_timestamp as of 3.14"
 */
public final class RuleTestReader {
    private static final Duration INTERVAL_DEFAULT = Duration.ofMinutes(1);

    private final Expressions expressions;
    private final RuleFileDecoder ruleFiles;
    private final NamedFiles files;

    public RuleTestReader(Expressions expressions, FileSource files) {
        this.expressions = expressions;
        this.ruleFiles = new RuleFileDecoder(expressions);
        this.files = new NamedFiles(files);
    }

    /**
     * @param path of the file: problems name it so, and its folder is what relative paths start from
     * @param text all of it
     */
    public Decoded<RuleTests> read(String path, String text) {
        Problems problems = new Problems();
        Optional<RuleTests> tests = YamlDocument.read(path, text, problems)
                .flatMap(root -> (root.isNull() ? root.withoutKeys() : root)
                        .mapping("main.unitTestFile", mapping -> tests(mapping, path)));
        return Decoded.of(tests, problems);
    }

    private Optional<RuleTests> tests(YamlMapping root, String path) {
        ConfigFolder folder = ConfigFolder.of(path);
        Map<String, RuleFile> found = new LinkedHashMap<>();
        for (YamlNode element : root.elements("rule_files", "[]string")) {
            files.find(
                    element,
                    folder.join(element.text().orElse("")),
                    found,
                    (file, content) -> ruleFiles.decode(file, content, element.problems()));
        }
        Duration evaluationInterval = interval(root, "evaluation_interval").orElse(INTERVAL_DEFAULT);
        List<String> order = order(root);
        boolean isFuzzy = root.flag("fuzzy_compare", false);
        List<RuleTest> tests = new ArrayList<>();
        for (YamlNode element : root.elements("tests", "[]main.testGroup")) {
            element.mapping("main.testGroup", mapping -> test(mapping, evaluationInterval))
                    .ifPresent(tests::add);
        }
        return Optional.of(new RuleTests(path, List.copyOf(found.values()), evaluationInterval, order, isFuzzy, tests));
    }

    private static List<String> order(YamlMapping root) {
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode element : root.elements("group_eval_order", "[]string")) {
            String name = element.text().orElse("");
            if (!names.add(name)) {
                element.error(
                        "group name repeated in evaluation order: " + name,
                        "name each group once.",
                        Stage.WHOLE,
                        "group name repeated in evaluation order: " + name);
            }
        }
        return List.copyOf(names);
    }

    private static Optional<Duration> interval(YamlMapping mapping, String key) {
        return mapping.get(key).flatMap(ConfigDurations::prometheus).filter(interval -> !interval.isZero());
    }

    private Optional<RuleTest> test(YamlMapping mapping, Duration evaluationInterval) {
        String name = mapping.text("name", "");
        Duration interval = interval(mapping, "interval").orElse(evaluationInterval);
        long start = start(mapping);
        List<SeriesNotation> series = inputSeries(mapping);
        List<AlertExpectation> alerts = new ArrayList<>();
        for (YamlNode element : mapping.elements("alert_rule_test", "[]main.alertTestCase")) {
            element.mapping("main.alertTestCase", RuleTestReader::alertExpectation)
                    .ifPresent(alerts::add);
        }
        List<QueryExpectation> queries = new ArrayList<>();
        for (YamlNode element : mapping.elements("promql_expr_test", "[]main.promqlTestCase")) {
            element.mapping("main.promqlTestCase", this::queryExpectation).ifPresent(queries::add);
        }
        return Optional.of(new RuleTest(
                name,
                interval,
                start,
                series,
                Labels.of(mapping.textEntries("external_labels")),
                mapping.text("external_url", ""),
                alerts,
                queries,
                mapping.self().position()));
    }

    /** Of those with the same labels the last one counts. */
    private static List<SeriesNotation> inputSeries(YamlMapping mapping) {
        Map<Labels, SeriesNotation> series = new LinkedHashMap<>();
        for (YamlNode element : mapping.elements("input_series", "[]main.series")) {
            element.mapping("main.series", RuleTestReader::series).ifPresent(read -> {
                if (series.put(read.labels(), read) != null) {
                    element.warning(
                            "the series " + read.labels() + " is there already, and its values do not count",
                            "give each series once, with all its values.");
                }
            });
        }
        return List.copyOf(series.values());
    }

    private static long start(YamlMapping mapping) {
        Optional<YamlNode> node = mapping.present("start_timestamp");
        if (node.isEmpty()) {
            return 0;
        }
        String text = node.get().text().orElse("");
        OptionalLong millis = StartTime.millis(text);
        if (millis.isEmpty()) {
            node.get()
                    .error(
                            "expected a time, got " + node.get().describe(),
                            "write " + Instant.EPOCH + " or seconds since 1970, of the years 0 to 9999.",
                            Stage.VALUE,
                            "cannot parse " + GoQuote.quote(text) + " to a valid timestamp");
        }
        return millis.orElse(0);
    }

    private static Optional<SeriesNotation> series(YamlMapping mapping) {
        String labels = mapping.text("series", "");
        String values = mapping.text("values", "");
        Optional<SeriesNotation> read = notation(mapping, "series", labels, labels + " " + values);
        boolean isHistogram = read.stream()
                .flatMap(series -> series.points().stream())
                .anyMatch(SeriesNotation.Point.Histogram.class::isInstance);
        if (isHistogram) {
            refuseHistogram(mapping.at("values"));
        }
        return read;
    }

    /** @param labels the first part of {@code text}, so that a problem is put at one key or the other */
    private static Optional<SeriesNotation> notation(YamlMapping mapping, String key, String labels, String text) {
        try {
            return Optional.of(SeriesNotation.parse(text));
        } catch (PromqlSyntaxException e) {
            boolean isInLabels = e.span().start() <= labels.length();
            String message = String.valueOf(e.getMessage());
            mapping.at(isInLabels ? key : "values")
                    .error(
                            "no series: " + message.replaceFirst("^\\d+:\\d+: parse error: ", ""),
                            isInLabels
                                    ? "write a name with labels, such as up{job=\"a\"}."
                                    : "write values with blanks between them, such as \"1 2x3 0+1x5 _ stale\".",
                            Stage.WHOLE,
                            message);
            return Optional.empty();
        }
    }

    private static void refuseHistogram(YamlNode node) {
        node.error("not supported yet: native histograms", "", Stage.WHOLE, "native histograms");
    }

    private static Optional<AlertExpectation> alertExpectation(YamlMapping mapping) {
        Duration at = time(mapping);
        String name = mapping.text("alertname", "");
        if (name.isEmpty()) {
            mapping.at("alertname")
                    .error(
                            "an expectation of alerts needs \"alertname\"",
                            "name the alert whose state it is about.",
                            Stage.WHOLE,
                            "an item under alert_rule_test misses required attribute alertname at eval_time "
                                    + PrometheusDuration.format(at));
        }
        List<FiringAlert> alerts = new ArrayList<>();
        for (YamlNode element : mapping.elements("exp_alerts", "[]main.alert")) {
            element.mapping("main.alert", alert -> firing(alert, name)).ifPresent(alerts::add);
        }
        return Optional.of(new AlertExpectation(at, name, alerts, mapping.self().position()));
    }

    private static Optional<FiringAlert> firing(YamlMapping mapping, String alertname) {
        Map<String, String> labels = new LinkedHashMap<>(mapping.textEntries("exp_labels"));
        labels.put("alertname", alertname);
        return Optional.of(new FiringAlert(Labels.of(labels), Labels.of(mapping.textEntries("exp_annotations"))));
    }

    private static Duration time(YamlMapping mapping) {
        return mapping.get("eval_time").flatMap(ConfigDurations::prometheus).orElse(Duration.ZERO);
    }

    private Optional<QueryExpectation> queryExpectation(YamlMapping mapping) {
        Duration at = time(mapping);
        Optional<Query> query = query(mapping);
        List<ExpectedSample> samples = new ArrayList<>();
        for (YamlNode element : mapping.elements("exp_samples", "[]main.sample")) {
            element.mapping("main.sample", RuleTestReader::sample).ifPresent(samples::add);
        }
        return query.map(
                known -> new QueryExpectation(known, at, samples, mapping.self().position()));
    }

    private Optional<Query> query(YamlMapping mapping) {
        String text = mapping.text("expr", "");
        try {
            return Optional.of(new Query(expressions.read(text), text));
        } catch (PromqlSyntaxException | QueryException e) {
            mapping.at("expr").error(String.valueOf(e.getMessage()), "", Stage.WHOLE, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<ExpectedSample> sample(YamlMapping mapping) {
        String text = mapping.text("labels", "");
        double value = mapping.present("value").flatMap(YamlNode::decimal).orElse(0.0);
        mapping.text("histogram").ifPresent(ignored -> refuseHistogram(mapping.at("histogram")));
        Optional<Labels> labels = text.isBlank() ? Optional.of(Labels.EMPTY) : labels(mapping, text);
        return labels.map(known -> new ExpectedSample(known, value));
    }

    private static Optional<Labels> labels(YamlMapping mapping, String text) {
        Optional<SeriesNotation> read = notation(mapping, "labels", text, text);
        if (read.isPresent() && !read.get().points().isEmpty()) {
            mapping.at("labels")
                    .error(
                            "no series: values stand behind the labels",
                            "write the value behind \"value:\".",
                            Stage.WHOLE,
                            "unexpected values behind the labels " + GoQuote.quote(text));
            return Optional.empty();
        }
        return read.map(SeriesNotation::labels);
    }
}
