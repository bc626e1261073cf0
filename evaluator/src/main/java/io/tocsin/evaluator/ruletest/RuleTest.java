package io.tocsin.evaluator.ruletest;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Position;
import io.tocsin.evaluator.promql.SeriesNotation;
import io.tocsin.evaluator.query.Query;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One test: samples, and what should become of them.
 *
 * @param name empty if it has none
 * @param interval between the values of the series; {@code > 0}
 * @param startMillis the time of the first values
 * @param position where it begins in its file
 */
public record RuleTest(
        String name,
        Duration interval,
        long startMillis,
        List<SeriesNotation> series,
        Labels externalLabels,
        String externalUrl,
        List<AlertExpectation> alerts,
        List<QueryExpectation> queries,
        Position position) {
    public RuleTest {
        requireNonNull(name, "name");
        requireNonNull(interval, "interval");
        series = List.copyOf(series);
        requireNonNull(externalLabels, "externalLabels");
        requireNonNull(externalUrl, "externalUrl");
        alerts = List.copyOf(alerts);
        queries = List.copyOf(queries);
        requireNonNull(position, "position");
    }

    /** How long it goes on, from its start. */
    Duration length() {
        return Stream.concat(
                        alerts.stream().map(AlertExpectation::at),
                        queries.stream().map(QueryExpectation::at))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * Which alerts of a name fire, in all groups together.
     *
     * @param at since the start
     */
    public record AlertExpectation(Duration at, String alertname, List<FiringAlert> alerts, Position position) {
        public AlertExpectation {
            requireNonNull(at, "at");
            requireNonNull(alertname, "alertname");
            alerts = List.copyOf(alerts);
            requireNonNull(position, "position");
        }
    }

    /** @param labels with the alert's name */
    public record FiringAlert(Labels labels, Labels annotations) {
        public FiringAlert {
            requireNonNull(labels, "labels");
            requireNonNull(annotations, "annotations");
        }
    }

    /**
     * What an expression is worth after all evaluations.
     *
     * @param at since the start
     */
    public record QueryExpectation(Query query, Duration at, List<ExpectedSample> samples, Position position) {
        public QueryExpectation {
            requireNonNull(query, "query");
            requireNonNull(at, "at");
            samples = List.copyOf(samples);
            requireNonNull(position, "position");
        }
    }

    /** A number is a sample without labels. */
    public record ExpectedSample(Labels labels, double value) {
        public ExpectedSample {
            requireNonNull(labels, "labels");
        }
    }
}
