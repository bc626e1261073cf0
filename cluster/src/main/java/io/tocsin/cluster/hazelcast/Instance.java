package io.tocsin.cluster.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Hazelcast, as one instance at a time: it may stop by itself, as after a merge that failed, and is started again then.
 *
 * <p>Starting and stopping belong to one thread, and block; the rest is thread-safe.
 */
final class Instance {
    private static final int TRIES = 5;
    private static final long TRY_PAUSE_MILLIS = 100;
    private static final long LEAVE_MAX_MILLIS = 1_000;

    private final HazelcastSettings settings;
    private final String nodeId;
    private final Address advertised;
    private final HostPort listen;
    private final Visitors visitors;
    private final MessageOperation.Receiver receiver;
    private final Runnable onChange;

    /** The socket that was bound first, until it is used. */
    private @Nullable ServerSocketChannel bound;

    private volatile @Nullable HazelcastInstance current;
    private volatile com.hazelcast.instance.impl.@Nullable Node node;
    private @Nullable Config config;

    /** While Hazelcast moves to another cluster, its list of members says nothing. */
    private volatile boolean isMerging;

    /**
     * @param bound the socket to listen on
     * @param onChange told that members may have come or gone, or the instance may have stopped; from any thread
     */
    Instance(
            HazelcastSettings settings,
            Node self,
            ServerSocketChannel bound,
            Visitors visitors,
            MessageOperation.Receiver receiver,
            Runnable onChange) {
        this.settings = settings;
        this.nodeId = self.id();
        this.advertised = self.address();
        this.bound = bound;
        this.listen = new HostPort(settings.listen().host(), bound.socket().getLocalPort());
        this.visitors = visitors;
        this.receiver = receiver;
        this.onChange = onChange;
    }

    /** Who this is, and what the others are told. */
    record Node(String id, Address address) {
        static Node of(String id, InetAddress address, int port) {
            try {
                return new Node(id, new Address(HostPort.of(address, port).host(), port));
            } catch (UnknownHostException e) {
                throw new AssertionError("an address that is no name", e);
            }
        }
    }

    /**
     * Starts Hazelcast and joins; blocks.
     *
     * @throws RuntimeException whatever Hazelcast throws, if it does not start
     */
    void start(List<HostPort> peers) {
        var made = InstanceConfig.of(settings, nodeId, peers);
        made.addListenerConfig(new ListenerConfig(new Lifecycle()))
                .addListenerConfig(new ListenerConfig(new Members()));
        made.getUserContext().put(MessageOperation.RECEIVER_KEY, receiver);
        config = made;
        isMerging = false;
        ServerSocketChannel channel = bound == null ? ClusterPort.bind(listen) : bound;
        bound = null;
        current = HazelcastInstanceFactory.newHazelcastInstance(made, made.getInstanceName(), new Context(channel));
        onChange.run();
    }

    boolean isRunning() {
        HazelcastInstance instance = current;
        return instance != null && instance.getLifecycleService().isRunning();
    }

    /** Has Hazelcast look there, too; it does so every few seconds. */
    void setPeers(List<HostPort> peers) {
        if (config != null) {
            config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().setMembers(InstanceConfig.texts(peers));
        }
    }

    /** Empty while there is nothing to say. */
    java.util.Optional<Collection<Member>> members() {
        HazelcastInstance instance = current;
        if (isMerging) {
            return java.util.Optional.empty();
        }
        return java.util.Optional.of(
                instance != null && isRunning()
                        ? List.copyOf(instance.getCluster().getMembers())
                        : List.of());
    }

    /**
     * @return the answer as it came ({@link Answer})
     * @throws RuntimeException if the instance does not run
     */
    CompletionStage<byte[]> invoke(MessageOperation operation, Member member) {
        com.hazelcast.instance.impl.Node now = node;
        if (now == null) {
            throw new IllegalStateException("the node has not joined yet");
        }
        return now.getNodeEngine()
                .getOperationService()
                .createInvocationBuilder(ClusterServiceImpl.SERVICE_NAME, operation, member.getAddress())
                // A node may have learnt of another one before that one knows it; then it is asked again.
                .setTryCount(TRIES)
                .setTryPauseMillis(TRY_PAUSE_MILLIS)
                .setCallTimeout(settings.tcpTimeout().toMillis())
                .invoke();
    }

    /** The others know that this node is gone when this returns; Hazelcast's threads may end a little later. */
    void stop(boolean isGraceful) {
        HazelcastInstance instance = current;
        current = null;
        if (instance == null) {
            return;
        }
        if (!isGraceful) {
            instance.getLifecycleService().terminate();
            return;
        }
        // Its connections are closed first; then it may wait for seconds for threads of its own that have nothing to do
        // with us.
        var leaving = new Thread(instance::shutdown, "cluster-leave");
        leaving.setDaemon(true);
        leaving.start();
        try {
            leaving.join(LEAVE_MAX_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Context extends DefaultNodeContext {
        private final ServerSocketChannel channel;

        Context(ServerSocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public AddressPicker createAddressPicker(com.hazelcast.instance.impl.Node node) {
            return new FixedAddress(advertised, channel);
        }

        @Override
        public NodeExtension createNodeExtension(com.hazelcast.instance.impl.Node made) {
            node = made;
            return new Gate(made, visitors);
        }
    }

    private final class Members implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            onChange.run();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            onChange.run();
        }
    }

    private final class Lifecycle implements LifecycleListener {
        @Override
        public void stateChanged(com.hazelcast.core.LifecycleEvent event) {
            LifecycleState state = event.getState();
            if (state == LifecycleState.MERGING) {
                isMerging = true;
            } else if (state == LifecycleState.MERGED || state == LifecycleState.MERGE_FAILED) {
                isMerging = false;
            }
            onChange.run();
        }
    }
}
