package io.tocsin.server.access;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which passwords are computed: it is there only while there is something to do, and refuses when too
 * much waits. Thread-safe.
 */
public final class PasswordThread implements Executor {
    private static final int WAITING_MAX = 256;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;

    public PasswordThread() {
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), PasswordThread::daemon);
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
