package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original's amtool, unchanged, prints against ours what it prints against the original. */
final class AmtoolCompatibilityIT {
    @Test
    void installedAmtool_talkingToUs_printsWhatWasRecorded(@TempDir Path folder) throws Exception {
        check(Programs.installed("amtool", "tocsin.require.amtool"), folder);
    }

    @Test
    @Tag("oracle")
    void newestAmtool_talkingToUs_printsWhatWasRecorded(@TempDir Path folder) throws Exception {
        check(Programs.peer("amtool"), folder);
    }

    private static void check(Path amtool, Path folder) throws Exception {
        String recording = AmtoolConversation.recordingName(amtool);
        Assumptions.assumeTrue(GoldenFiles.isRecorded(recording), recording + " has not been recorded");
        String transcript = AmtoolConversation.run(amtool, Programs.tocsin(), folder);
        assertThat(AmtoolConversation.split(transcript))
                .isEqualTo(AmtoolConversation.split(GoldenFiles.recorded(recording)));
    }
}
