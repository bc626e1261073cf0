package io.tocsin.core.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets few questions be under way at a time, whoever asks; the others wait, and are asked in turn. So the owners of the
 * groups never have more than these few in front of a flush. Thread-safe.
 */
final class Questions {
    static final int UNDER_WAY_MAX = 2;

    // At most one of each explanation that is computed, and so bounded by the number of requests at a time. Guarded by
    // this, as underWay: askers and owners come in on their own threads.
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private int underWay;

    /** @param question asked at once, or later by whoever has answered another one */
    <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable turn = () -> begin(question, answer);
        if (mayBegin(turn)) {
            turn.run();
        }
        return answer;
    }

    private synchronized boolean mayBegin(Runnable turn) {
        if (underWay == UNDER_WAY_MAX) {
            waiting.add(turn);
            return false;
        }
        underWay++;
        return true;
    }

    private <T> void begin(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
        try {
            question.get().whenComplete((result, failure) -> {
                next();
                if (failure == null) {
                    answer.complete(result);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException | Error e) {
            next();
            answer.completeExceptionally(e);
        }
    }

    private void next() {
        Runnable turn = takeOver();
        if (turn != null) {
            turn.run();
        }
    }

    /** @return who has the place that has become free; null if nobody waits */
    private synchronized @Nullable Runnable takeOver() {
        Runnable turn = waiting.poll();
        if (turn == null) {
            underWay--;
        }
        return turn;
    }
}
