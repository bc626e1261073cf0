package io.tocsin.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks promtool again what is recorded of it, and reports what has drifted. */
@Tag("oracle")
final class PromtoolVerdictsTest {
    @TempDir
    private Path folder;

    @Test
    void configurations_askedAgain_areJudgedAsRecorded() throws IOException, InterruptedException {
        assertThat(drifted(
                        PrometheusConfigurationCasesTest.cases(),
                        "prometheus.yml",
                        List.of("check", "config", "--syntax-only")))
                .isEmpty();
    }

    @Test
    void rules_askedAgain_areJudgedAsRecorded() throws IOException, InterruptedException {
        assertThat(drifted(RuleFileCasesTest.cases(), "rules.yml", List.of("check", "rules", "--lint=none")))
                .isEmpty();
    }

    private List<String> drifted(List<RecordedCase> cases, String name, List<String> arguments)
            throws IOException, InterruptedException {
        String peers = System.getProperty("tocsin.peers", "");
        assumeThat(peers).as("-Dtocsin.peers=FOLDER (with promtool)").isNotEmpty();
        List<String> drifted = new ArrayList<>();
        for (RecordedCase recorded : cases) {
            Path file = Files.writeString(folder.resolve(name), recorded.text());
            List<String> command =
                    new ArrayList<>(List.of(Path.of(peers, "promtool").toString()));
            command.addAll(arguments);
            command.add(file.toString());
            String answer = run(command);
            if (answer.contains("FAILED") == recorded.isAccepted()) {
                drifted.add(recorded.name() + ": " + answer);
            }
        }
        return drifted;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return answer;
    }
}
