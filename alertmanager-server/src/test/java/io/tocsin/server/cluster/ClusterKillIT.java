package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Members are killed, at moments drawn by chance, while alerts are posted that are never posted again. */
final class ClusterKillIT {
    private static final int GROUPS = 300;
    private static final Duration GROUP_WAIT = Duration.ofSeconds(2);

    /** So long a member waits for each one before it that it does not know to be dead. */
    private static final Duration PEER_TIMEOUT = Duration.ofMinutes(2);

    /** Half of that, so that nobody can have waited; it leaves a busy machine the time for an attempt that fails. */
    private static final Duration TAKE_OVER_MAX = Duration.ofMinutes(1);

    private static final Duration SAME_STATE_MAX = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void membersKilled_nothingAnsweredIsLost() throws Exception {
        kill(3, Duration.ofSeconds(10));
    }

    @Test
    @Tag("long")
    void membersKilledOften_nothingAnsweredIsLost() throws Exception {
        kill(10, Duration.ofSeconds(30));
    }

    /** @param every time from one kill to the next one, restart included */
    private void kill(int kills, Duration every) throws Exception {
        try (Turmoil turmoil = new Turmoil(Programs.tocsin(), folder).begin()) {
            ClusterRig rig = turmoil.rig();
            for (int i = 0; i < kills; i++) {
                Instant next = Instant.now().plus(every);
                Thread.sleep(turmoil.random().nextLong(every.toMillis() / 3));
                Member victim = rig.member(turmoil.random().nextInt(3));
                turmoil.kills().add(victim);
                victim.kill();
                Thread.sleep(turmoil.random().nextLong(every.toMillis() / 3));
                victim.start();
                victim.awaitReady();
                ClusterRig.awaitRanked(rig.members());
                Thread.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
            }
            turmoil.end();
            System.out.println("cluster: one state after " + rig.awaitSameState(SAME_STATE_MAX));
        }
    }

    /**
     * What a dead member would have sent comes from others, as soon as they know that it is dead: also where one of them comes
     * first that the dead one had not told yet.
     */
    @Test
    void memberDies_othersTakeItsGroupsOver() throws Exception {
        try (TeamReceiver receiver = new TeamReceiver();
                ClusterRig rig = ClusterRig.loopback(
                        3,
                        Programs.tocsin(),
                        folder,
                        ClusterRig.config(receiver.url(), GROUP_WAIT.toSeconds() + "s", "5s"),
                        patient())) {
            rig.start();
            ClusterRig.awaitRanked(rig.members());
            warmUp(rig, receiver);
            Member victim = rig.member(2);
            Member untold = rig.member(1);
            List<Member> survivors = rig.others(victim).toList();
            // when
            untold.signal("STOP");
            Alerts.post(Alerts.named("group", GROUPS), Alerts::firing, victim::send);
            Instant due = Instant.now().plus(GROUP_WAIT);
            Instant killed = Instant.now();
            victim.kill();
            untold.signal("CONT");
            ClusterRig.awaitWhole(survivors);
            Instant known = Instant.now();
            // then
            awaitFiring(receiver, "group", GROUPS);
            Instant told = receiver.arrivals().get(receiver.count() - 1).at();
            Duration takeOver = Duration.between(known.isAfter(due) ? known : due, told);
            System.out.println("cluster: known dead "
                    + Duration.between(killed, known).toMillis() + " ms after the kill; all groups told "
                    + takeOver.toMillis() + " ms after that, or their group_wait");
            assertThat(takeOver).isLessThan(TAKE_OVER_MAX);
            Tally tally = Tally.of(receiver.arrivals(), "group-");
            assertThat(tally.requests().keySet()).containsExactly("m0", "m1");
            ClusterRig.assertToldOnce("group", tally, rig.members());
        }
    }

    /** Members compare what they hold only where there is a reason, and wait long for each other. */
    private static List<String> patient() {
        List<String> flags = new ArrayList<>(ClusterRig.QUICK);
        flags.removeIf(flag -> flag.startsWith("--cluster.pushpull-interval="));
        flags.add("--cluster.pushpull-interval=10m");
        flags.add("--cluster.peer-timeout=" + PEER_TIMEOUT.toSeconds() + "s");
        return flags;
    }

    /** What a JVM does for the first time takes longer. */
    private static void warmUp(ClusterRig rig, TeamReceiver receiver) {
        Alerts.post(Alerts.named("warm", GROUPS), Alerts::firing, rig.member(0)::send);
        awaitFiring(receiver, "warm", GROUPS);
    }

    private static void awaitFiring(TeamReceiver receiver, String prefix, int count) {
        await(prefix + " fire")
                .atMost(PEER_TIMEOUT.multipliedBy(2))
                .until(() ->
                        Tally.of(receiver.arrivals(), prefix + "-").firing().size() == count);
    }
}
