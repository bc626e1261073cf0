package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.FreePorts;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Members come and go: late, under a name that another one has, with another configuration, in order. */
@Tag("waits")
final class MembershipIT {
    private static final int GROUPS = 30;
    private static final Duration SEEN_MAX = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final TeamReceiver receiver = new TeamReceiver();
    private final List<Member> members = new ArrayList<>();

    @AfterEach
    void stop() {
        members.parallelStream().forEach(Member::close);
        receiver.close();
    }

    /** Seeds are given by name, and the first member starts long before the others: it works alone until they come. */
    @Test
    void seedsComeLate_meetAllTheSame_knowWhatTheFirstKnew() {
        // given
        for (int i = 0; i < 3; i++) {
            member("m" + i, "m" + i);
        }
        start(0);
        ClusterRig.awaitWhole(List.of(members.get(0)));
        fire("alone", members.get(0));
        awaitFiring("alone");
        // when
        start(1);
        start(2);
        // then
        ClusterRig.awaitRanked(members);
        assertThat(members.get(2).json("/api/v2/alerts")).hasSize(GROUPS);
        fire("late", members.get(2));
        awaitFiring("late");
        assertThat(tally("late").requests().keySet()).containsExactly("m0", "m1", "m2");
    }

    @Test
    void memberLeavesAndComesBack_othersSeeItAtOnce() throws Exception {
        // given
        for (int i = 0; i < 2; i++) {
            member("m" + i, "m" + i);
            start(i);
        }
        ClusterRig.awaitRanked(members);
        Member stays = members.get(0);
        Member leaves = members.get(1);
        // when
        leaves.terminate();
        // then
        await().atMost(SEEN_MAX).until(() -> stays.peers().size() == 1);
        assertThat(stays.log()).contains("peer left").doesNotContain("peer lost");
        // when
        leaves.start();
        leaves.awaitReady();
        // then
        ClusterRig.awaitRanked(members);

        // when it reads another configuration
        Path config = folder.resolve("m1/alertmanager.yml");
        String before = Files.readString(config);
        Files.writeString(config, before + "# another one\n");
        reload(leaves);
        // then
        awaitDiffering(true);
        Files.writeString(config, before);
        reload(leaves);
        awaitDiffering(false);
    }

    @Test
    void sameNameTwice_bothTakePart() {
        member("m0", "m0");
        member("m0", "other");
        start(0);
        start(1);
        await("two members, under two names")
                .atMost(SEEN_MAX)
                .until(() -> members.stream().allMatch(member -> member.peers().size() == 2));
        await("both take their turns").atMost(SEEN_MAX).untilAsserted(() -> {
            for (Member member : members) {
                assertThat(member.cluster().path("members"))
                        .allMatch(each -> each.path("state").asText().equals("ranked"));
            }
        });
        fire("clash", members.get(0));
        awaitFiring("clash");
        ClusterRig.assertToldOnce("clash", tally("clash"), members);
        assertThat(members.get(0).get("/metrics").text()
                        + members.get(1).get("/metrics").text())
                .containsPattern("alertmanager_cluster_peer_name_conflicts_total [1-9]");
    }

    private void member(String name, String folderName) {
        List<Integer> ports = FreePorts.pick(1);
        List<String> flags = new ArrayList<>(ClusterRig.QUICK);
        // One that finds nobody waits for the others that long.
        flags.add("--cluster.settle-timeout=8s");
        members.add(new Member(
                name,
                Place.loopback(Programs.tocsin()),
                ports.get(0),
                folder.resolve(folderName),
                ClusterRig.config(receiver.url(), "1s", "2s"),
                flags));
    }

    /** Told of all, by name, that there are and will be. */
    private void start(int index) {
        List<String> seeds = members.stream()
                .map(member ->
                        "--cluster.peer=localhost:" + member.clusterAddress().getPort())
                .toList();
        members.get(index).start(seeds);
        members.get(index).awaitReady();
    }

    private static void reload(Member member) {
        assertThat(member.send(HttpExchange.post("/-/reload", "")).status()).isEqualTo(200);
    }

    private void awaitDiffering(boolean differ) {
        await("configurations differ: " + differ)
                .atMost(SEEN_MAX)
                .until(() -> members.stream()
                        .allMatch(member ->
                                member.cluster().path("configurationsDiffer").asBoolean() == differ));
    }

    private static void fire(String prefix, Member member) {
        Alerts.post(Alerts.named(prefix, GROUPS), Alerts::firing, member::send);
    }

    private void awaitFiring(String prefix) {
        await(prefix + " fire")
                .atMost(SEEN_MAX)
                .until(() -> tally(prefix).firing().size() == GROUPS);
    }

    private Tally tally(String prefix) {
        return Tally.of(receiver.arrivals(), prefix + "-");
    }
}
