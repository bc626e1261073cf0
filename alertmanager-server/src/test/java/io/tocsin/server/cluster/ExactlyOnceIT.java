package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import io.tocsin.server.process.SilenceBody;
import io.tocsin.server.process.StateProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Three healthy members: whichever of them a post reaches, each group is told once, and the members share the work. */
final class ExactlyOnceIT {
    private static final int GROUPS = 5_000;
    private static final int GROUPS_WARM = 200;
    private static final int GROUPS_FEW = 1_000;
    private static final int SILENCES = 5;
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** Of most silences: any single one may come when the machine is busy. */
    private static final Duration IN_FORCE_MAX = Duration.ofSeconds(2);

    /** Less than the interval of the full exchange, by which they would come in any case. */
    private static final Duration EACH_IN_FORCE_MAX = Duration.ofSeconds(8);

    /** Looking is not for nothing, and the members need the processors. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    /** More than one flush of every group. */
    private static final Duration QUIET = Duration.ofSeconds(6);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static TeamReceiver receiver;
    private static ClusterRig rig;

    @BeforeAll
    static void start() {
        receiver = new TeamReceiver();
        String config = ClusterRig.config(receiver.url(), "1s", "5s");
        rig = ClusterRig.loopback(3, Programs.tocsin(), folder, config, ClusterRig.QUICK)
                .start();
        ClusterRig.awaitRanked(rig.members());
        // What a JVM does for the first time takes longer.
        fireAndResolve("warm", GROUPS_WARM, rig.member(1)::send);
    }

    @AfterAll
    static void stop() {
        rig.close();
        receiver.close();
    }

    @Test
    void postedToOneMember_eachGroupToldOnce_membersShare() {
        Tally tally = fireAndResolveOnce("one", GROUPS, rig.member(0)::send);
        assertThat(tally.requests().keySet()).containsExactly("m0", "m1", "m2");
        assertThat(tally.requests().values())
                .as("notifications of each member, for the firing and for the resolved")
                .allMatch(sent -> sent >= 2 * GROUPS * 30 / 100 && sent <= 2 * GROUPS * 37 / 100);
    }

    @Test
    void postedThroughProxy_eachGroupToldOnce() throws Exception {
        try (RoundRobinProxy proxy = new RoundRobinProxy(rig.members())) {
            fireAndResolveOnce("proxy", GROUPS_FEW, request -> request.sendTo(proxy.address()));
        }
    }

    @Test
    void postedToAllMembers_eachGroupToldOnce() {
        fireAndResolveOnce("all", GROUPS_FEW, request -> {
            List<HttpAnswer> answers =
                    rig.members().stream().map(member -> member.send(request)).toList();
            assertThat(answers).allMatch(answer -> answer.status() == 200);
            return answers.get(0);
        });
    }

    private static Tally fireAndResolveOnce(String prefix, int groups, Function<HttpExchange, HttpAnswer> destination) {
        fireAndResolve(prefix, groups, destination);
        awaitQuiet(prefix);
        Tally tally = tally(prefix);
        System.out.println(prefix + ": requests " + tally.requests() + "; groups with an attempt that failed: "
                + rig.failedAttempts().ofGroups().size());
        return tally;
    }

    private static void fireAndResolve(String prefix, int groups, Function<HttpExchange, HttpAnswer> destination) {
        List<String> names = Alerts.named(prefix, groups);
        Instant begin = Instant.now();
        Alerts.post(names, Alerts::firing, destination);
        await(prefix + " fire")
                .atMost(TOLD_MAX)
                .pollInterval(LOOK_EVERY)
                .until(() -> tally(prefix).firing().size() == groups);
        Duration fired = Duration.between(begin, Instant.now());
        begin = Instant.now();
        Alerts.post(names, Alerts::resolved, destination);
        await(prefix + " are resolved")
                .atMost(TOLD_MAX)
                .pollInterval(LOOK_EVERY)
                .until(() -> tally(prefix).resolved().size() == groups);
        Duration resolved = Duration.between(begin, Instant.now());
        System.out.println(prefix + ": " + groups + " groups fire and are told within " + fired.toMillis()
                + " ms, are resolved within " + resolved.toMillis() + " ms");
    }

    /** Nothing comes twice. */
    private static void awaitQuiet(String prefix) {
        await("nothing is repeated")
                .pollInterval(LOOK_EVERY)
                .during(QUIET)
                .atMost(QUIET.multipliedBy(5))
                .untilAsserted(() -> tally(prefix).assertToldOnce(prefix, rig.failedAttempts()));
    }

    private static Tally tally(String prefix) {
        return Tally.of(receiver.arrivals(), prefix + "-");
    }

    @Test
    void silenceMadeOnOne_inForceOnAll() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < SILENCES; i++) {
            // given
            String name = "quiet-" + i;
            Member first = rig.member(i % 3);
            Alerts.post(List.of(name), Alerts::firing, first::send);
            await().until(() -> rig.members().stream()
                    .allMatch(member -> state(member, name).equals("active")));
            // when
            HttpAnswer made = first.send(SilenceBody.of("grp", name).post());
            long begin = System.nanoTime();
            String id = StateProbe.idIn(made);
            // then
            await("in force on all")
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> rig.others(first).allMatch(member -> isInForce(member, id)));
            delays.add(Duration.ofNanos(System.nanoTime() - begin));
            rig.members().forEach(member -> assertThat(state(member, name)).isEqualTo("suppressed"));
        }
        System.out.println("silences are in force on all members after " + delays);
        Collections.sort(delays);
        assertThat(delays.get(SILENCES / 2)).as("the median of " + delays).isLessThan(IN_FORCE_MAX);
        assertThat(delays.get(SILENCES - 1)).as("the longest of " + delays).isLessThan(EACH_IN_FORCE_MAX);
    }

    /** What is silenced on one is not told by any, and is told when another one ends the silence. */
    @Test
    void silenceMadeOnOneEndedOnAnother_countsForWhoeverSends() {
        // given
        HttpAnswer made =
                rig.member(0).send(SilenceBody.ofPattern("grp", "muted-.*").post());
        String id = StateProbe.idIn(made);
        List<String> names = Alerts.named("muted", 30);
        // when
        Alerts.post(names, Alerts::firing, rig.member(1)::send);
        // then
        await("nobody is told")
                .during(QUIET)
                .atMost(QUIET.multipliedBy(5))
                .until(() -> tally("muted").requests().isEmpty());
        // when
        HttpAnswer ended = rig.member(2).send(new HttpExchange("DELETE", "/api/v2/silence/" + id, Map.of(), null));
        assertThat(ended.status()).isEqualTo(200);
        // then
        await("all are told")
                .atMost(TOLD_MAX)
                .until(() -> tally("muted").firing().size() == names.size());
        awaitQuiet("muted");
    }

    private static boolean isInForce(Member member, String id) {
        HttpAnswer answer = member.get("/api/v2/silence/" + id);
        return answer.status() == 200 && answer.text().contains("\"state\":\"active\"");
    }

    private static String state(Member member, String name) {
        return member.json("/api/v2/alerts?filter=grp%3D" + name)
                .path(0)
                .path("status")
                .path("state")
                .asText();
    }
}
