package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an amtool prints when it is pointed at an Alertmanager: the same commands each time, one after the other, with the
 * ids of silences numbered as they appear, and without times that depend on when it is asked.
 */
final class AmtoolConversation {
    private static final Path INPUT = GoldenFiles.FOLDER.resolve("amtool");
    private static final String STDIN = " < ";

    /** Of standard error only what both amtools are to say; it also holds remarks on versions, and hints. */
    private static final Pattern KEPT_OF_ERRORS =
            Pattern.compile("amtool: error: .*|Error adding silence .*|Warning: --config\\.file .*");

    /** The original logs advice on matchers to standard output (deviation D-030). */
    private static final Pattern DROPPED_OF_OUTPUT = Pattern.compile("time=\\S+ level=WARN .*");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");
    private static final String ID_OF_NOBODY = "11111111-1111-1111-1111-111111111111";

    /** The years of our own times lie before and behind those in which this is asked. */
    private static final Pattern NOW = Pattern.compile(
            "20(2[1-9]|[3-8]\\d)-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?[A-Z]+|[+-]\\d\\d:\\d\\d)");

    private static final Pattern VERSIONS = Pattern.compile("\"versionInfo\":\\{[^}]*}");
    private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-f]{6,}");

    /** The original counts what fails beside the reading of the file, and may print the number before it is final. */
    private static final Pattern FAILED_IMPORTS = Pattern.compile("couldn't import \\d+ out of");

    private static final Pattern VERSION = Pattern.compile("version (\\S+)");

    private final Path amtool;
    private final Map<String, String> environment;
    private final Path folder;
    private final String url;
    private final List<String> ids = new ArrayList<>();

    private AmtoolConversation(Path amtool, Map<String, String> environment, Path folder, String url) {
        this.amtool = amtool;
        this.environment = environment;
        this.folder = folder;
        this.url = url;
    }

    /** The name of the recording for this amtool: what it prints depends on its own version too. */
    static String recordingName(Path amtool) {
        String line = Programs.firstVersionLine(amtool);
        var version = VERSION.matcher(line);
        return "amtool-" + (version.find() ? version.group(1) : "unknown");
    }

    static String run(Path amtool, Path alertmanager, Path folder) throws IOException, InterruptedException {
        return run(amtool, Map.of(), alertmanager, folder);
    }

    /** @param environment variables for amtool beside those of this process */
    static String run(Path amtool, Map<String, String> environment, Path alertmanager, Path folder)
            throws IOException, InterruptedException {
        Path files = prepare(folder);
        String config = Files.readString(files.resolve("alertmanager.yml"), UTF_8);
        try (var process = AlertmanagerProcess.start(alertmanager, folder, config, List.of())
                .awaitReady()) {
            return new AmtoolConversation(amtool, environment, files, process.url()).run();
        }
    }

    /** Answers by command, the exit status in their last lines. */
    static Map<String, String> split(String transcript) {
        return Stream.of(transcript.split("\n(?=\\$ amtool )"))
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('\n')),
                        part -> part.substring(part.indexOf('\n') + 1).stripTrailing(),
                        (first, again) -> first + "\n--- again ---\n" + again,
                        LinkedHashMap::new));
    }

    /** What an original answered, with our own answers in the place of those that differ on purpose; by command. */
    static Map<String, String> expectedOfOurs(String recorded) throws IOException {
        Map<String, String> expected = split(recorded);
        String own = Files.readAllLines(INPUT.resolve("tocsin.txt"), UTF_8).stream()
                .filter(line -> !line.startsWith("# "))
                .collect(Collectors.joining("\n"));
        split(own).forEach((command, answer) -> {
            if (expected.put(command, answer) == null) {
                throw new IllegalStateException(command + " is not among the commands");
            }
        });
        return expected;
    }

    /** Puts the files that commands name into a folder, and the defaults where the originals and ours look for them. */
    private static Path prepare(Path folder) throws IOException {
        Path files = Files.createDirectories(folder.resolve("amtool"));
        try (Stream<Path> given = Files.list(INPUT)) {
            for (Path file : given.toList()) {
                Files.copy(file, files.resolve(file.getFileName()));
            }
        }
        for (String place : List.of(".config/amtool/config.yml", ".config/prometheus/amtool.yml")) {
            Path defaults = files.resolve(place);
            Files.createDirectories(defaults.getParent());
            Files.copy(INPUT.resolve("config.yml"), defaults);
        }
        return files;
    }

    private String run() throws IOException, InterruptedException {
        List<String> transcript = new ArrayList<>();
        for (String command : Files.readAllLines(INPUT.resolve("commands.txt"), UTF_8)) {
            if (!command.isEmpty() && !command.startsWith("#")) {
                transcript.add("$ amtool " + command + "\n" + answer(command));
            }
        }
        return String.join("\n", transcript);
    }

    private String answer(String command) throws IOException, InterruptedException {
        int redirect = command.indexOf(STDIN);
        String words = redirect < 0 ? command : command.substring(0, redirect);
        String input = redirect < 0 ? "" : command.substring(redirect + STDIN.length());
        List<String> line = new ArrayList<>(List.of(amtool.toString(), "--alertmanager.url=" + url));
        for (String word : words.split(" ")) {
            line.add(withIds(word.replace('_', ' ')));
        }
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(
                        input.isEmpty()
                                ? Path.of("/dev/null").toFile()
                                : folder.resolve(input).toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("TZ", "UTC");
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "did not end\n";
        }
        String printed = Files.readString(output, UTF_8)
                .lines()
                .filter(each -> !DROPPED_OF_OUTPUT.matcher(each).matches())
                .map(each -> each + "\n")
                .collect(Collectors.joining());
        String said = Files.readString(errors, UTF_8)
                .lines()
                .filter(each -> KEPT_OF_ERRORS.matcher(each).matches())
                .map(each -> each + "\n")
                .collect(Collectors.joining());
        return masked(printed + said) + "exit " + process.exitValue() + "\n";
    }

    private String withIds(String word) {
        return PLACEHOLDER.matcher(word).replaceAll(number -> {
            int index = Integer.parseInt(number.group(1)) - 1;
            return index < ids.size() ? ids.get(index) : "unknown";
        });
    }

    private String masked(String text) {
        String numbered = ID.matcher(text).replaceAll(id -> number(id.group()));
        String timeless = NOW.matcher(numbered).replaceAll("<time>");
        String versionless = VERSIONS.matcher(timeless).replaceAll("\"versionInfo\":\"...\"");
        String uncounted = FAILED_IMPORTS.matcher(versionless).replaceAll("couldn't import <some> out of");
        return ADDRESS.matcher(uncounted).replaceAll("<address>");
    }

    private String number(String id) {
        if (id.equals(ID_OF_NOBODY)) {
            return id;
        }
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return "<id " + (ids.indexOf(id) + 1) + ">";
    }
}
