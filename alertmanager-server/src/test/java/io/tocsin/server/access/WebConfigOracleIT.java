package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks a living original what it makes of web configurations, and reports what has drifted; with {@code
 * -Dtocsin.golden.record=FOLDER} it writes the answers down instead.
 */
@Tag("oracle")
final class WebConfigOracleIT {
    private static final String CONFIG = "route: {receiver: a}\nreceivers: [{name: a}]\n";
    private static final Pattern SERVING = Pattern.compile("msg=\"TLS is (enabled|disabled)\\.\" http2=(\\w+)");
    private static final Pattern REFUSED = Pattern.compile("msg=\"Listen error\" err=(.*)");
    /** It finds that cipher suites do not suit HTTP/2 only after it has said that it serves. */
    private static final Duration SECOND_THOUGHTS = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @Test
    void webConfigurations_askedAgain_getTheRecordedAnswer() throws Exception {
        Path original = Programs.peer("prometheus-alertmanager");
        WebConfigCases.makeFiles(folder);
        Map<String, String> answers = new LinkedHashMap<>();
        for (var each : WebConfigCases.configurations().entrySet()) {
            answers.put(each.getKey(), answer(original, each.getValue()));
        }

        String target = System.getProperty("tocsin.golden.record", "");
        if (target.isEmpty()) {
            assertThat(answers).isEqualTo(WebConfigCases.answers());
        } else {
            write(Path.of(target), Programs.firstVersionLine(original), answers);
        }
    }

    private String answer(Path original, String webConfig) throws Exception {
        Path file = folder.resolve("web.yml");
        Files.writeString(file, webConfig);
        try (var process = AlertmanagerProcess.start(original, folder, CONFIG, List.of("--web.config.file=" + file))) {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> SERVING.matcher(process.log()).find()
                            || REFUSED.matcher(process.log()).find());
            Thread.sleep(SECOND_THOUGHTS.toMillis());
            return answerIn(process.log());
        }
    }

    private String answerIn(String log) {
        Matcher refused = REFUSED.matcher(log);
        if (refused.find()) {
            return "refused " + refused.group(1).replace(folder + "/", "").replace(folder.toString(), ".");
        }
        Matcher serving = SERVING.matcher(log);
        assertThat(serving.find()).isTrue();
        return "accepted tls=" + serving.group(1).equals("enabled") + " http2=" + serving.group(2);
    }

    private static void write(Path target, String version, Map<String, String> answers) throws IOException {
        StringBuilder text = new StringBuilder("# recorded from " + version + "\n");
        answers.forEach((name, answer) -> text.append("=== " + name + "\n" + answer + "\n"));
        Path file = target.resolve("recorded/" + WebConfigCases.RECORDING + ".txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
