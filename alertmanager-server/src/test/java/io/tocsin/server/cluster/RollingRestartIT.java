package io.tocsin.server.cluster;

import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Members that end in order and come back, one after the other and all at once: nothing is lost, and nothing told again. */
final class RollingRestartIT {
    private static final Duration SAME_STATE_MAX = Duration.ofSeconds(60);
    private static final long BETWEEN_MILLIS = 1_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void restartedOneByOneAndAllAtOnce_nothingLostNothingRepeated() throws Exception {
        try (Turmoil turmoil = new Turmoil(Programs.tocsin(), folder).begin()) {
            ClusterRig rig = turmoil.rig();
            for (Member member : rig.members()) {
                Thread.sleep(BETWEEN_MILLIS);
                member.terminate();
                member.start();
                member.awaitReady();
                ClusterRig.awaitRanked(rig.members());
            }
            Thread.sleep(BETWEEN_MILLIS);
            for (Member member : rig.members()) {
                member.terminate();
            }
            rig.start();
            ClusterRig.awaitRanked(rig.members());
            Thread.sleep(BETWEEN_MILLIS);
            turmoil.end();
            System.out.println("restarts: one state after " + rig.awaitSameState(SAME_STATE_MAX));
        }
    }
}
