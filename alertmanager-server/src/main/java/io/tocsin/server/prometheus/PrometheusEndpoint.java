package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.api.SlicedJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.http.RequestBody;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path of the Prometheus API: reads parameters, has the answer made elsewhere, and sends it. */
final class PrometheusEndpoint implements Consumer<Exchange> {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusEndpoint.class);
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** What a GET can have in its address, too, and four times the longest expression. Go's limit is ten times as much. */
    private static final RequestBody.Limit FORM_MAX = new RequestBody.Limit(1 << 20, "the limit of forms with a query");

    private final Question question;

    /** What makes answers. */
    @FunctionalInterface
    interface Question {
        /**
         * Begins to make an answer, on the event loop of the exchange.
         *
         * @return completes on any thread; may fail with a {@link RequestException}, a {@link QueryException} or a {@link
         *     PromqlSyntaxException}
         */
        CompletionStage<Answer> ask(RequestParameters parameters, Exchange exchange);
    }

    PrometheusEndpoint(Question question) {
        this.question = requireNonNull(question, "question");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.allowGzip();
        if (exchange.method().equals(HttpMethod.POST) && isForm(exchange)) {
            exchange.readBody(FORM_MAX, new RequestBody.Receiver() {
                @Override
                public void complete(byte[] bytes, int length) {
                    String form = new String(bytes, 0, length, StandardCharsets.UTF_8);
                    ask(exchange, QueryParameters.parse(form).before(exchange.query()));
                }

                @Override
                public void refused(int status, String reason) {
                    error(exchange, status, ErrorType.BAD_DATA, reason);
                }
            });
        } else {
            ask(exchange, exchange.query());
        }
    }

    private static boolean isForm(Exchange exchange) {
        return exchange.header(HttpHeaders.CONTENT_TYPE)
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
                .orElse(false);
    }

    private void ask(Exchange exchange, QueryParameters parameters) {
        question.ask(new RequestParameters(parameters), exchange)
                .whenComplete((answer, failure) -> exchange.resume(() -> {
                    if (failure == null) {
                        SlicedJson.sendParts(exchange, answer.parts(), broken -> fail(exchange, broken));
                    } else {
                        fail(exchange, failure);
                    }
                }));
    }

    private static void fail(Exchange exchange, Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            fail(exchange, failure.getCause());
        } else if (failure instanceof RequestException refused) {
            error(exchange, refused.type().status(), refused.type(), String.valueOf(refused.getMessage()));
        } else if (failure instanceof QueryException query) {
            fail(exchange, query);
        } else if (failure instanceof StackOverflowError) {
            error(exchange, ErrorType.EXECUTION, "the expression is nested too deeply");
        } else {
            LOG.atError()
                    .addKeyValue("path", exchange.rawPath())
                    .setCause(failure)
                    .log("API request failed");
            error(exchange, ErrorType.INTERNAL, "internal error, see the log");
        }
    }

    private static void fail(Exchange exchange, QueryException failure) {
        String message = String.valueOf(failure.getMessage());
        switch (failure.reason()) {
            case EXECUTION -> error(exchange, ErrorType.EXECUTION, message);
            case UNSUPPORTED -> error(exchange, ErrorType.BAD_DATA, "invalid parameter \"query\": " + message);
            case TIMEOUT -> error(exchange, ErrorType.TIMEOUT, message);
            case CANCELED -> error(exchange, ErrorType.CANCELED, message);
        }
    }

    private static void error(Exchange exchange, ErrorType type, String message) {
        error(exchange, type.status(), type, message);
    }

    static void error(Exchange exchange, int status, ErrorType type, String message) {
        exchange.end(
                status,
                JSON,
                GoJson.buffer(
                        out -> {
                            out.escapeHtml(true);
                            out.writeStartObject();
                            out.writeStringField("status", "error");
                            out.writeStringField("errorType", type.word());
                            out.writeStringField("error", message);
                            out.writeEndObject();
                        },
                        ""));
    }
}
