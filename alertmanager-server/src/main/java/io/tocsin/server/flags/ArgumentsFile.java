package io.tocsin.server.flags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file of arguments, one per line, named on the command line as {@code @file}. Lines starting with # are skipped. */
final class ArgumentsFile {
    private static final long MAX_BYTES = 1 << 20;

    private ArgumentsFile() {}

    /** The file's arguments, last one first, ready to be pushed back before the rest of the line. */
    static List<String> read(String file) throws FlagException {
        List<String> words = new ArrayList<>();
        for (String line : lines(file)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                words.add(line);
            }
        }
        Collections.reverse(words);
        return words;
    }

    private static List<String> lines(String file) throws FlagException {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw unreadable(file, "larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "open " + file + ": no such file or directory");
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
    }

    private static FlagException unreadable(String file, String why) {
        return new FlagException("failed to open arguments file \"" + file + "\": " + why);
    }
}
