package io.tocsin.server.router;

import io.tocsin.core.engine.Owner;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that an engine runs on: one for the intake, some for the groups, some for rendering.
 *
 * @param notifiers renders notifications and hands them to their integrations; its queue holds at most one task per
 *     delivery under way
 */
public record EngineThreads(OwnerThread intake, List<OwnerThread> shards, ExecutorService notifiers)
        implements AutoCloseable {
    private static final int SHARDS_MAX = 4;
    private static final long IDLE_SECONDS = 30;

    public EngineThreads {
        shards = List.copyOf(shards);
    }

    /** As many as {@code processors} can keep busy. */
    public static EngineThreads start(int processors, InstantSource clock) {
        int shardCount = Math.max(1, Math.min(SHARDS_MAX, processors / 2));
        List<OwnerThread> shards = new ArrayList<>();
        for (int i = 0; i < shardCount; i++) {
            shards.add(new OwnerThread("groups-" + i, clock, System::nanoTime));
        }
        int workers = Math.max(1, processors);
        ThreadPoolExecutor notifiers = new ThreadPoolExecutor(
                workers, workers, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "notify");
                    thread.setDaemon(true);
                    return thread;
                });
        notifiers.allowCoreThreadTimeOut(true);
        return new EngineThreads(new OwnerThread("intake", clock, System::nanoTime), shards, notifiers);
    }

    public List<Owner> shardOwners() {
        return List.copyOf(shards);
    }

    @Override
    public void close() {
        intake.close();
        shards.forEach(OwnerThread::close);
        notifiers.shutdown();
    }
}
