package io.tocsin.server.clustering;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.Replication;
import io.tocsin.server.api.ClusterView;
import io.tocsin.server.flags.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that looks for nobody, and that nobody finds: no port is open, and nothing waits. */
final class LoneServer implements Clustering {
    /** Deviation D-298: nobody can reach it there, as no port is open. */
    private static final String LOOPBACK = "127.0.0.1:9094";

    private static final Logger LOG = LoggerFactory.getLogger(LoneServer.class);

    private final Supplier<ClusterView> view;

    /** @param view of a cluster of one, or of none */
    private LoneServer(Supplier<ClusterView> view) {
        this.view = requireNonNull(view, "view");
    }

    /** Without clustering. */
    static LoneServer unclustered(ServerOptions.Cluster flags) {
        List<String> warnings = withoutEffect(flags);
        return new LoneServer(() -> new ClusterView(Optional.empty(), false, warnings));
    }

    /** What somebody has given who has a cluster in mind, and that does nothing here. */
    private static List<String> withoutEffect(ServerOptions.Cluster flags) {
        List<String> given = new ArrayList<>();
        if (!flags.peers().isEmpty()) {
            given.add("--cluster.peer");
        }
        if (!flags.secretFile().isEmpty()) {
            given.add("--cluster.secret-file");
        }
        if (!flags.advertiseAddress().isEmpty()) {
            given.add("--cluster.advertise-address");
        }
        String missing = flags.isEnabled()
                ? "without --cluster.peer or --cluster.listen-address"
                : "because --cluster.listen-address is empty, which turns clustering off";
        return given.isEmpty() ? List.of() : List.of(String.join(", ", given) + ": no effect " + missing);
    }

    /**
     * As the original shows itself with its default flags, but ready at once: there is nobody to wait for.
     *
     * @param flags name the address that it would have
     */
    static LoneServer inClusterOfOne(String name, ServerOptions.Cluster flags, ClusteringPorts ports) {
        String address = flags.advertiseAddress().isEmpty() ? LOOPBACK : flags.advertiseAddress();
        Supplier<ClusterStatus> status = () ->
                ClusterOfOne.status(name, address, true, ports.configHash().getAsLong());
        ports.metrics().cluster(name, status);
        List<String> warnings = withoutEffect(flags);
        return new LoneServer(() -> new ClusterView(Optional.of(status.get()), false, warnings));
    }

    @Override
    public EngineListener engineListener() {
        return event -> {};
    }

    @Override
    public Duration farewellMax() {
        return Duration.ZERO;
    }

    @Override
    public Replication replication() {
        return new LoneMember();
    }

    @Override
    public ClusterView now() {
        return view.get();
    }

    @Override
    public CompletionStage<ClusterView> fresh() {
        return CompletableFuture.completedStage(now());
    }

    @Override
    public void start() {
        now().warnings()
                .forEach(warning ->
                        LOG.atWarn().addKeyValue("component", "cluster").log(warning));
    }

    @Override
    public void configurationLoaded() {}

    @Override
    public CompletionStage<Void> leave(Duration longest) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedStage(null);
    }
}
