package io.tocsin.server.api;

import io.tocsin.core.explain.Explanation;
import io.tocsin.core.label.Labels;
import io.tocsin.server.http.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends explanations, each computed when the client has taken those before it: of the answer there is never more in memory
 * than one explanation and a slice of the body, and one destination is asked about at a time.
 *
 * <p>Belongs to the event loop of its exchange; computes and writes on workers.
 */
final class ExplanationStream {
    private final Vertx vertx;
    private final Exchange exchange;
    private final Function<Labels, CompletionStage<Explanation>> explainer;
    private final JsonStream body;
    private final Iterator<Labels> rest;
    private Iterator<Runnable> parts = Collections.emptyIterator();

    /**
     * @param labels of the alerts to be explained, in order
     * @param failed is told what broke; answers if there is no answer yet
     */
    ExplanationStream(
            Vertx vertx,
            Exchange exchange,
            List<Labels> labels,
            Function<Labels, CompletionStage<Explanation>> explainer,
            Consumer<Throwable> failed) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.explainer = explainer;
        this.body = new JsonStream(exchange, failed);
        this.rest = labels.iterator();
    }

    /** @param total how many alerts fit */
    void send(int total) {
        GoJson out = body.out();
        out.writeStartObject();
        out.writeNumberField("total", total);
        out.writeArrayFieldStart("explanations");
        step();
    }

    private void step() {
        if (body.isOver()) {
            return;
        }
        body.orFail(() -> {
            if (parts.hasNext()) {
                fill();
            } else if (rest.hasNext()) {
                explain(rest.next());
            } else {
                body.out().writeEndArray();
                body.out().writeEndObject();
                body.end();
            }
        });
    }

    private void explain(Labels labels) {
        vertx.executeBlocking(() -> explainer.apply(labels), false)
                .compose(Future::fromCompletionStage)
                .onSuccess(explanation -> exchange.resume(() -> {
                    parts = ExplanationWriter.parts(body.out(), explanation);
                    step();
                }))
                .onFailure(failure -> exchange.resume(() -> body.fail(failure)));
    }

    private void fill() {
        vertx.<Void>executeBlocking(
                        () -> {
                            while (parts.hasNext() && !body.isFull()) {
                                parts.next().run();
                            }
                            return null;
                        },
                        false)
                .onSuccess(filled -> body.send(this::step))
                .onFailure(body::fail);
    }
}
