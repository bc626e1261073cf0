package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.RuleConfig;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.rule.RuleOutput.Point;
import io.tocsin.evaluator.series.MetricName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores what an expression gives under another name.
 *
 * @see "Upstream: rules/recording.go"
 */
final class RecordingRule implements Rule {
    private final RuleConfig.Recording config;
    private final Query query;

    RecordingRule(RuleConfig.Recording config) {
        this.config = config;
        this.query = new Query(config.expr(), config.exprText());
    }

    @Override
    public RuleConfig config() {
        return config;
    }

    @Override
    public RuleOutput evaluate(RuleQuery engine, long slotMillis, GroupTiming timing) throws RuleFailedException {
        List<Sample> samples = engine.samples(query, slotMillis - timing.offsetMillis());
        List<Point> points = new ArrayList<>(samples.size());
        Set<Labels> seen = new HashSet<>();
        for (Sample sample : samples) {
            Labels labels = labels(sample.labels());
            if (!seen.add(labels)) {
                throw new RuleFailedException(
                        "vector contains metrics with the same labelset after applying rule labels");
            }
            points.add(new Point(labels, sample.value()));
        }
        int limit = timing.limit();
        if (limit > 0 && points.size() > limit) {
            throw new RuleFailedException("exceeded limit of " + limit + " with " + points.size() + " series");
        }
        return new RuleOutput(samples.size(), points);
    }

    private Labels labels(Labels sample) {
        Labels.Builder named = new Labels.Builder(sample.size() + 1);
        sample.asMap().forEach(named::add);
        return LabelChanges.with(named.add(MetricName.LABEL, config.name()).build(), config.labels());
    }

    @Override
    public List<AlertInstance> instances() {
        return List.of();
    }
}
