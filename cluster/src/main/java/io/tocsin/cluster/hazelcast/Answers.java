package io.tocsin.cluster.hazelcast;

import com.hazelcast.core.ExecutionCallback;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the answer to one message. */
final class Answers implements ExecutionCallback<byte[]> {
    /** Hazelcast would make a thread for each answer where there are two processors. */
    static final Executor EXECUTOR = executor();

    private static final int THREADS = 2;

    private final CompletableFuture<byte[]> answer;

    Answers(CompletableFuture<byte[]> answer) {
        this.answer = answer;
    }

    private static Executor executor() {
        var number = new AtomicInteger();
        var executor =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    var thread = new Thread(task, "cluster-answers-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public void onResponse(byte[] framed) {
        try {
            answer.complete(Answer.open(framed));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void onFailure(Throwable reason) {
        answer.completeExceptionally(new IOException("the message was not answered: " + reason.getMessage(), reason));
    }
}
