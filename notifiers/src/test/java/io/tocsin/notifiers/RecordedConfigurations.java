package io.tocsin.notifiers;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.tls.NamedCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The configurations of all recordings, and of the conformance data where {@code -Dtocsin.conformance} names it. */
final class RecordedConfigurations {
    private static final Path FOLDER = Path.of("src", "test", "resources");

    private RecordedConfigurations() {}

    /** @param name where the text comes from */
    record Recorded(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Those that we accept, each once. */
    static Stream<Recorded> accepted() {
        return Stream.of(folders("status-golden"), folders("status-newer"), files(), settings(), conformance())
                .flatMap(source -> source)
                .filter(recorded -> decode(recorded.text()) instanceof Accepted);
    }

    static ConfigurationResult decode(String text) {
        return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode("alertmanager.yml", text);
    }

    /** What a text that is accepted holds. */
    static Configuration configuration(String text) {
        return ((Accepted) decode(text)).configuration();
    }

    private static Stream<Recorded> folders(String parent) {
        return list(FOLDER.resolve(parent))
                .filter(Files::isDirectory)
                .map(folder ->
                        new Recorded(parent + "/" + folder.getFileName(), read(folder.resolve("alertmanager.yml"))));
    }

    private static Stream<Recorded> files() {
        return lines(
                "files-recorded",
                (file, columns) -> NamedCertificates.fill(
                        columns[0].replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")));
    }

    private static Stream<Recorded> settings() {
        return lines(
                "settings-recorded",
                (file, columns) -> "global: {" + columns[0] + "}\nroute: {receiver: a}\nreceivers: [{name: a,\n    "
                        + file.replace(".tsv", "_configs") + ": " + columns[1] + "}]\n");
    }

    private interface TextMaker {
        String make(String file, String[] columns);
    }

    private static Stream<Recorded> lines(String parent, TextMaker maker) {
        return list(FOLDER.resolve(parent))
                .filter(file -> file.toString().endsWith(".tsv"))
                .flatMap(file -> {
                    String name = file.getFileName().toString();
                    List<String> lines = read(file).lines().toList();
                    return IntStream.range(0, lines.size())
                            .mapToObj(i -> new Recorded(
                                    name + ":" + (i + 1),
                                    maker.make(name, lines.get(i).split("\t", -1))));
                });
    }

    private static Stream<Recorded> conformance() {
        String data = System.getProperty("tocsin.conformance", "");
        return data.isEmpty()
                ? Stream.empty()
                : list(Path.of(data, "config"))
                        .filter(file -> file.toString().endsWith(".yml"))
                        .map(file -> new Recorded(file.getFileName().toString(), read(file)));
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
