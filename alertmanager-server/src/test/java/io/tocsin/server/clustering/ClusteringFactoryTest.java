package io.tocsin.server.clustering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.cluster.hazelcast.HostPort;
import io.tocsin.core.label.StringPool;
import io.tocsin.server.api.ClusterView;
import io.tocsin.server.flags.CommandLine;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.ServerFlags;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.metrics.ServerMetrics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusteringFactoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LISTEN = "--cluster.listen-address=127.0.0.1:0";

    private final ServerMetrics metrics = new ServerMetrics(Set.of());

    private static ServerOptions.Cluster flags(String... words) throws FlagException {
        return ServerFlags.options(CommandLine.parse(ServerFlags.program(), List.of(words)))
                .cluster();
    }

    private static ClusterSetup setup(String... words) throws Exception {
        return ClusterSetup.of(flags(words), "me", new Random(1));
    }

    private ClusterView opened(String... words) throws Exception {
        ClusteringPorts ports = new ClusteringPorts(InstantSource.fixed(NOW), metrics, new StringPool(), () -> 42L);
        return ClusteringFactory.of(flags(words), NOW, new Random(1))
                .open(ports)
                .now();
    }

    private String page() {
        return new String(metrics.exposition().page(null, false).body(), UTF_8);
    }

    @Test
    void clusteringOff_isDisabled_andHasNoMetrics() throws Exception {
        assertThat(opened("--cluster.listen-address=")).isEqualTo(ClusterView.DISABLED);
        assertThat(page()).contains("alertmanager_cluster_enabled 0.0").doesNotContain("alertmanager_cluster_members");
    }

    @Test
    void defaultFlags_areAClusterOfOne_readyAtOnce() throws Exception {
        ClusterView view = opened();

        assertThat(view.word()).isEqualTo("ready");
        assertThat(view.warnings()).isEmpty();
        assertThat(view.present()).hasSize(1);
        assertThat(view.present().get(0).name()).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(view.present().get(0).configHash()).isEqualTo(42);
        assertThat(page())
                .contains("alertmanager_cluster_enabled 1.0", "alertmanager_cluster_members 1.0")
                .doesNotContain("tocsin_cluster_");
    }

    @Test
    void peerName_isTheNameOfALoneServerToo() throws Exception {
        ClusterView view = opened("--cluster.peer-name=me", "--cluster.advertise-address=10.0.0.1:9094");

        assertThat(view.present()).extracting("name", "address").containsExactly(tuple("me", "10.0.0.1:9094"));
    }

    @Test
    void setup_everyFlag_isPassedOn(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");
        ClusterSetup setup = setup(
                LISTEN,
                "--cluster.advertise-address=10.0.0.1:9095",
                "--cluster.peer=other:9094",
                "--cluster.peer=[::1]:9096",
                "--cluster.peer-timeout=1s",
                "--cluster.peers-resolve-timeout=2s",
                "--cluster.gossip-interval=3s",
                "--cluster.pushpull-interval=4s",
                "--cluster.tcp-timeout=5s",
                "--cluster.probe-timeout=6s",
                "--cluster.probe-interval=7s",
                "--cluster.settle-timeout=8s",
                "--cluster.reconnect-interval=9s",
                "--cluster.reconnect-timeout=10s",
                "--cluster.label=l",
                "--cluster.secret-file=" + secret,
                "--cluster.allow-insecure-public-advertise-address-discovery");

        assertThat(setup.member())
                .extracting("name", "label", "hasSeeds", "peerTimeout", "gossipInterval", "pushPullInterval")
                .containsExactly("me", "l", true, seconds(1), seconds(3), seconds(4));
        assertThat(setup.member())
                .extracting("probeInterval", "settleTimeout", "reconnectTimeout")
                .containsExactly(seconds(7), seconds(8), seconds(10));
        assertThat(setup.member().number()).isNotZero();
        assertThat(setup.wire().seeds()).containsExactly(new HostPort("other", 9094), new HostPort("::1", 9096));
        assertThat(setup.wire().advertise()).contains(new HostPort("10.0.0.1", 9095));
        assertThat(setup.wire().secret()).isPresent();
        assertThat(setup.wire())
                .extracting("label", "allowsPublicAddress", "resolveTimeout", "reconnectInterval", "reconnectTimeout")
                .containsExactly("l", true, seconds(2), seconds(9), seconds(10));
        assertThat(setup.wire())
                .extracting("tcpTimeout", "probeInterval", "probeTimeout")
                .containsExactly(seconds(5), seconds(7), seconds(6));
        assertThat(setup.warnings()).isEmpty();
    }

    private static Duration seconds(int number) {
        return Duration.ofSeconds(number);
    }

    @Test
    void setup_withoutASecret_warnsWhereOthersReachThePort() throws Exception {
        assertThat(setup(LISTEN).warnings()).isEmpty();
        assertThat(setup("--cluster.listen-address=0.0.0.0:0", "--cluster.advertise-address=127.0.0.1:1")
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("no --cluster.secret-file, and the cluster listens on 0.0.0.0:0");
    }

    @Test
    void setup_aloneAlthoughItHasPeers_warns() throws Exception {
        ClusterSetup setup = setup(LISTEN, "--cluster.peer=other:1", "--cluster.peer=third:2");

        assertThat(setup.warnings(ClusterOfOne.status("me", "a:1", true, 1)))
                .singleElement()
                .asString()
                .startsWith("alone, although --cluster.peer names other:1, third:2: ");
        assertThat(setup.warnings(ClusterOfOne.status("me", "a:1", false, 1))).isEmpty();
        assertThat(setup(LISTEN).warnings(ClusterOfOne.status("me", "a:1", true, 1)))
                .isEmpty();
    }

    @Test
    void flagsOfAnUnclusteredServer_withoutEffect_areNamed() throws Exception {
        assertThat(opened("--cluster.listen-address=", "--cluster.peer=other:9094")
                        .warnings())
                .containsExactly(
                        "--cluster.peer: no effect because --cluster.listen-address is empty, which turns clustering off");
    }

    @Test
    void flagsOfALoneServer_withoutEffect_areNamed() throws Exception {
        assertThat(opened("--cluster.secret-file=x", "--cluster.advertise-address=127.0.0.1:1")
                        .warnings())
                .containsExactly(
                        "--cluster.secret-file, --cluster.advertise-address: no effect without --cluster.peer or"
                                + " --cluster.listen-address");
    }

    @Test
    void setup_peerThatIsNoAddress_isLeftOut_andNamed() throws Exception {
        ClusterSetup setup = setup(LISTEN, "--cluster.peer=other:abc", "--cluster.peer=other:1");

        assertThat(setup.wire().seeds()).containsExactly(new HostPort("other", 1));
        assertThat(setup.warnings()).singleElement().asString().contains("--cluster.peer", "other:abc");
    }

    @Test
    void setup_portTaken_isToldInTheOriginalsWords() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            assertThatThrownBy(() -> setup("--cluster.listen-address=" + address))
                    .isInstanceOf(ClusteringException.class)
                    .hasMessageStartingWith("unable to initialize gossip mesh: create memberlist: ")
                    .hasMessageContaining("listen tcp " + address + ": bind: address already in use");
        }
    }

    @Test
    void setup_secretThatCannotBeHad_isNamed(@TempDir Path folder) throws Exception {
        Path shortOne = Files.writeString(folder.resolve("short"), "abc\n");

        assertThatThrownBy(() -> setup(LISTEN, "--cluster.secret-file=" + folder.resolve("none")))
                .hasMessageStartingWith("--cluster.secret-file: cannot read " + folder.resolve("none"));
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {-1, -2, -3, -4});
        assertThatThrownBy(() -> setup(LISTEN, "--cluster.secret-file=" + bytes))
                .hasMessageStartingWith("--cluster.secret-file: " + bytes + " is not text");
        assertThatThrownBy(() -> setup("--cluster.listen-address=nohost.invalid:1"))
                .hasMessageContaining(
                        "bind addr 'nohost.invalid': the name does not resolve (expected in --cluster.listen");
        assertThatThrownBy(() -> setup(LISTEN, "--cluster.secret-file=" + shortOne))
                .hasMessageStartingWith("--cluster.secret-file: " + shortOne + ": ")
                .hasMessageContaining("at least 16")
                .hasMessageNotContaining("abc");
    }

    @Test
    void randomName_isTimeAndChance_andSortsByTime() {
        String earlier = RandomName.of(NOW, new Random(1));

        assertThat(earlier).hasSize(26).isNotEqualTo(RandomName.of(NOW, new Random(2)));
        assertThat(RandomName.of(NOW.plusMillis(1), new Random(3))).isGreaterThan(earlier);
    }
}
