package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Everything around the program: what it reads, what it prints to, and what it knows of its user and machine. */
record Terminal(InputStream in, PrintStream out, PrintStream err, Surroundings surroundings) {
    Terminal {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(surroundings, "surroundings");
    }

    /**
     * What neither the command line nor the standard streams say.
     *
     * @param defaultsFiles files of flag defaults; the first one that exists counts
     * @param userName of who runs the program; empty if nobody knows
     * @param variables the environment
     */
    record Surroundings(List<Path> defaultsFiles, String userName, Map<String, String> variables, InstantSource clock) {
        Surroundings {
            defaultsFiles = List.copyOf(defaultsFiles);
            requireNonNull(userName, "userName");
            variables = Map.copyOf(variables);
            requireNonNull(clock, "clock");
        }

        /** Whether the environment names a proxy for servers with, or without, TLS. */
        boolean namesProxy(boolean isEncrypted) {
            String name = isEncrypted ? "HTTPS_PROXY" : "HTTP_PROXY";
            return Stream.of(name, name.toLowerCase(Locale.ROOT))
                    .anyMatch(each -> !variables.getOrDefault(each, "").isEmpty());
        }

        static Surroundings ofProcess() {
            String home = System.getenv().getOrDefault("HOME", "");
            Path system = Path.of("/etc/amtool/config.yml");
            List<Path> files =
                    home.isEmpty() ? List.of(system) : List.of(Path.of(home, ".config/amtool/config.yml"), system);
            // Java says "?" for users without an entry in the system's list.
            String user = System.getProperty("user.name", "").replace("?", "");
            return new Surroundings(files, user, System.getenv(), InstantSource.system());
        }
    }

    /** The one of this process; always UTF-8, whatever the locale says, because labels are. */
    static Terminal ofProcess() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Surroundings.ofProcess());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
