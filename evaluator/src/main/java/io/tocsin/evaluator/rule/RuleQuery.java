package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.CallException;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Scalar;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.template.QueriedSample;
import io.tocsin.evaluator.template.Surroundings;
import java.util.List;

/** Asks the engine for rules, and for their templates. */
record RuleQuery(EvaluationSettings settings) {
    /** The samples that {@code query} gives; a number is a sample without labels. */
    List<Sample> samples(Query query, long timeMillis) throws RuleFailedException {
        try {
            QueryValue value = settings.engine()
                    .instant(settings.source(), query, timeMillis, settings.limits())
                    .value();
            if (value instanceof Vector vector) {
                return vector.samples();
            }
            if (value instanceof Scalar scalar) {
                return List.of(Sample.of(Labels.EMPTY, scalar.timeMillis(), scalar.value()));
            }
            throw new RuleFailedException("rule result is not a vector or scalar");
        } catch (QueryException e) {
            throw new RuleFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    Surroundings surroundings() {
        return new Surroundings(settings.externalLabels(), settings.externalUrl(), this::ofTemplate);
    }

    private List<QueriedSample> ofTemplate(String text, long timeMillis) throws CallException {
        try {
            return samples(new Query(PromqlParser.parse(text), text), timeMillis).stream()
                    .map(sample -> new QueriedSample(sample.labels(), sample.value()))
                    .toList();
        } catch (PromqlSyntaxException | RuleFailedException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }
}
