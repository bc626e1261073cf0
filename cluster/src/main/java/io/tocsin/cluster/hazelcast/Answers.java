package io.tocsin.cluster.hazelcast;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which answers are taken, of all instances of the process. */
final class Answers {
    private static final int THREADS = 2;

    /** Hazelcast would make a thread for each answer where there are two processors. */
    static final Executor EXECUTOR = executor();

    private Answers() {}

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
}
