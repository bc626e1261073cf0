package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.CallSource;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.rendering.Renderings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The request of one attempt: drafted on a worker thread, then put into words on one of {@link Renderings} where that
 * takes templates.
 */
final class RenderedCall implements CallSource {
    private final NotifierEnvironment environment;
    private final Renderings.Share renderings;
    private final CallMaker maker;
    private final Notification notification;

    // Written by the threads that make it, read by the event loop.
    private volatile @Nullable PreparedCall prepared;
    private volatile Renderings.@Nullable Turn<PreparedCall> turn;
    private volatile boolean isGivenUp;

    RenderedCall(
            NotifierEnvironment environment, Renderings.Share renderings, CallMaker maker, Notification notification) {
        this.environment = environment;
        this.renderings = renderings;
        this.maker = maker;
        this.notification = notification;
    }

    @Override
    public CompletionStage<HttpCall> make() {
        return environment
                .vertx()
                .executeBlocking(this::begin, false)
                .toCompletionStage()
                .thenCompose(Function.identity())
                .thenApply(made -> {
                    prepared = made;
                    return made.call();
                });
    }

    private CompletionStage<PreparedCall> begin() throws UnsendableException {
        CallDraft draft = maker.draft(notification);
        if (!draft.isTemplated()) {
            return CompletableFuture.completedStage(draft.work().make());
        }
        Renderings.Turn<PreparedCall> begun = renderings.render(draft.work()::make);
        turn = begun;
        if (isGivenUp) {
            begun.giveUp();
        }
        return begun.result();
    }

    @Override
    public String giveUp() {
        isGivenUp = true;
        Renderings.Turn<PreparedCall> begun = turn;
        return begun == null ? "not sent" : begun.giveUp();
    }

    /** What an answer to it means. */
    SendResult judge(HttpAnswer.Received received) {
        return requireNonNull(prepared, "prepared").judge().apply(received);
    }

    /** The result if the time was over before its templates were rendered. */
    Optional<SendResult> whyNotRendered(String doing) {
        Renderings.Turn<PreparedCall> begun = turn;
        return begun == null || prepared != null
                ? Optional.empty()
                : Optional.of(AttemptLimit.notRendered(begun, doing));
    }
}
