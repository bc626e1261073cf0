package io.tocsin.server.clustering;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.hazelcast.ClusterStartException;
import io.tocsin.cluster.hazelcast.HazelcastTransport;
import io.tocsin.cluster.member.ClusterMember;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.MemberPorts;
import io.tocsin.cluster.transport.Transport;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.engine.Replication;
import io.tocsin.server.api.ClusterView;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.router.OwnerThread;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that looks for others, over Hazelcast. */
final class JoinedServer implements Clustering {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedServer.class);

    /** One compares everything with one member while another answers. */
    private static final int WORKERS = 2;

    private static final long IDLE_SECONDS = 30;

    private static final Duration FAREWELL_MAX = Duration.ofSeconds(1);

    private final ClusterSetup setup;
    private final LongSupplier configHash;
    private final OwnerThread owner;
    private final ExecutorService workers;
    private final ClusterCounts counts;
    private final Transport transport;
    private final ClusterMember member;

    // Volatile: one thread looks for others while another one may stop the server.
    private volatile boolean isLeaving;

    JoinedServer(ClusterSetup setup, ClusteringPorts ports) {
        this.setup = requireNonNull(setup, "setup");
        this.configHash = ports.configHash();
        this.owner = new OwnerThread("cluster", ports.clock(), System::nanoTime);
        this.workers = workers();
        ServerMetrics metrics = ports.metrics();
        this.counts = new ClusterCounts(
                metrics.cluster(setup.member().name(), this::status), metrics.replication(this::status));
        ClusterListener listener = telling(List.of(new ClusterLog(), counts));
        this.transport = new HazelcastTransport(setup.wire(), listener, new SecureRandom());
        this.member = new ClusterMember(
                setup.member(),
                new MemberPorts(
                        transport, owner, workers, ports.strings(), ports.configHash(), System::nanoTime, listener));
    }

    private static ExecutorService workers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "cluster-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ClusterListener telling(List<ClusterListener> listeners) {
        return event -> listeners.forEach(each -> tell(each, event));
    }

    private static void tell(ClusterListener listener, ClusterEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Internal error while counting");
        }
    }

    /** Before it is found out where the others reach this member, it stands there alone already, as in the original. */
    private ClusterStatus status() {
        ClusterStatus known = member.status();
        return known.members().isEmpty()
                ? ClusterOfOne.status(known.name(), setup.wire().listen().toString(), false, configHash.getAsLong())
                : known;
    }

    @Override
    public Replication replication() {
        return member;
    }

    @Override
    public ClusterView now() {
        return view(status());
    }

    @Override
    public CompletionStage<ClusterView> fresh() {
        return member.freshStatus().thenApply(fresh -> fresh.members().isEmpty() ? now() : view(fresh));
    }

    private ClusterView view(ClusterStatus status) {
        return new ClusterView(Optional.of(status), setup.wire().secret().isPresent(), setup.warnings(status));
    }

    @Override
    public EngineListener engineListener() {
        return counts;
    }

    @Override
    public Duration farewellMax() {
        return FAREWELL_MAX;
    }

    @Override
    public void start() throws ClusteringException {
        setup.warnings()
                .forEach(warning ->
                        LOG.atWarn().addKeyValue("component", "cluster").log(warning));
        try {
            member.start();
            tellWhere();
        } catch (ClusterStartException e) {
            throw ClusteringException.of(e);
        } catch (RuntimeException e) {
            // Who stops the server while it looks for others interrupts that.
            if (!isLeaving) {
                throw e;
            }
        }
    }

    /** Members that do not meet have mostly been told an address at which they cannot reach each other. */
    private void tellWhere() {
        LOG.atInfo()
                .addKeyValue("component", "cluster")
                .addKeyValue("listen", setup.wire().listen())
                .addKeyValue("advertise", transport.self().address())
                .addKeyValue("peers", setup.wire().seeds().size())
                .addKeyValue("secret", setup.wire().secret().isPresent())
                .addKeyValue("label", setup.member().label())
                .log("Members are told to reach this one at the advertised address");
    }

    @Override
    public void configurationLoaded() {
        member.configurationLoaded();
    }

    @Override
    public CompletionStage<Void> leave(Duration longest) {
        isLeaving = true;
        return member.leave(longest);
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.runAsync(this::closePort);
    }

    private void closePort() {
        transport.close();
        owner.close();
        workers.shutdown();
    }
}
