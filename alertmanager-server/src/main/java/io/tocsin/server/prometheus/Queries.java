package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryResult;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Matrix;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.query.RangeTimes;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.metrics.EvaluatorMetrics;
import io.tocsin.server.prometheus.Answer.Limited;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code query} and {@code query_range}. Thread-safe.
 *
 * @see "Upstream: web/api/v1/api.go query, queryRange"
 */
final class Queries {
    /** Points in a series of an answer: one a minute for a week. */
    private static final long POINTS_MAX = 11_000;

    private final QueryEngine engine;
    private final SeriesSource series;
    private final QuerySettings settings;
    private final QueryThreads threads;
    private final InstantSource clock;
    private final EvaluatorMetrics metrics;

    Queries(
            QueryEngine engine,
            SeriesSource series,
            QuerySettings settings,
            QueryThreads threads,
            InstantSource clock,
            EvaluatorMetrics metrics) {
        this.engine = requireNonNull(engine, "engine");
        this.series = requireNonNull(series, "series");
        this.settings = requireNonNull(settings, "settings");
        this.threads = requireNonNull(threads, "threads");
        this.clock = requireNonNull(clock, "clock");
        this.metrics = requireNonNull(metrics, "metrics");
    }

    CompletionStage<Answer> instant(RequestParameters parameters, Exchange exchange) {
        try {
            OptionalInt limit = parameters.limit();
            long time = parameters.time("time", clock.millis());
            QueryThreads.Patience patience = patience(parameters, exchange);
            long lookback = lookbackMillis(parameters);
            String text = parameters.text("query");
            return run(
                    new Asked(patience, lookback, limit), limits -> engine.instant(series, parse(text), time, limits));
        } catch (RequestException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    CompletionStage<Answer> range(RequestParameters parameters, Exchange exchange) {
        try {
            OptionalInt limit = parameters.limit();
            RangeTimes times = times(parameters);
            QueryThreads.Patience patience = patience(parameters, exchange);
            long lookback = lookbackMillis(parameters);
            String text = parameters.text("query");
            return run(
                    new Asked(patience, lookback, limit),
                    limits -> engine.range(series, parseForRange(text), times, limits));
        } catch (RequestException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static RangeTimes times(RequestParameters parameters) throws RequestException {
        long start = parameters.time("start");
        long end = parameters.time("end");
        if (end < start) {
            throw RequestException.badParameter("end", "end timestamp must not be before start time");
        }
        long step = parameters.duration("step");
        if (step <= 0) {
            throw RequestException.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if ((end - start) / step > POINTS_MAX) {
            throw new RequestException(
                    ErrorType.BAD_DATA,
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution"
                            + " (?step=XX)");
        }
        return new RangeTimes(start, end, step);
    }

    private QueryThreads.Patience patience(RequestParameters parameters, Exchange exchange) throws RequestException {
        OptionalLong asked = parameters.durationIfGiven("timeout");
        Duration timeout =
                asked.isPresent() && asked.getAsLong() < settings.timeout().toMillis()
                        ? Duration.ofMillis(Math.max(0, asked.getAsLong()))
                        : settings.timeout();
        return threads.patience(timeout, exchange::isAbandoned);
    }

    private long lookbackMillis(RequestParameters parameters) throws RequestException {
        long lookback = 0;
        String given = parameters.text("lookback_delta");
        if (!given.isEmpty()) {
            try {
                lookback = RequestParameters.readDuration(given);
            } catch (IllegalArgumentException e) {
                throw new RequestException(
                        ErrorType.BAD_DATA, "error parsing lookback delta duration: " + e.getMessage());
            }
        }
        return lookback > 0 ? lookback : settings.lookback().toMillis();
    }

    /** What was asked for besides the expression. */
    private record Asked(QueryThreads.Patience patience, long lookbackMillis, OptionalInt limit) {}

    /** Evaluates one expression. */
    @FunctionalInterface
    private interface Work {
        QueryResult within(QueryLimits limits) throws QueryException, RequestException;
    }

    private CompletionStage<Answer> run(Asked asked, Work work) {
        long askedNanos = System.nanoTime();
        return threads.run(() -> evaluated(asked, work, askedNanos), asked.patience());
    }

    private Answer evaluated(Asked asked, Work work, long askedNanos) throws QueryException, RequestException {
        EvaluationMemory.Share memory = settings.evaluations().share(EvaluationMemory.User.QUERY);
        boolean isHandedOn = false;
        try {
            long begun = System.nanoTime();
            QueryResult result = work.within(
                    new QueryLimits(asked.lookbackMillis(), settings.samplesMax(), asked.patience(), memory));
            metrics.queried(
                    Duration.ofNanos(begun - askedNanos),
                    Duration.ofNanos(System.nanoTime() - begun),
                    result.samplesRead());
            // What the result takes is given back when the answer is held as one.
            Answer answer = answer(result, asked.limit()).releasing(memory::close);
            isHandedOn = true;
            return answer;
        } finally {
            if (!isHandedOn) {
                memory.close();
            }
        }
    }

    private static Query parse(String text) throws RequestException {
        try {
            return new Query(PromqlParser.parse(text), text);
        } catch (PromqlSyntaxException e) {
            throw RequestException.badParameter("query", String.valueOf(e.getMessage()));
        }
    }

    private static Query parseForRange(String text) throws RequestException {
        Query query = parse(text);
        ValueType type = query.expr().type();
        if (type != ValueType.SCALAR && type != ValueType.INSTANT_VECTOR) {
            throw RequestException.badParameter(
                    "query",
                    "invalid expression type \"" + type.words()
                            + "\" for range query, must be Scalar or instant Vector");
        }
        return query;
    }

    private Answer answer(QueryResult result, OptionalInt limit) throws QueryException {
        QueryValue value = result.value();
        List<String> warnings = new ArrayList<>(result.warnings());
        if (value instanceof Vector vector) {
            Limited<QueryValue.Sample> samples = Limited.of(vector.samples(), limit);
            value = new Vector(samples.kept());
            warnings.addAll(samples.warnings());
        } else if (value instanceof Matrix matrix) {
            Limited<QueryValue.Points> kept = Limited.of(matrix.series(), limit);
            value = new Matrix(kept.kept());
            warnings.addAll(kept.warnings());
        }
        long bytes = ResultSize.bytes(value);
        if (bytes > settings.answerMaxBytes()) {
            throw new QueryException(
                    QueryException.Reason.EXECUTION,
                    QueryException.TOO_MANY_SAMPLES + ": the result takes " + bytes + " bytes, of "
                            + settings.answerMaxBytes()
                            + " that an answer may have; ask for fewer series or larger steps");
        }
        return new Answer(QueryWriter.parts(value), warnings, result.infos()).holding(bytes);
    }
}
