package io.tocsin.server.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sources of the project as they lie on disk, without what builds produce. */
final class ProjectFiles {
    private static final Set<String> PRODUCED = Set.of("target", "node_modules", ".git");

    private final Path root;
    private final List<Path> files;

    private ProjectFiles(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** Finds the project around the directory that the tests run in. */
    static ProjectFiles around() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(place.resolve(".mvn"))) {
            place = place.getParent();
            if (place == null) {
                throw new IllegalStateException(
                        "no project around " + Path.of("").toAbsolutePath());
            }
        }
        return new ProjectFiles(place, list(place));
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !PRODUCED.contains(String.valueOf(child.getFileName())))
                    .flatMap(child -> Files.isDirectory(child) ? list(child).stream() : Stream.of(child))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    /** All files whose name ends so. */
    List<Path> endingWith(String suffix) {
        return files.stream().filter(file -> file.toString().endsWith(suffix)).toList();
    }

    /** Whether a file of this name stands anywhere, or a file or folder at this path. */
    boolean has(String nameOrPath) {
        return Files.exists(root.resolve(nameOrPath))
                || files.stream().anyMatch(file -> file.endsWith(Path.of(nameOrPath)));
    }

    String show(Path file) {
        return root.relativize(file).toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
