package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.Utf8;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.WorkMeter;
import io.tocsin.evaluator.series.LabelIndex;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesOrder;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.server.api.AlertWriter;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.prometheus.Answer.Limited;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which series, label names and label values there are. Thread-safe.
 *
 * @see "Upstream: web/api/v1/api.go labelNames, labelValues, series"
 */
final class SeriesQuestions {
    /** From before the first to after the last sample that there can be. */
    private static final long ALWAYS_MILLIS = 1L << 62;

    /** What it takes to sort one into the answer. */
    private static final int WORK_PER_SERIES = 16;

    private final SeriesSource series;
    private final LabelIndex index;
    private final QueryThreads threads;
    private final Duration timeout;

    SeriesQuestions(SeriesSource series, LabelIndex index, QueryThreads threads, Duration timeout) {
        this.series = requireNonNull(series, "series");
        this.index = requireNonNull(index, "index");
        this.threads = requireNonNull(threads, "threads");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    /** What is asked about: any of the selectors, in a stretch of time. */
    private record Scope(long fromMillis, long toMillis, List<List<Matcher>> selectors, OptionalInt limit) {}

    CompletionStage<Answer> labelNames(RequestParameters parameters, Exchange exchange) {
        return run(exchange, meter -> {
            Scope scope = scope(parameters, false);
            return strings(
                    scope, meter, matchers -> index.labelNames(scope.fromMillis(), scope.toMillis(), matchers, meter));
        });
    }

    CompletionStage<Answer> labelValues(RequestParameters parameters, Exchange exchange) {
        String asked = LabelNameEscapes.decode(exchange.name());
        return run(exchange, meter -> {
            Scope scope = scope(parameters, false);
            return strings(
                    scope,
                    meter,
                    matchers -> index.labelValues(asked, scope.fromMillis(), scope.toMillis(), matchers, meter));
        });
    }

    CompletionStage<Answer> series(RequestParameters parameters, Exchange exchange) {
        if (parameters.all(Selectors.PARAMETER).isEmpty()) {
            return CompletableFuture.failedStage(
                    new RequestException(ErrorType.BAD_DATA, "no match[] parameter provided"));
        }
        return run(exchange, meter -> {
            Scope scope = scope(parameters, true);
            Collection<Labels> found = new TreeSet<>(SeriesOrder.BY_PAIRS);
            for (List<Matcher> matchers : scope.selectors()) {
                for (Series each : series.select(scope.fromMillis(), scope.toMillis(), matchers, meter)) {
                    meter.work(WORK_PER_SERIES);
                    found.add(each.labels());
                }
            }
            return Answer.list(
                    Limited.of(new ArrayList<>(found), scope.limit()), labels -> out -> AlertWriter.write(out, labels));
        });
    }

    /** What is done on a thread of queries, for as long as somebody waits for it. */
    @FunctionalInterface
    private interface Work {
        Answer answer(WorkMeter meter) throws RequestException, QueryException;
    }

    private CompletionStage<Answer> run(Exchange exchange, Work work) {
        QueryThreads.Patience patience = threads.patience(timeout, exchange::isAbandoned);
        return threads.run(() -> work.answer(new WorkMeter(patience)), patience);
    }

    /** @param isNamed whether errors name the parameter, as those of the original do of some requests */
    private static Scope scope(RequestParameters parameters, boolean isNamed) throws RequestException {
        OptionalInt limit = parameters.limit();
        long from = parameters.time("start", -ALWAYS_MILLIS);
        long to = parameters.time("end", ALWAYS_MILLIS);
        return new Scope(from, to, Selectors.all(parameters, isNamed), limit);
    }

    @FunctionalInterface
    private interface Search {
        List<String> by(List<Matcher> matchers) throws QueryException;
    }

    private static Answer strings(Scope scope, WorkMeter meter, Search search) throws QueryException {
        List<String> found;
        if (scope.selectors().size() <= 1) {
            found = search.by(
                    scope.selectors().isEmpty() ? List.of() : scope.selectors().get(0));
        } else {
            Collection<String> merged = new TreeSet<>(Utf8::compare);
            for (List<Matcher> matchers : scope.selectors()) {
                for (String text : search.by(matchers)) {
                    meter.work(WORK_PER_SERIES);
                    merged.add(text);
                }
            }
            found = new ArrayList<>(merged);
        }
        return Answer.list(Limited.of(found, scope.limit()), text -> out -> {
            out.escapeHtml(true);
            out.writeString(text);
            out.escapeHtml(false);
        });
    }
}
