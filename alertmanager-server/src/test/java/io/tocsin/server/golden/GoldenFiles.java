package io.tocsin.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where inputs and recorded answers are, relative to the module's folder, in which the tests run. */
final class GoldenFiles {
    static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFiles() {}

    /** All sequences, by name. */
    static List<Sequence> sequences() {
        try (var files = Files.list(FOLDER.resolve("sequences"))) {
            return files.sorted()
                    .map(file -> Sequence.parse(file.getFileName().toString().replace(".json", ""), json(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All single requests, in the order in which they are sent. */
    static List<Request> requests() {
        var requests = new ArrayList<Request>();
        json(FOLDER.resolve("requests.json")).forEach(request -> requests.add(Request.parse(request)));
        return requests;
    }

    /** The recorded transcript without its first line, which names the version that was asked. */
    static String recorded(String name) {
        String text = read(FOLDER.resolve("recorded").resolve(name + ".txt"));
        return text.substring(text.indexOf('\n') + 1);
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
