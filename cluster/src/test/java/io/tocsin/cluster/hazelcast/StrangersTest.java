package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ConfigAccessor;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.ServiceConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.executor.impl.DistributedExecutorService;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.internal.cluster.impl.operations.OnJoinOp;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.spi.impl.proxyservice.impl.ProxyInfo;
import com.hazelcast.spi.impl.proxyservice.impl.operations.PostJoinProxyOperation;
import com.hazelcast.spi.properties.ClusterProperty;
import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.hazelcast.TestNode.Setup;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.ClusterSecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who does not belong to the cluster gets nothing, and does it no harm. */
@Execution(ExecutionMode.CONCURRENT)
final class StrangersTest {
    private static final String SECRET = "correct horse battery staple";
    private static final String OTHER = "another horse battery staple";

    /** How often something of a stranger's was brought to life. */
    private static final AtomicInteger AWAKENED = new AtomicInteger();

    static final class Gadget implements Callable<String>, Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            AWAKENED.incrementAndGet();
        }

        @Override
        public String call() {
            AWAKENED.incrementAndGet();
            return "caught";
        }
    }

    /** Named by its class in the packet. */
    public static final class NamedGadget implements Callable<String>, DataSerializable {
        @Override
        public String call() {
            AWAKENED.incrementAndGet();
            return "caught";
        }

        @Override
        public void writeData(ObjectDataOutput out) {
            // There is nothing to say.
        }

        @Override
        public void readData(ObjectDataInput in) {
            AWAKENED.incrementAndGet();
        }
    }

    private static void assertRefused(TestNode node, String reason) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(node.events)
                        .anySatisfy(event -> assertThat(event)
                                .isInstanceOfSatisfying(
                                        ClusterEvent.NodeRefused.class,
                                        refused -> assertThat(refused.reason()).contains(reason))));
    }

    private static void assertStrangers(Setup one, Setup another, String reasonThere, String reasonHere)
            throws Exception {
        try (TestNode first = one.start();
                TestNode second = another.withSeed(first.address()).start()) {
            assertRefused(first, reasonThere);
            assertRefused(second, reasonHere);
            assertThat(first.others).isEmpty();
            assertThat(second.others).isEmpty();
        }
    }

    @Test
    void label_another_keepsNodesApart() throws Exception {
        assertStrangers(Setup.of().label("a"), Setup.of().label("b"), "another label", "another label");
    }

    @Test
    void secret_another_keepsNodesApart() throws Exception {
        assertStrangers(
                Setup.of().secret(SECRET),
                Setup.of().secret(OTHER),
                "another cluster secret",
                "another cluster secret");
    }

    @Test
    void secret_none_keepsNodesApart() throws Exception {
        assertStrangers(
                Setup.of().secret(SECRET),
                Setup.of(),
                "it has no cluster secret",
                "it has a cluster secret, and this node");
    }

    @Test
    void secret_theSame_bringsNodesTogetherWhileStrangersTry() throws Exception {
        try (TestNode first = Setup.of().secret(SECRET + "\n" + OTHER).start();
                TestNode stranger = Setup.of(first.address()).start();
                TestNode second =
                        Setup.of(first.address()).secret(OTHER + "\n" + SECRET).start()) {
            first.awaitOthers(second);
            second.awaitOthers(first);
            assertThat(first.ask(second, "hello")).isEqualTo("hello");
            assertThat(stranger.others).isEmpty();
        }
    }

    @Test
    void hazelcast_ofAStranger_neverJoins() throws Exception {
        try (TestNode node = Setup.of().start()) {
            Config config = strangersConfig(node, "stranger");
            config.setProperty(ClusterProperty.MAX_JOIN_SECONDS.getName(), "1");
            config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().setConnectionTimeoutSeconds(1);

            assertThatThrownBy(() -> Hazelcast.newHazelcastInstance(config)).hasMessageContaining("failed to start");

            assertRefused(node, "does not speak as a node of Tocsin");
            assertThat(node.others).isEmpty();
        }
    }

    @Test
    void gadget_ofOneWhoIsLetIn_isRefusedUnread() throws Exception {
        try (TestNode node = Setup.of().start()) {
            HazelcastInstance guest = guest(node, "guest");
            try {
                Member member = guest.getCluster().getMembers().iterator().next();
                assertThat(guest.getCluster().getMembers()).hasSize(2);
                for (Callable<String> gadget : List.of(new Gadget(), new NamedGadget())) {
                    assertThatThrownBy(() -> guest.getExecutorService("any")
                                    .submitToMember(gadget, member)
                                    .get(500, TimeUnit.MILLISECONDS))
                            .isInstanceOf(TimeoutException.class);
                }
                assertThat(AWAKENED).hasValue(0);
            } finally {
                guest.getLifecycleService().terminate();
            }
            try (TestNode second = Setup.of(node.address()).start()) {
                second.awaitOthers(node);
                assertThat(second.ask(node, "alive?")).isEqualTo("alive?");
            }
        }
    }

    /** Operations for one that joins are run by whoever gets them, whatever they are. */
    @Test
    void operation_withinOneOfOneWhoIsLetIn_isNotRun() throws Exception {
        try (TestNode node = Setup.of().start()) {
            HazelcastInstance guest = guest(node, "guest-with-operations");
            try {
                Member member = guest.getCluster().getMembers().iterator().next();
                var within = new PostJoinProxyOperation(
                        List.of(new ProxyInfo(MapService.SERVICE_NAME, "of a stranger", new UUID(1, 2))));
                var sent = ((HazelcastInstanceProxy) guest)
                        .getOriginal()
                        .node
                        .getNodeEngine()
                        .getOperationService()
                        .invokeOnTarget(
                                ClusterServiceImpl.SERVICE_NAME, new OnJoinOp(List.of(within)), member.getAddress());

                assertThatThrownBy(() -> sent.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                String name = "tocsin-" + node.transport.self().id();
                assertThat(Hazelcast.getHazelcastInstanceByName(name).getDistributedObjects())
                        .isEmpty();
            } finally {
                guest.getLifecycleService().terminate();
            }
        }
    }

    /** One that speaks as a node does, without a secret, and means no good. */
    private static HazelcastInstance guest(TestNode node, String name) throws IOException {
        Config config = strangersConfig(node, name);
        config.getMemberAttributeConfig().setAttribute(InstanceConfig.NODE_ID, name);
        var channel = ClusterPort.bind(new HostPort("127.0.0.1", 0));
        var address = Instance.Node.of(
                        name, InetAddress.getLoopbackAddress(), channel.socket().getLocalPort())
                .address();
        var visitors = new Visitors(new ClusterIdentity("", Optional.empty()), event -> {}, Runnable::run);
        return HazelcastInstanceFactory.newHazelcastInstance(config, name, new DefaultNodeContext() {
            @Override
            public AddressPicker createAddressPicker(com.hazelcast.instance.impl.Node node) {
                return new FixedAddress(address, channel);
            }

            @Override
            public NodeExtension createNodeExtension(com.hazelcast.instance.impl.Node node) {
                return new Gate(node, visitors);
            }
        });
    }

    /** As a node's, but for what it may deserialise, and with executors: a stranger who has read our code. */
    private static Config strangersConfig(TestNode node, String name) {
        Config config = InstanceConfig.of(Setup.of().settings(), name, List.of(HostPort.parse(node.address())));
        config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        ConfigAccessor.getServicesConfig(config)
                .addServiceConfig(new ServiceConfig()
                        .setEnabled(true)
                        .setName(DistributedExecutorService.SERVICE_NAME)
                        .setImplementation(new DistributedExecutorService()));
        config.getAdvancedNetworkConfig()
                .getEndpointConfigs()
                .values()
                .forEach(endpoint -> ((com.hazelcast.config.ServerSocketEndpointConfig) endpoint).setPort(0));
        return config;
    }

    @Test
    void bytes_ofAnythingElse_endTheConnection() throws Exception {
        byte[] hello = new ClusterIdentity("", Optional.empty()).handshake(true).hello();
        byte[] sealedHello = new ClusterIdentity("", Optional.of(ClusterSecret.parse(OTHER)))
                .handshake(true)
                .hello();
        List<byte[]> conversations = List.of(
                ascii("CB2"),
                ascii("GET /hazelcast/health HTTP/1.1\r\nHost: a\r\n\r\n"),
                ascii("CP2garbage"),
                ascii("HZCgarbage"),
                joined(ascii("HZC"), new byte[100_000]),
                joined(ascii("HZC"), ascii("Tocsin"), new byte[] {9}),
                joined(ascii("HZC"), hello, new byte[] {0, 0, 0, 16}, new byte[16]),
                joined(ascii("HZC"), hello, new byte[] {4, 0, 0, 0, 0, 0, 0, 127, -1, -1, -1}),
                joined(ascii("HZC"), sealedHello, new byte[] {127, -1, -1, -1}),
                joined(ascii("HZC"), sealedHello, new byte[] {0, 0, 0, 16}, new byte[16]));
        for (Setup setup : List.of(Setup.of(), Setup.of().secret(SECRET))) {
            try (TestNode node = setup.start();
                    TestNode second = setup.withSeed(node.address()).start()) {
                second.awaitOthers(node);
                conversations.parallelStream().forEach(said -> assertEnded(node, said));
                assertThat(second.ask(node, "alive?")).isEqualTo("alive?");
            }
        }
    }

    /** What an Alertmanager does when a node calls it: it ends the connection; and what a web server does. */
    @Test
    void peer_ofAnotherKind_isToldOnce() throws Exception {
        for (String answer : List.of("", "HTTP/1.1 400 Bad Request\r\n\r\n")) {
            try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                new Thread(() -> answer(server, ascii(answer))).start();
                String address = "127.0.0.1:" + server.getLocalPort();
                try (TestNode node = Setup.of(address).start()) {
                    assertRefused(node, "answers, but not as a member of this cluster");
                    await().atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> assertThat(node.events)
                                    .filteredOn(ClusterEvent.ReconnectTried.class::isInstance)
                                    .hasSizeGreaterThan(1)
                                    .allSatisfy(event -> assertThat(((ClusterEvent.ReconnectTried) event).problem())
                                            .startsWith("it answers, but not as a member")));
                    assertThat(node.events)
                            .filteredOn(ClusterEvent.NodeRefused.class::isInstance)
                            .hasSize(1);
                }
            }
        }
    }

    private static void answer(ServerSocket server, byte[] said) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().readNBytes(10);
                socket.getOutputStream().write(said);
            } catch (IOException e) {
                // It is closed, or the other side has gone.
            }
        }
    }

    @Test
    void caller_ofAnotherKind_isToldOnce_andOneThatOnlyLooksIsNot() throws Exception {
        try (TestNode node = Setup.of().start()) {
            new Socket(InetAddress.getLoopbackAddress(), node.port()).close();
            for (int i = 0; i < 3; i++) {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                    socket.getOutputStream().write(ascii("GET / HTTP/1.0\r\n\r\n"));
                    socket.getInputStream().read();
                }
            }
            assertRefused(node, "does not speak as a node of Tocsin");
            assertThat(node.events).hasSize(1);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertEnded(TestNode node, byte[] said) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(said);
            while (socket.getInputStream().read() >= 0) {
                // What it says is its hello at most.
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("Connection reset.*|Broken pipe.*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
