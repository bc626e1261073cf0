package io.tocsin.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/**
 * Makes the one Vert.x instance of the process, small: few threads, small buffer arenas, nothing written to disk, so
 * that it starts on a read-only root without a temporary folder.
 */
public final class VertxFactory {
    private static final int EVENT_LOOPS_MAX = 2;
    private static final int WORKERS = 4;
    private static final int BLOCKING_WORKERS = 2;

    private VertxFactory() {}

    /** Event loops worth having on this machine: one is enough for a small one. */
    public static int eventLoops() {
        return Math.max(1, Math.min(EVENT_LOOPS_MAX, Runtime.getRuntime().availableProcessors() / 2));
    }

    public static Vertx create() {
        // Read once by Netty when its classes load, hence before the first use; what the operator set stays.
        setDefault("io.netty.allocator.numHeapArenas", "1");
        setDefault("io.netty.allocator.numDirectArenas", "1");
        setDefault("io.netty.allocator.maxOrder", "5");
        setDefault("io.netty.allocator.useCacheForAllThreads", "false");
        setDefault("io.netty.recycler.maxCapacityPerThread", "256");
        return Vertx.vertx(options());
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(eventLoops())
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(BLOCKING_WORKERS)
                .setPreferNativeTransport(false)
                .setDisableTCCL(true)
                .setBlockedThreadCheckInterval(10)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                .setAddressResolverOptions(new AddressResolverOptions())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
