package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How requests are served, as the flags say.
 *
 * @param routePrefix {@code --web.route-prefix} or the external URL's path: empty for the root, else a leading slash
 *     and no trailing one
 * @param timeout {@code --web.timeout}: longest time for one request; zero for no limit
 * @param getConcurrency {@code --web.get-concurrency}: GET requests served at once; {@code >= 1}
 * @param bodyMaxBytes {@code --web.max-body-bytes}: largest request body; {@code >= 1}
 * @param bodiesMaxBytes what all bodies that are being read may take together; {@code >= 1}
 * @param streams how streams of events are served
 * @param access who may come in, and what they may do
 */
public record HttpSettings(
        String routePrefix,
        Duration timeout,
        int getConcurrency,
        long bodyMaxBytes,
        long bodiesMaxBytes,
        Streams streams,
        Access access) {
    public static final long BODY_MAX_BYTES_DEFAULT = 64L << 20;

    private static final int GET_CONCURRENCY_MIN = 8;
    private static final long BODIES_MAX_BYTES_MIN = 1 << 20;
    private static final int HEAP_SHARE = 8;
    private static final int BODIES_FEW = 4;
    private static final long BODIES_ENOUGH_BYTES = BODIES_FEW * BODY_MAX_BYTES_DEFAULT;

    public static final HttpSettings DEFAULT =
            new HttpSettings("", Duration.ZERO, defaultGetConcurrency(), BODY_MAX_BYTES_DEFAULT);

    public HttpSettings {
        requireNonNull(routePrefix, "routePrefix");
        requireNonNull(timeout, "timeout");
        requireNonNull(streams, "streams");
        requireNonNull(access, "access");
        if (!routePrefix.isEmpty() && (!routePrefix.startsWith("/") || routePrefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "routePrefix: " + routePrefix + " (expected: empty, or a leading and no trailing slash)");
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: >= 0)");
        }
        if (getConcurrency < 1) {
            throw new IllegalArgumentException("getConcurrency: " + getConcurrency + " (expected: >= 1)");
        }
        if (bodyMaxBytes < 1) {
            throw new IllegalArgumentException("bodyMaxBytes: " + bodyMaxBytes + " (expected: >= 1)");
        }
        if (bodiesMaxBytes < 1) {
            throw new IllegalArgumentException("bodiesMaxBytes: " + bodiesMaxBytes + " (expected: >= 1)");
        }
    }

    /** With the share of the heap for bodies that leaves room for what is read from them. */
    public HttpSettings(String routePrefix, Duration timeout, int getConcurrency, long bodyMaxBytes) {
        this(
                routePrefix,
                timeout,
                getConcurrency,
                bodyMaxBytes,
                defaultBodiesMaxBytes(Runtime.getRuntime().maxMemory(), bodyMaxBytes),
                Streams.DEFAULT,
                Access.OPEN);
    }

    /**
     * Who may come in, and what they may do.
     *
     * @param gate lets requests in
     * @param origins which pages may change something
     * @param permissions what each caller may do
     */
    public record Access(Gate gate, OriginRules origins, Permissions permissions) {
        /** As without any flag: everybody comes in, pages of other origins change nothing. */
        public static final Access OPEN =
                new Access(Gate.WIDE_OPEN, OriginRules.SAME_ORIGIN_ONLY, Permissions.AS_UPSTREAM);

        public Access {
            requireNonNull(gate, "gate");
            requireNonNull(origins, "origins");
            requireNonNull(permissions, "permissions");
        }
    }

    /**
     * How streams of events are served.
     *
     * @param max {@code --web.max-event-streams}: open at once; {@code >= 0}
     * @param quiet after so long without an event a stream is told that the server is alive
     * @param age the longest life of a stream; its client may begin another one, if it still may
     * @param retry so long clients are told to wait before they begin another one
     */
    public record Streams(int max, Duration quiet, Duration age, Duration retry) {
        public static final int MAX_DEFAULT = 256;

        public static final Streams DEFAULT =
                new Streams(MAX_DEFAULT, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofSeconds(2));

        public Streams {
            if (max < 0) {
                throw new IllegalArgumentException("max: " + max + " (expected: >= 0)");
            }
            requireNonNull(quiet, "quiet");
            requireNonNull(age, "age");
            requireNonNull(retry, "retry");
        }

        public Streams withMax(int newMax) {
            return new Streams(newMax, quiet, age, retry);
        }
    }

    public HttpSettings withBodiesMaxBytes(long newMaxBytes) {
        return new HttpSettings(routePrefix, timeout, getConcurrency, bodyMaxBytes, newMaxBytes, streams, access);
    }

    public HttpSettings with(Access newAccess) {
        return new HttpSettings(routePrefix, timeout, getConcurrency, bodyMaxBytes, bodiesMaxBytes, streams, newAccess);
    }

    public HttpSettings with(Streams newStreams) {
        return new HttpSettings(routePrefix, timeout, getConcurrency, bodyMaxBytes, bodiesMaxBytes, newStreams, access);
    }

    /**
     * An eighth of the heap, as reading a body of one long string takes up to five times its size for a moment; but no
     * more than a few of the largest bodies, as a heap once large stays so.
     */
    static long defaultBodiesMaxBytes(long heapBytes, long bodyMaxBytes) {
        long few = bodyMaxBytes > Long.MAX_VALUE / BODIES_FEW ? Long.MAX_VALUE : BODIES_FEW * bodyMaxBytes;
        return Math.max(BODIES_MAX_BYTES_MIN, Math.min(heapBytes / HEAP_SHARE, Math.max(few, BODIES_ENOUGH_BYTES)));
    }

    /** What the flag's value 0 stands for: the number of processors, at least eight. */
    public static int defaultGetConcurrency() {
        return Math.max(GET_CONCURRENCY_MIN, Runtime.getRuntime().availableProcessors());
    }

    /** Brings a path as operators write it into the form that {@link #routePrefix} has: {@code am/} to {@code /am}. */
    public static String normalPrefix(String path) {
        String bare = path.replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : "/" + bare;
    }
}
