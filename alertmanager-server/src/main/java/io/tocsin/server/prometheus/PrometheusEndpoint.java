package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.server.api.GoJson;
import io.tocsin.server.api.SlicedJson;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path of the Prometheus API: reads parameters, has the answer made elsewhere, and sends it. */
final class PrometheusEndpoint implements Consumer<Exchange> {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusEndpoint.class);
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** What a GET can have in its address, too, and four times the longest expression. Go's limit is ten times as much. */
    private static final RequestBody.Limit FORM_MAX = new RequestBody.Limit(1 << 20, "the limit of forms with a query");

    /** Answers come and go within seconds. */
    private static final String RETRY_SECONDS = "5";

    private final Question question;
    private final RequestsUnderWay underWay;

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

    /** @param underWay the requests of all endpoints */
    PrometheusEndpoint(Question question, RequestsUnderWay underWay) {
        this.question = requireNonNull(question, "question");
        this.underWay = requireNonNull(underWay, "underWay");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.allowGzip();
        if (exchange.method().equals(HttpMethod.POST) && isForm(exchange)) {
            exchange.readBody(underWay.memory(), FORM_MAX, new RequestBody.Receiver() {
                @Override
                public void complete(byte[] bytes, int length) {
                    String form = new String(bytes, 0, length, StandardCharsets.UTF_8);
                    ask(
                            exchange,
                            form.length(),
                            () -> QueryParameters.parse(form).before(exchange.query()));
                }

                @Override
                public void refused(int status, String reason) {
                    if (status == ErrorType.UNAVAILABLE.status()) {
                        refuse(exchange, reason);
                    } else {
                        error(exchange, status, ErrorType.BAD_DATA, reason);
                    }
                }
            });
        } else {
            ask(exchange, 0, exchange::query);
        }
    }

    private static boolean isForm(Exchange exchange) {
        return exchange.header(HttpHeaders.CONTENT_TYPE)
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
                .orElse(false);
    }

    private void ask(Exchange exchange, int formLength, Supplier<QueryParameters> parameters) {
        underWay.enter((long) formLength + exchange.queryLength())
                .ifPresentOrElse(
                        place -> {
                            exchange.whenOver(place::leave);
                            ask(exchange, parameters.get(), place);
                        },
                        () -> refuse(
                                exchange,
                                "too many requests at once: " + underWay.requests() + " are being answered, of "
                                        + underWay.requestsMax() + "; try again later"));
    }

    private void ask(Exchange exchange, QueryParameters parameters, RequestsUnderWay.Place place) {
        question.ask(new RequestParameters(parameters), exchange).whenComplete((answer, failure) -> {
            // On the thread that has made it: before it makes another one.
            boolean fits = failure != null || holds(place, answer);
            exchange.resume(() -> {
                if (failure != null) {
                    fail(exchange, failure);
                } else if (fits) {
                    SlicedJson.sendParts(exchange, answer.parts(), broken -> fail(exchange, broken));
                } else {
                    refuse(
                            exchange,
                            "too many large results at once: other clients have not read theirs yet, which hold "
                                    + underWay.memory().takenBytes() + " of "
                                    + underWay.memory().totalBytes() + " bytes; try again later");
                }
            });
        });
    }

    private static boolean holds(RequestsUnderWay.Place place, Answer answer) {
        try {
            return place.hold(answer.heldBytes());
        } finally {
            answer.held();
        }
    }

    private void refuse(Exchange exchange, String why) {
        underWay.refused();
        exchange.setHeader(HeaderName.RETRY_AFTER, RETRY_SECONDS);
        error(exchange, ErrorType.UNAVAILABLE, why);
    }

    private void fail(Exchange exchange, Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            fail(exchange, failure.getCause());
        } else if (failure instanceof RequestException refused && refused.type() == ErrorType.UNAVAILABLE) {
            refuse(exchange, String.valueOf(refused.getMessage()));
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

    private void fail(Exchange exchange, QueryException failure) {
        String message = String.valueOf(failure.getMessage());
        switch (failure.reason()) {
            case EXECUTION -> error(exchange, ErrorType.EXECUTION, message);
            case UNSUPPORTED -> error(exchange, ErrorType.BAD_DATA, "invalid parameter \"query\": " + message);
            case TIMEOUT -> error(exchange, ErrorType.TIMEOUT, message);
            case CANCELED -> error(exchange, ErrorType.CANCELED, message);
            case UNAVAILABLE -> refuse(exchange, message);
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
