package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.template.value.CallException;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Scalar;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.query.WorkMeter;
import io.tocsin.evaluator.template.QueriedSample;
import io.tocsin.evaluator.template.Surroundings;
import java.util.List;

/**
 * Asks the engine for one evaluation of a rule, and for its templates. Closed when it is over.
 *
 * @param limits of all queries of the evaluation together
 */
record RuleQuery(EvaluationSettings settings, QueryLimits limits) implements AutoCloseable {
    /** What a sample of a result may take, with labels of its own. */
    private static final long SAMPLE_BYTES = 256;

    static RuleQuery of(EvaluationSettings settings) {
        return new RuleQuery(settings, settings.limits().get());
    }

    /**
     * The samples that the expression of the rule gives, which are there until its evaluation is over; a number is a sample
     * without labels.
     */
    List<Sample> samples(Query query, long timeMillis) throws RuleFailedException {
        try {
            List<Sample> samples = answered(query, timeMillis);
            limits.memory().keep(samples.size() * SAMPLE_BYTES);
            return samples;
        } catch (QueryException e) {
            throw new RuleFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<Sample> answered(Query query, long timeMillis) throws RuleFailedException, QueryException {
        QueryValue value = settings.engine()
                .instant(settings.source(), query, timeMillis, limits)
                .value();
        if (value instanceof Vector vector) {
            return vector.samples();
        }
        if (value instanceof Scalar scalar) {
            return List.of(Sample.of(Labels.EMPTY, scalar.timeMillis(), scalar.value()));
        }
        throw new RuleFailedException("rule result is not a vector or scalar");
    }

    /**
     * Nothing must come of texts whose own queries a stop has cut off, or found no memory, since others have it: labels would
     * be others, and with them the alert. Where they took too long, texts say so, as in the original.
     *
     * @throws RuleFailedException if the evaluation is wanted no more, or is to be done again
     */
    void checkWanted() throws RuleFailedException {
        if (limits.memory().wasRefused()) {
            throw new RuleFailedException("no memory for the queries of templates now: others hold it");
        }
        try {
            limits.patience().check();
        } catch (QueryException e) {
            if (e.reason() == QueryException.Reason.CANCELED) {
                throw new RuleFailedException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Whether no series is there that all matchers accept; not if there is no time to look. */
    boolean matchNothing(List<Matcher> matchers, long fromMillis, long toMillis) {
        try {
            return settings.source()
                    .<QueryException>select(fromMillis, toMillis, matchers, new WorkMeter(limits.patience()))
                    .isEmpty();
        } catch (QueryException ignored) {
            // It is only a hint, and what the rule gives is there already.
            return false;
        }
    }

    Surroundings surroundings() {
        return new Surroundings(settings.externalLabels(), settings.externalUrl(), this::ofTemplate);
    }

    private List<QueriedSample> ofTemplate(String text, long timeMillis) throws CallException {
        try {
            return answered(new Query(PromqlParser.parse(text), text), timeMillis).stream()
                    .map(sample -> new QueriedSample(sample.labels(), sample.value()))
                    .toList();
        } catch (PromqlSyntaxException | RuleFailedException | QueryException e) {
            throw new CallException(String.valueOf(e.getMessage()));
        }
    }

    /** Gives back its memory. */
    @Override
    public void close() {
        limits.memory().close();
    }
}
