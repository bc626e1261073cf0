package io.tocsin.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads Linux's files about the own process; every value is empty where there is no such file. */
final class ProcFiles {
    private static final Path SELF = Path.of("/proc/self");
    private static final double BYTES_PER_KIB = 1024;
    /** How the original shows a limit that is none: the largest unsigned 64-bit number. */
    private static final double UNLIMITED = 0x1p64;

    OptionalDouble residentBytes() {
        return status("VmRSS:");
    }

    OptionalDouble virtualBytes() {
        return status("VmSize:");
    }

    OptionalDouble openFiles() {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            // The directory being listed is one of them.
            return OptionalDouble.of((double) (open.count() - 1));
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** The soft limit whose line starts with {@code name}. */
    OptionalDouble limit(String name) {
        for (String line : lines("limits")) {
            if (line.startsWith(name)) {
                String soft = line.substring(26).strip().split("\\s+")[0];
                return OptionalDouble.of(soft.equals("unlimited") ? UNLIMITED : Double.parseDouble(soft));
            }
        }
        return OptionalDouble.empty();
    }

    /** The sum of a column of the interface table over all interfaces; 0 is bytes received, 8 bytes sent. */
    OptionalDouble networkBytes(int column) {
        OptionalDouble sum = OptionalDouble.empty();
        for (String line : lines("net/dev")) {
            int colon = line.indexOf(':');
            if (colon >= 0) {
                String[] fields = line.substring(colon + 1).strip().split("\\s+");
                sum = OptionalDouble.of(sum.orElse(0) + Double.parseDouble(fields[column]));
            }
        }
        return sum;
    }

    private static OptionalDouble status(String field) {
        for (String line : lines("status")) {
            if (line.startsWith(field)) {
                String kib = line.substring(field.length()).strip().split(" ")[0];
                return OptionalDouble.of(Double.parseDouble(kib) * BYTES_PER_KIB);
            }
        }
        return OptionalDouble.empty();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(SELF.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
