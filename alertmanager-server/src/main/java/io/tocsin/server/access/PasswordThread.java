package io.tocsin.server.access;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which passwords are computed: it is there only while there is something to do. How much may wait is
 * for {@link PasswordQueue} to say. Thread-safe.
 */
public final class PasswordThread implements Executor {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;

    public PasswordThread() {
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), PasswordThread::daemon);
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "passwords");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }
}
