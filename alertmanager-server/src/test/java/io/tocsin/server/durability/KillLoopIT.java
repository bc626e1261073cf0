package io.tocsin.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.KillLoop.Outcome;
import io.tocsin.server.durability.KillLoop.Settings;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that was acknowledged is lost, however often the server is killed. {@code -Dtocsin.kill.seed} repeats what was
 * drawn in another run, {@code -Dtocsin.kill.count} sets how many kills there are.
 */
@Tag("waits")
final class KillLoopIT {
    private static final int KILLS = 20;
    private static final int KILLS_LONG = 500;
    private static final int TELL_EVERY = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void killedAgainAndAgain_nothingAcknowledgedIsLost() throws Exception {
        assertNothingBroken(run(Programs.tocsin(), List.of(), KILLS));
    }

    @Test
    @Tag("long")
    void killedManyTimes_nothingAcknowledgedIsLost() throws Exception {
        assertNothingBroken(run(Programs.tocsin(), List.of(), KILLS_LONG));
    }

    /** That the loop can tell: from memory alone nothing comes back. */
    @Test
    @Tag("long")
    void storesNothing_killedAgainAndAgain_losesWhatItAcknowledged() throws Exception {
        assertLosses(run(Programs.tocsin(), List.of("--storage.path="), KILLS));
    }

    /** For the record: what the original loses in the same loop. Reports, and asserts that the loop can tell. */
    @Test
    @Tag("oracle")
    void original_killedAgainAndAgain_losesWhatItAcknowledged() throws Exception {
        Path original = Programs.peer("prometheus-alertmanager");
        Outcome outcome = run(original, List.of(), KILLS);
        System.out.println(Programs.firstVersionLine(original) + "\n" + outcome);
        assertLosses(outcome);
    }

    private static void assertLosses(Outcome outcome) {
        assertThat(outcome.violations().count(Rule.SILENCE_LOST)).isPositive();
        assertThat(outcome.violations().count(Rule.ALERT_LOST)).isPositive();
        assertThat(outcome.violations().count(Rule.NOT_TOLD)).isPositive();
    }

    private Outcome run(Path program, List<String> flags, int kills) throws InterruptedException, IOException {
        long seed = Long.getLong("tocsin.kill.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        int count = Integer.getInteger("tocsin.kill.count", kills);
        System.out.println("kill loop: seed " + seed + ", " + count + " kills, in " + folder);
        Settings settings = new Settings(program, folder, flags, count, seed, TELL_EVERY);
        try (KillLoop loop = new KillLoop(settings, line -> System.out.println("kill loop: " + line))) {
            return loop.run();
        }
    }

    private static void assertNothingBroken(Outcome outcome) {
        System.out.println("kill loop: " + outcome);
        assertThat(String.join("\n", outcome.violations().told()))
                .as(outcome.toString())
                .isEmpty();
    }
}
