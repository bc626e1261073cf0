package io.tocsin.cluster.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.cluster.Member;
import com.hazelcast.internal.util.ConcurrencyUtil;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.transport.Node;
import io.tocsin.cluster.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of a cluster over Hazelcast.
 *
 * <p>Thread-safe. One thread looks for others, and starts Hazelcast, again where that has stopped by itself; another one tells
 * who came and went.
 */
public final class HazelcastTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastTransport.class);
    private static final String LOGGING_PROPERTY = "hazelcast.logging.type";
    private static final Duration START_MAX = Duration.ofSeconds(10);

    /** Names that take longer are asked for again soon; the start need not wait for them. */
    private static final Duration START_RESOLVE_MAX = Duration.ofSeconds(3);

    /** Pause between two looks while somebody may have just started, or come back. */
    private static final Duration BRISK_INTERVAL = Duration.ofSeconds(2);

    private static final Duration BRISK_TIME = Duration.ofMinutes(2);

    /** What is larger may take a while, and must not be in the way of what is not. */
    private static final int SMALL_BYTES_MAX = 1_024;

    /** Longer messages are not sent; {@link #send} fails. */
    public static final int MESSAGE_BYTES_MAX = KnownPackets.BYTES_MAX / 2;

    /** Longer answers are refused, with room left for what Hazelcast puts around them: beyond its limit a connection ends. */
    static final int ANSWER_BYTES_MAX = KnownPackets.BYTES_MAX - 1_024;

    private final HazelcastSettings settings;
    private final ClusterListener events;
    private final NameLookup lookup;
    private final String id;
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, daemon("cluster-watch"));
    private final ExecutorService changes = Executors.newSingleThreadExecutor(daemon("cluster-members"));
    private final ExecutorService names = Executors.newCachedThreadPool(daemon("cluster-names"));

    private volatile @Nullable Running running;
    private volatile boolean isClosed;

    /** Until when others are looked for more often; nanoseconds of the monotonic clock. */
    private volatile long briskUntilNanos;

    /** Of the thread that looks for others, as the next. */
    private boolean hasFailed;

    /** Whether others elsewhere could not reach the address that they are told, which has not been said yet. */
    private boolean isUnroutable;

    /** When it was last looked; nanoseconds of the monotonic clock. */
    private long lookedNanos;

    /** What there is once the node has its place. */
    private record Running(Node self, Listener listener, Roster roster, Instance instance, Search search) {}

    public HazelcastTransport(HazelcastSettings settings, ClusterListener events, RandomGenerator random) {
        this(settings, events, random, NameLookup.SYSTEM);
    }

    HazelcastTransport(HazelcastSettings settings, ClusterListener events, RandomGenerator random, NameLookup lookup) {
        this.settings = requireNonNull(settings, "settings");
        this.events = requireNonNull(events, "events");
        this.lookup = requireNonNull(lookup, "lookup");
        id = HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        ConcurrencyUtil.setDefaultAsyncExecutor(Answers.EXECUTOR);
    }

    static {
        // What Hazelcast says before it knows its configuration.
        if (System.getProperty(LOGGING_PROPERTY) == null) {
            System.setProperty(LOGGING_PROPERTY, "slf4j");
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Takes at most some seconds; if nobody could be joined by then, it is tried on.
     *
     * @throws ClusterStartException if the port cannot be had, or there is no address to tell others
     */
    @Override
    public void start(Listener listener) {
        List<InetAddress> own = AdvertisedAddress.ofThisMachine();
        InetAddress address = AdvertisedAddress.choose(settings, own);
        var channel = ClusterPort.bind(settings.listen());
        int port = channel.socket().getLocalPort();
        int advertisedPort = settings.advertise().map(HostPort::port).orElse(port);
        var advertised = HostPort.of(address, advertisedPort);
        InetAddress bound = AdvertisedAddress.bindAddress(settings.listen().host());
        var identity = new ClusterIdentity(settings.label(), settings.secret());
        var visitors = new Visitors(identity, events, Answers.EXECUTOR);
        var instance = new Instance(
                settings,
                Instance.Node.of(id, address, advertisedPort),
                channel,
                visitors,
                this::answer,
                this::changed);
        running = new Running(
                new Node(id, advertised.toString()),
                listener,
                new Roster(id, listener),
                instance,
                new Search(
                        new Seeds(settings.seeds(), lookup, names),
                        advertised,
                        Search.isSelf(advertised, bound, port, own),
                        new Knock(identity, visitors, names, settings.probeTimeout()),
                        settings,
                        events));
        isUnroutable = AdvertisedAddress.isUnroutable(address);
        beBrisk();
        await(watch.submit(() -> look(START_RESOLVE_MAX)));
        long pauseMillis =
                Math.min(BRISK_INTERVAL.toMillis(), settings.reconnectInterval().toMillis());
        var unused = watch.scheduleWithFixedDelay(this::lookIfDue, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    private static void await(java.util.concurrent.Future<?> start) {
        try {
            start.get(START_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("component", "cluster").log("Joining the cluster takes long, and goes on");
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking for others failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once, when it is known that there is a peer elsewhere. */
    private void warnIfUnroutable(Running now) {
        if (isUnroutable && now.search().looksElsewhere()) {
            isUnroutable = false;
            LOG.atWarn()
                    .addKeyValue("component", "cluster")
                    .addKeyValue("addr", now.self().address())
                    .addKeyValue("hint", "set --cluster.advertise-address to one at which they can")
                    .log("This node tells others an address at which they cannot reach it");
        }
    }

    /** Looks again if it is time to, or Hazelcast has stopped by itself, as after a merge that failed. */
    private void lookIfDue() {
        long now = System.nanoTime();
        boolean isDue = now - lookedNanos >= settings.reconnectInterval().toNanos();
        if (isDue || briskUntilNanos - now > 0 || !started().instance().isRunning()) {
            look(settings.resolveTimeout());
        }
    }

    /** Looks for others, and starts what does not run; on the thread of its own. */
    private void look(Duration resolveTimeout) {
        Running now = started();
        lookedNanos = System.nanoTime();
        try {
            if (now.instance().isRunning()) {
                now.instance().setPeers(now.search().look(now.roster().addresses(), resolveTimeout));
            } else {
                List<HostPort> peers = now.search().lookAtStart(resolveTimeout);
                // Hazelcast may fail to join; then it starts alone, and joins when it runs.
                now.instance().start(hasFailed ? List.of() : peers);
            }
            hasFailed = false;
        } catch (RuntimeException e) {
            hasFailed = true;
            if (!isClosed) {
                LOG.atWarn()
                        .addKeyValue("component", "cluster")
                        .addKeyValue("err", String.valueOf(e))
                        .log("This node cannot take part in the cluster now, and tries again");
            }
        }
        warnIfUnroutable(now);
        if (isClosed) {
            now.instance().stop(false);
        }
    }

    private void beBrisk() {
        briskUntilNanos = System.nanoTime() + BRISK_TIME.toNanos();
    }

    /** Something may be different; comes from Hazelcast's threads, which must not wait. */
    private void changed() {
        if (!isClosed) {
            beBrisk();
            changes.execute(this::compare);
        }
    }

    private void compare() {
        Running now = started();
        now.roster().update(now.instance()::members);
    }

    @Override
    public Node self() {
        return started().self();
    }

    private Running started() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    @Override
    public CompletionStage<byte[]> send(Node to, byte[] message) {
        Running now = started();
        Member member = now.roster().member(to.id());
        if (member == null) {
            return CompletableFuture.failedFuture(new IOException("node " + to.address() + " is not there"));
        }
        if (message.length > MESSAGE_BYTES_MAX) {
            return CompletableFuture.failedFuture(new IOException(
                    "message: " + message.length + " bytes (expected: at most " + MESSAGE_BYTES_MAX + ")"));
        }
        try {
            var operation = MessageOperation.of(message, message.length <= SMALL_BYTES_MAX);
            return now.instance()
                    .invoke(operation, member)
                    .thenApplyAsync(HazelcastTransport::opened, Answers.EXECUTOR)
                    .toCompletableFuture()
                    .orTimeout(settings.tcpTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(
                    new IOException("node " + to.address() + " cannot be told anything", e));
        }
    }

    private static byte[] opened(byte[] framed) {
        try {
            return Answer.open(framed);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** In a thread of Hazelcast's, which must not wait. */
    private CompletionStage<byte[]> answer(UUID sender, byte[] message) {
        Running now = started();
        Node from = now.roster().node(sender);
        if (from == null) {
            // It may have come a moment ago.
            compare();
            from = now.roster().node(sender);
        }
        if (from == null) {
            return CompletableFuture.completedFuture(Answer.refused("this node does not see the sender"));
        }
        try {
            return now.listener().received(from, message).handle(HazelcastTransport::framed);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(framed(null, e));
        }
    }

    private static byte[] framed(byte @Nullable [] answer, @Nullable Throwable failure) {
        if (answer != null) {
            return answer.length <= ANSWER_BYTES_MAX
                    ? Answer.accepted(answer)
                    : Answer.refused(
                            "answer: " + answer.length + " bytes (expected: at most " + ANSWER_BYTES_MAX + ")");
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Answer.refused(cause == null ? "no answer" : String.valueOf(cause.getMessage()));
    }

    @Override
    public void close() {
        stop(true);
    }

    /** As if the process had been killed. */
    void terminate() {
        stop(false);
    }

    private void stop(boolean isGraceful) {
        isClosed = true;
        // Not interrupted: a start that is under way ends by itself, and is undone then.
        watch.shutdown();
        changes.shutdown();
        names.shutdownNow();
        Running now = running;
        if (now != null) {
            now.instance().stop(isGraceful);
        }
    }
}
