package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.server.amtool.CommandLoop;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    private static final String TIMED_OUT = "did not end\n";

    private final Path amtool;
    private final Path folder;
    private final String url;
    private final @Nullable CommandLoop loop;
    private final Set<String> begun = new HashSet<>();
    private final List<String> ids = new ArrayList<>();

    /** @param loop runs commands that need no process of their own; null if all do */
    private AmtoolConversation(Path amtool, Path folder, String url, @Nullable CommandLoop loop) {
        this.amtool = amtool;
        this.folder = folder;
        this.url = url;
        this.loop = loop;
    }

    /** The name of the recording for this amtool: what it prints depends on its own version too. */
    static String recordingName(Path amtool) {
        String line = Programs.firstVersionLine(amtool);
        var version = VERSION.matcher(line);
        return "amtool-" + (version.find() ? version.group(1) : "unknown");
    }

    static String run(Path amtool, Path alertmanager, Path folder) throws IOException, InterruptedException {
        Path files = prepare(folder);
        try (var process = start(alertmanager, folder, files)) {
            return new AmtoolConversation(amtool, files, process.url(), null).run();
        }
    }

    /**
     * The same for our own amtool, most of its commands in one process: a process of its own has the first of every kind,
     * and what depends on how a process is started, which are words beyond ASCII and standard input.
     */
    static String runOurs(Path alertmanager, Path folder) throws IOException, InterruptedException {
        Path files = prepare(folder);
        var builder = new ProcessBuilder().directory(files.toFile());
        builder.environment().putAll(environment(files));
        // As the launcher sees to it for a process of its own.
        builder.environment().put("LC_ALL", "C.UTF-8");
        try (var process = start(alertmanager, folder, files);
                var loop = new CommandLoop(builder)) {
            return new AmtoolConversation(Programs.tocsinAmtool(), files, process.url(), loop).run();
        }
    }

    private static AlertmanagerProcess start(Path alertmanager, Path folder, Path files) throws IOException {
        String config = Files.readString(files.resolve("alertmanager.yml"), UTF_8);
        return AlertmanagerProcess.start(alertmanager, folder, config, List.of())
                .awaitReady();
    }

    private static Map<String, String> environment(Path folder) {
        return Map.of("TZ", "UTC", "HOME", folder.toString());
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
        List<String> arguments = new ArrayList<>(List.of("--alertmanager.url=" + url));
        for (String word : words.split(" ")) {
            arguments.add(withIds(word.replace('_', ' ')));
        }
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        boolean isFirst = begun.add(words.split(" ")[0]);
        int status;
        try {
            status = loop == null || isFirst || !input.isEmpty() || !isAscii(words)
                    ? inProcessOfItsOwn(arguments, input, output, errors)
                    : loop.run(arguments, output, errors);
        } catch (TimeoutException ignored) {
            return TIMED_OUT;
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
        return masked(printed + said) + "exit " + status + "\n";
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private int inProcessOfItsOwn(List<String> arguments, String input, Path output, Path errors)
            throws IOException, InterruptedException, TimeoutException {
        List<String> line = new ArrayList<>(List.of(amtool.toString()));
        line.addAll(arguments);
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(
                        input.isEmpty()
                                ? Path.of("/dev/null").toFile()
                                : folder.resolve(input).toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment(folder));
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new TimeoutException(String.join(" ", line));
        }
        return process.exitValue();
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
