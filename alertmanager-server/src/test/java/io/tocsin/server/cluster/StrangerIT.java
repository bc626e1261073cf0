package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.tocsin.server.process.FreePorts;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers at the port of a cluster: members with another secret or none, a plain Hazelcast member, a client of it, and
 * objects that would be dangerous if somebody read them. None is let in, the members go on, and no class of an object that
 * a stranger sent is as much as loaded.
 */
@Tag("waits")
final class StrangerIT {
    private static final int SIZE = 2;
    private static final int GROUPS = 10;
    private static final long OPEN_MILLIS = 1_000;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(4);
    private static final String SECRET = "--cluster.secret-file=";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final TeamReceiver receiver = new TeamReceiver();
    private final List<Member> strangers = new ArrayList<>();

    @AfterEach
    void stop() {
        strangers.forEach(Member::close);
        receiver.close();
    }

    @Test
    void strangersOfClusterWithSecret_areRefused_membersGoOn() throws Exception {
        assertStrangersRefused(true);
    }

    @Test
    @Tag("long")
    void strangersOfClusterWithoutSecret_areRefused_membersGoOn() throws Exception {
        assertStrangersRefused(false);
    }

    private void assertStrangersRefused(boolean hasSecret) throws Exception {
        List<String> secret = List.of(SECRET + Files.writeString(folder.resolve("secret"), "what only members know"));
        String other = SECRET + Files.writeString(folder.resolve("other"), "what somebody else made up");
        try (ClusterRig rig = start(hasSecret ? secret : List.of())) {
            stranger(rig, "other-secret", List.of(other));
            stranger(rig, "other-way", hasSecret ? List.of() : secret);
            List<String> label = new ArrayList<>(hasSecret ? secret : List.of());
            label.add("--cluster.label=x");
            stranger(rig, "other-label", label);
            // when
            strangers.forEach(Member::start);
            for (Member member : rig.members()) {
                StrangeBytes.sendAll(member.clusterAddress(), OPEN_MILLIS);
            }
            strangers.forEach(Member::awaitReady);
            int plainMembers = membersAsPlainHazelcastSeesThem(rig);
            // then
            assertThat(plainMembers)
                    .as("members that plain Hazelcast sees, itself included")
                    .isLessThanOrEqualTo(1);
            await("strangers are alone")
                    .during(REFUSED_FOR)
                    .atMost(REFUSED_FOR.multipliedBy(3))
                    .untilAsserted(() -> assertApart(rig));
            assertMembersWork(rig);
            for (Member stranger : strangers) {
                assertThat(stranger.json("/api/v2/alerts"))
                        .as("alerts at " + stranger)
                        .isEmpty();
            }
            assertNothingWasRead();
            assertThat(rig.member(0).log() + rig.member(1).log()).contains("node refused");
        }
    }

    private void assertApart(ClusterRig rig) {
        for (Member member : rig.members()) {
            assertThat(member.peers()).containsExactly("m0", "m1");
            assertThat(member.cluster().path("members")).hasSize(SIZE);
        }
        for (Member stranger : strangers) {
            assertThat(stranger.peers()).containsExactly(stranger.name());
        }
    }

    private ClusterRig start(List<String> flags) throws IOException {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            places.add(Place.loopback(tellingClasses(folder.resolve("start-" + i), classes(i))));
        }
        List<String> all = new ArrayList<>(ClusterRig.QUICK);
        all.addAll(flags);
        ClusterRig rig = new ClusterRig(places, folder, ClusterRig.config(receiver.url(), "1s", "2s"), all).start();
        ClusterRig.awaitRanked(rig.members());
        return rig;
    }

    private Path classes(int member) {
        return folder.resolve("classes-" + member + ".txt");
    }

    /** A launcher of a server that writes down which classes it loads. */
    private static Path tellingClasses(Path file, Path classes) throws IOException {
        Files.writeString(
                file,
                "#!/bin/sh\nexport JAVA_OPTS=-Xlog:class+load=info:file=" + classes + "\nexec " + Programs.tocsin()
                        + " \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void stranger(ClusterRig rig, String name, List<String> flags) {
        List<String> all = new ArrayList<>(ClusterRig.QUICK);
        all.addAll(flags);
        all.add("--cluster.settle-timeout=1s");
        rig.members()
                .forEach(member -> all.add(
                        "--cluster.peer=127.0.0.1:" + member.clusterAddress().getPort()));
        Place place = Place.loopback(Programs.tocsin());
        String config = ClusterRig.config(receiver.url(), "1s", "2s");
        strangers.add(new Member(name, place, FreePorts.pick(), folder.resolve(name), config, all));
    }

    /** 0 if it gave up, because nobody let it in. */
    private static int membersAsPlainHazelcastSeesThem(ClusterRig rig) {
        try {
            HazelcastInstance plain = Hazelcast.newHazelcastInstance(plainHazelcast(rig));
            try {
                return plain.getCluster().getMembers().size();
            } finally {
                plain.getLifecycleService().terminate();
            }
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("failed to start");
            return 0;
        }
    }

    /** One that knows all that can be known without the secret: the name and the settings on which members must agree. */
    private static Config plainHazelcast(ClusterRig rig) {
        Config config = new Config().setClusterName("tocsin");
        config.setProperty("hazelcast.partition.count", "1");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.max.join.seconds", "5");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getJetConfig().setEnabled(false);
        var network = config.getNetworkConfig()
                .setPort(FreePorts.pick())
                .setPublicAddress(InetAddress.getLoopbackAddress().getHostAddress());
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .setMembers(rig.members().stream()
                        .map(member -> address(member.clusterAddress()))
                        .toList());
        return config;
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void assertMembersWork(ClusterRig rig) {
        ClusterRig.awaitRanked(rig.members());
        Alerts.post(Alerts.named("after", GROUPS), Alerts::firing, rig.member(0)::send);
        await("all is told")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Tally.of(receiver.arrivals(), "after-").firing().size() == GROUPS);
        assertThat(rig.member(1).json("/api/v2/alerts")).hasSize(GROUPS);
        Tally tally = Tally.of(receiver.arrivals(), "after-");
        ClusterRig.assertToldOnce("after", tally, rig.members());
        assertThat(tally.requests().keySet()).isSubsetOf("m0", "m1");
    }

    private void assertNothingWasRead() throws IOException {
        List<Path> all = IntStream.range(0, SIZE).mapToObj(this::classes).toList();
        for (Path classes : all) {
            assertThat(Files.readString(classes))
                    .contains("com.hazelcast.core.HazelcastInstance ")
                    .doesNotContain(" " + StrangeBytes.GADGET + " ");
        }
    }
}
