package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What an amtool prints when it is pointed at an Alertmanager: the same commands each time, one after the other. */
final class AmtoolConversation {
    private static final String CONFIG = """
            route:
              receiver: default
              group_by: [alertname]
              routes:
              - {matchers: [team="db"], receiver: db}
            receivers:
            - name: default
            - name: db
              webhook_configs: [{url: "http://127.0.0.1:1/secret"}]
            """;

    /** Words are separated by a blank; an underscore stands for a blank inside a word. */
    private static final List<String> COMMANDS = List.of(
            "alert add alertname=Plain job=node --start=2020-01-01T00:00:00Z --end=2099-01-01T00:00:00Z"
                    + " --annotation=summary=\"plain_summary\" --generator-url=http://p.test/graph",
            "alert add Short team=db severity=page --start=2020-01-02T02:00:00+02:00 --end=2099-01-01T00:00:00Z",
            "alert add alertname=Gone --start=2020-01-03T00:00:00Z --end=2020-01-04T00:00:00Z",
            "alert",
            "alert query",
            "alert query -o extended",
            "alert query -o json",
            "alert query Plain",
            "alert query alertname=Short team=~\"d.\"",
            "alert query severity!=page",
            "alert query team=\"\"",
            "alert query --receiver=db",
            "alert query --receiver=other",
            "alert query --active",
            "alert query --silenced",
            "alert query --inhibited",
            "alert query --unprocessed",
            "alert query bad~x",
            "config show",
            "config routes show",
            "config routes test team=db",
            "cluster show",
            "cluster show -o json",
            "silence query");

    private static final Pattern UPDATED = Pattern.compile("\"updatedAt\":\"[^\"]*\"");
    private static final Pattern VERSION = Pattern.compile("version (\\S+)");

    private AmtoolConversation() {}

    /** The name of the recording for this amtool: what it prints depends on its own version too. */
    static String recordingName(Path amtool) {
        String line = Programs.firstVersionLine(amtool);
        var version = VERSION.matcher(line);
        return "amtool-" + (version.find() ? version.group(1) : "unknown");
    }

    static String run(Path amtool, Path alertmanager, Path folder) throws IOException, InterruptedException {
        var transcript = new ArrayList<String>();
        try (var process = AlertmanagerProcess.start(alertmanager, folder, CONFIG, List.of())
                .awaitReady()) {
            for (String command : COMMANDS) {
                transcript.add("$ amtool " + command + "\n" + run(amtool, process.url(), command, folder));
            }
        }
        return String.join("\n", transcript);
    }

    private static String run(Path amtool, String url, String command, Path folder)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(amtool.toString(), "--alertmanager.url=" + url));
        for (String word : command.split(" ")) {
            line.add(word.replace('_', ' '));
        }
        Path output = folder.resolve("amtool-output.txt");
        Path errors = folder.resolve("amtool-errors.txt");
        var builder = new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("TZ", "UTC");
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "did not end\n";
        }
        // On success stderr carries only a remark on different versions, and advice on matchers.
        String said = process.exitValue() == 0 ? "" : lastLine(Files.readString(errors, UTF_8));
        String printed = UPDATED.matcher(Files.readString(output, UTF_8)).replaceAll("\"updatedAt\":\"...\"");
        return printed + said + "exit " + process.exitValue() + "\n";
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (before, line) -> line) + "\n";
    }
}
