package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A member that is stopped for a while, as a machine that is moved: others take over, and it knows that when it goes on. */
@Tag("waits")
final class SuspendedMemberIT {
    private static final int GROUPS = 150;
    private static final Duration SUSPENDED = Duration.ofSeconds(20);
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);
    private static final Duration SAME_STATE_MAX = Duration.ofSeconds(60);

    /** Several flushes of every group, and those that were held when it woke up, which wait five seconds more. */
    private static final Duration QUIET = Duration.ofSeconds(11);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void suspended_othersTakeOver_itTellsNothingAgain() throws Exception {
        try (TeamReceiver receiver = new TeamReceiver();
                ClusterRig rig = ClusterRig.loopback(
                        3,
                        Programs.tocsin(),
                        folder,
                        // Longer than a busy machine takes to stop it.
                        ClusterRig.config(receiver.url(), "6s", "2s"),
                        ClusterRig.QUICK)) {
            rig.start();
            ClusterRig.awaitRanked(rig.members());
            Member victim = rig.member(1);
            List<Member> others = rig.others(victim).toList();
            // when it stops between the post and the first flush
            Alerts.post(Alerts.named("before", GROUPS), Alerts::firing, victim::send);
            victim.signal("STOP");
            long stopped = System.nanoTime();
            Alerts.post(Alerts.named("during", GROUPS), Alerts::firing, rig.member(0)::send);
            // then
            awaitFiring(receiver, "before");
            awaitFiring(receiver, "during");
            ClusterRig.awaitWhole(others);
            Alerts.post(Alerts.named("during", GROUPS), Alerts::resolved, rig.member(2)::send);
            Thread.sleep(Math.max(0, SUSPENDED.toMillis() - (System.nanoTime() - stopped) / 1_000_000));
            // when
            victim.signal("CONT");
            // then
            ClusterRig.awaitRanked(rig.members());
            System.out.println("suspended: one state after " + rig.awaitSameState(SAME_STATE_MAX));
            await("nothing is repeated")
                    .during(QUIET)
                    .atMost(QUIET.multipliedBy(5))
                    .untilAsserted(() -> {
                        for (String prefix : List.of("before-", "during-")) {
                            Tally tally = Tally.of(receiver.arrivals(), prefix);
                            tally.assertToldOnce(prefix, rig.failedAttempts());
                            assertThat(tally.requests().keySet()).doesNotContain(victim.name());
                        }
                    });
            assertThat(Tally.of(receiver.arrivals(), "during-").resolved()).hasSize(GROUPS);
            assertThat(Tally.of(receiver.arrivals(), "before-").resolved()).isEmpty();
        }
    }

    private static void awaitFiring(TeamReceiver receiver, String prefix) {
        await(prefix + " fire")
                .atMost(TOLD_MAX)
                .until(() ->
                        Tally.of(receiver.arrivals(), prefix + "-").firing().size() == GROUPS);
    }
}
