package io.tocsin.server.amtool;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that an argument or a flag names. */
final class InputFile {
    private InputFile() {}

    /**
     * The same path, which leads to a file.
     *
     * @throws CommandFailure in the original's words if it does not
     */
    static String check(String path) throws CommandFailure {
        try {
            if (path.isEmpty() || !Files.exists(Path.of(path))) {
                throw new CommandFailure("path '" + path + "' does not exist");
            }
            if (Files.isDirectory(Path.of(path))) {
                Path name = Path.of(path).getFileName();
                throw new CommandFailure("'" + (name == null ? path : name) + "' is a directory");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new CommandFailure("path '" + path + "' does not exist", e);
        }
    }
}
