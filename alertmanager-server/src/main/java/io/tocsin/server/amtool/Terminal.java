package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What the program prints to, and where its standing settings are looked for.
 *
 * @param defaultsFiles files of flag defaults; the first one that exists counts
 */
record Terminal(PrintStream out, PrintStream err, List<Path> defaultsFiles) {
    Terminal {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        defaultsFiles = List.copyOf(defaultsFiles);
    }

    /** The one of this process; always UTF-8, whatever the locale says, because labels are. */
    static Terminal ofProcess() {
        String home = System.getenv().getOrDefault("HOME", "");
        Path system = Path.of("/etc/amtool/config.yml");
        List<Path> files =
                home.isEmpty() ? List.of(system) : List.of(Path.of(home, ".config/amtool/config.yml"), system);
        return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), files);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
