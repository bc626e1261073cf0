package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.RequestBody;
import io.tocsin.server.receivertest.ReceiverTest;
import io.tocsin.server.receivertest.TestRefusedException;
import io.tocsin.server.receivertest.TestReport;
import io.tocsin.server.receivertest.TestReport.Entry;
import io.tocsin.server.receivertest.TestReport.Outcome;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** {@code POST /api/tocsin/v1/receivers/NAME/test}: has a test notification sent, and tells what became of it. */
final class ReceiverTestEndpoint implements Consumer<Exchange> {
    static final String BEFORE = "/api/tocsin/v1/receivers/";
    static final String AFTER = "/test";

    private static final RequestBody.Limit LIMIT = new RequestBody.Limit(1 << 20, "the limit of a test");

    private final Vertx vertx;
    private final PostedBody bodies;
    private final ReceiverTests tests;

    ReceiverTestEndpoint(Vertx vertx, ReceiverTests tests) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.bodies = new PostedBody(vertx, LIMIT);
        this.tests = requireNonNull(tests, "tests");
    }

    @Override
    public void accept(Exchange exchange) {
        bodies.read(
                exchange,
                (body, length) -> new ReceiverTestReader().read(exchange.name(), exchange.identity(), body, length),
                test -> run(exchange, test));
    }

    private void run(Exchange exchange, ReceiverTest test) {
        vertx.executeBlocking(() -> tests.test(test), false)
                .onSuccess(reports -> reports.whenComplete((report, failure) -> exchange.resume(() -> {
                    if (report == null) {
                        ApiV2.fail(exchange, requireNonNull(failure, "failure"));
                    } else {
                        ApiV2.json(exchange, out -> write(out, report));
                    }
                })))
                .onFailure(failure -> refuse(exchange, failure));
    }

    private static void refuse(Exchange exchange, Throwable failure) {
        if (failure instanceof TestRefusedException refused) {
            int status = status(refused.why());
            if (status == 429) {
                exchange.setHeader(HeaderName.RETRY_AFTER, "10");
            }
            ApiV2.refuse(exchange, new Refusal(status, status, String.valueOf(refused.getMessage())));
        } else {
            ApiV2.fail(exchange, failure);
        }
    }

    private static int status(TestRefusedException.Why why) {
        return switch (why) {
            case UNKNOWN_RECEIVER -> 404;
            case BAD_REQUEST -> 400;
            case TOO_MANY -> 429;
        };
    }

    private static void write(GoJson out, TestReport report) {
        out.writeStartObject();
        out.writeStringField("receiver", report.receiver());
        out.writeStringField("groupKey", report.groupKey());
        out.writeFieldName("integrations");
        out.writeStartArray();
        for (Entry entry : report.integrations()) {
            write(out, entry);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(GoJson out, Entry entry) {
        Outcome outcome = entry.outcome();
        out.writeStartObject();
        out.writeStringField("integration", entry.integration());
        out.writeStringField("outcome", outcome.word());
        if (outcome instanceof Outcome.Failed failed) {
            out.writeStringField("reason", failed.reason().label());
            out.writeStringField("message", failed.message());
            out.writeBooleanField("retried", failed.isRetried());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            out.writeStringField("message", timedOut.message());
        } else if (outcome instanceof Outcome.Skipped skipped) {
            out.writeStringField("message", skipped.why());
        }
        out.writeNumberField("durationMillis", entry.took().toMillis());
        out.writeEndObject();
    }
}
