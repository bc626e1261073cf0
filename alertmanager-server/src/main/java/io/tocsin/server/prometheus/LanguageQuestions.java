package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlPrinter;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.api.SlicedJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * What can be said of expressions without data: {@code format_query}, {@code parse_query}, and {@code query_exemplars}, of
 * which there are none. Thread-safe.
 */
final class LanguageQuestions {
    /** Indented by what it stands in, an expression is up to fifty times as long. */
    private static final int CHARACTERS_MAX = 2 << 20;

    private final QueryThreads threads;
    private final Duration timeout;

    LanguageQuestions(QueryThreads threads, Duration timeout) {
        this.threads = requireNonNull(threads, "threads");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    CompletionStage<Answer> format(RequestParameters parameters, Exchange exchange) {
        return run(exchange, () -> {
            String pretty = PromqlPrinter.pretty(parse(parameters), CHARACTERS_MAX)
                    .orElseThrow(() -> new RequestException(
                            ErrorType.EXECUTION,
                            "the expression would have more than " + CHARACTERS_MAX + " characters"));
            return written(out -> out.writeString(pretty));
        });
    }

    CompletionStage<Answer> parse(RequestParameters parameters, Exchange exchange) {
        return run(exchange, () -> {
            Expr expr = parse(parameters);
            return written(out -> ExprWriter.write(out, expr));
        });
    }

    /** Written here, not on the event loop: it may be megabytes. */
    private static Answer written(GoJson.Body data) {
        Buffer json = GoJson.buffer(
                out -> {
                    out.escapeHtml(true);
                    data.writeTo(out);
                },
                "");
        return new Answer(SlicedJson.pieces(json), List.of(), List.of()).holding(json.length());
    }

    CompletionStage<Answer> exemplars(RequestParameters parameters, Exchange exchange) {
        return run(exchange, () -> {
            long start = parameters.time("start", Long.MIN_VALUE);
            if (parameters.time("end", Long.MAX_VALUE) < start) {
                throw new RequestException(ErrorType.BAD_DATA, "end timestamp must not be before start timestamp");
            }
            try {
                PromqlParser.parse(parameters.text("query"));
            } catch (PromqlSyntaxException e) {
                throw new RequestException(ErrorType.BAD_DATA, String.valueOf(e.getMessage()));
            }
            return Answer.of(LanguageQuestions::none);
        });
    }

    private static void none(GoJson out) {
        out.writeStartArray();
        out.writeEndArray();
    }

    private static Expr parse(RequestParameters parameters) throws RequestException {
        try {
            return PromqlParser.parse(parameters.text("query"));
        } catch (PromqlSyntaxException e) {
            throw RequestException.badParameter("query", String.valueOf(e.getMessage()));
        }
    }

    private CompletionStage<Answer> run(Exchange exchange, Callable<Answer> work) {
        return threads.run(work, threads.patience(timeout, exchange::isAbandoned));
    }
}
