package io.tocsin.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Where inputs and recorded answers are, relative to the module's folder, in which the tests run. */
final class GoldenFiles {
    static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFiles() {}

    /** All sequences that are asked for, by name. */
    static List<Sequence> sequences() {
        return parseAll("sequences", Sequence::parse).stream()
                .filter(sequence -> isAsked(sequence.name()))
                .toList();
    }

    /** All sequences about what receivers are sent that are asked for, by name. */
    static List<Sequence> receiverSequences() {
        var written = parseAll("receivers", (name, file) -> Sequence.parse("receivers-" + name, file));
        return Stream.concat(written.stream(), Stream.of(AlertSets.sequence()))
                .filter(sequence -> isAsked(sequence.name()))
                .toList();
    }

    /** All sets of single requests that are asked for, by name. */
    static List<RequestSet> requestSets() {
        return parseAll("requests", RequestSet::parse).stream()
                .filter(set -> isAsked(set.recording()))
                .toList();
    }

    /** Whether the recording {@code name} is among those that {@code -Dtocsin.golden.only} leaves; all without it. */
    static boolean isAsked(String name) {
        return name.matches(System.getProperty("tocsin.golden.only", ".*"));
    }

    private static <T> List<T> parseAll(String folder, BiFunction<String, JsonNode, T> parser) {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return files.sorted()
                    .map(file -> parser.apply(file.getFileName().toString().replace(".json", ""), json(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded transcript without its first line, which names the version that was asked. */
    static String recorded(String name) {
        String text = read(FOLDER.resolve("recorded").resolve(name + ".txt"));
        return text.substring(text.indexOf('\n') + 1);
    }

    /** What ours does in places where it differs from the recording {@code name} on purpose; mostly nothing. */
    static String ours(String name) {
        Path file = FOLDER.resolve("ours").resolve(name + ".txt");
        return Files.exists(file) ? read(file) : "";
    }

    static boolean isRecorded(String name) {
        return Files.exists(FOLDER.resolve("recorded").resolve(name + ".txt"));
    }

    static void record(Path folder, String name, String version, String transcript) {
        write(folder.resolve("recorded").resolve(name + ".txt"), "# recorded from " + version + "\n" + transcript);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recordings come from 0.33.1, which does not know this member; 0.34 always writes it. */
    static String withoutRouteLabels(String json) {
        return json.replace(",\"routeLabels\":{}", "");
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
