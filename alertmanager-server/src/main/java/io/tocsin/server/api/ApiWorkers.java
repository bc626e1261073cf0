package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.QueryParameters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Where API requests are worked on beside the event loops. What strangers can make long, which is to compile regular
 * expressions and to match alerts with them, has threads of its own: notifications are rendered, metrics written and
 * files read by others, and never wait for it. So has what looks at all that is kept of the past: whoever silences with a
 * regular expression does not wait for that either; and so has what looks for changes on behalf of all pages that are open.
 * Thread-safe.
 *
 * <p>How much can wait for those threads is bounded by {@code --web.get-concurrency}, but for silences.
 */
final class ApiWorkers {
    static final String PATTERN_THREADS = "tocsin-patterns";
    static final int PATTERN_THREADS_MAX = 2;
    static final String PAST_THREAD = "tocsin-past";
    static final String LOOK_THREAD = "tocsin-looks";

    private final Vertx vertx;
    private final WorkerExecutor patterns;
    private final WorkerExecutor past;
    private final WorkerExecutor looks;

    ApiWorkers(Vertx vertx) {
        this.vertx = requireNonNull(vertx, "vertx");
        // They end with Vert.x.
        this.patterns = vertx.createSharedWorkerExecutor(PATTERN_THREADS, PATTERN_THREADS_MAX);
        this.past = vertx.createSharedWorkerExecutor(PAST_THREAD, 1);
        this.looks = vertx.createSharedWorkerExecutor(LOOK_THREAD, 1);
    }

    /** Computes and answers on the event loop; filters are read in {@code work}, too. */
    <T> void answer(Exchange exchange, QueryParameters query, Callable<T> work, Consumer<T> answer) {
        answer(exchange, FilterReader.isCostly(query), work, answer);
    }

    /** @param isCostly whether a client's regular expressions, or the like, may make it long */
    <T> void answer(Exchange exchange, boolean isCostly, Callable<T> work, Consumer<T> answer) {
        Callable<Optional<T>> wanted = unlessAbandoned(exchange, work);
        finish(exchange, isCostly ? withPatterns(wanted) : compute(wanted), answer);
    }

    /** As {@link #answer}, of what may look at all that is kept of the past. */
    <T> void answerFromPast(Exchange exchange, Callable<T> work, Consumer<T> answer) {
        finish(exchange, past.executeBlocking(unlessAbandoned(exchange, work), false), answer);
    }

    /** Pages ask anew with each key that is pressed, and let go of what they asked before: that is not worked on. */
    private static <T> Callable<Optional<T>> unlessAbandoned(Exchange exchange, Callable<T> work) {
        return () -> exchange.isAbandoned() ? Optional.empty() : Optional.of(work.call());
    }

    private static <T> void finish(Exchange exchange, Future<Optional<T>> done, Consumer<T> answer) {
        done.onSuccess(made -> made.ifPresent(answer)).onFailure(failure -> ApiV2.refuseOrFail(exchange, failure));
    }

    /** Computes what no client can make long. */
    <T> Future<T> compute(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Runs {@code action}, which takes no time, later on. */
    void later(Duration delay, Runnable action) {
        vertx.setTimer(delay.toMillis(), id -> action.run());
    }

    /** Computes what regular expressions of a client make long. */
    <T> Future<T> withPatterns(Callable<T> work) {
        return patterns.executeBlocking(work, false);
    }

    /** Looks at what there is to see, for all who watch: no request of anybody makes that wait. */
    <T> Future<T> look(Callable<T> work) {
        return looks.executeBlocking(work, false);
    }
}
