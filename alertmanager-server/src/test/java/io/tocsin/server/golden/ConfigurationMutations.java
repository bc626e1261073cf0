package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Good configurations of ours with one line changed: dropped, repeated, of another type or misspelt. The same ones each
 * time: chance is seeded.
 */
final class ConfigurationMutations {
    /** They cover every option, see OptionCoverageTest beside them. */
    private static final Path BASES = Path.of("..", "notifiers", "src", "test", "resources", "status-golden");

    private static final int OF_EACH_BASE = 60;
    private static final long SEED = 20_260_822;
    private static final List<String> VALUES = List.of(
            "5",
            "-1",
            "1.5",
            "true",
            "text",
            "\"\"",
            "",
            "~",
            "[a, b]",
            "{a: b}",
            "10s",
            "1d",
            "http://h",
            "99999999999999999999");

    private ConfigurationMutations() {}

    /**
     * One changed configuration.
     *
     * @param name the folder of the good one, and a number
     * @param change what was done to which line
     */
    record Mutation(String name, String change, String text) {
        /** Tells whether a recording is about this text. */
        String checksum() {
            var crc = new CRC32();
            crc.update(text.getBytes(UTF_8));
            return Long.toHexString(crc.getValue());
        }

        @Override
        public String toString() {
            return name + ", " + change;
        }
    }

    static List<Mutation> all() {
        try (Stream<Path> folders = Files.list(BASES)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .flatMap(ConfigurationMutations::ofBase)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Mutation> ofBase(Path folder) {
        try {
            String name = folder.getFileName().toString();
            List<String> lines = Files.readAllLines(folder.resolve("alertmanager.yml"));
            return IntStream.range(0, OF_EACH_BASE).mapToObj(i -> mutate(name, i, lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutation mutate(String base, int number, List<String> lines) {
        var random = new Random(SEED + 31L * base.hashCode() + number);
        List<Integer> choice = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#"))
                .boxed()
                .toList();
        int at = choice.get(random.nextInt(choice.size()));
        var changed = new ArrayList<>(lines);
        String change;
        switch (number % 4) {
            case 0 -> {
                change = "dropped";
                changed.remove(at);
            }
            case 1 -> {
                change = "repeated";
                changed.add(at, lines.get(at));
            }
            case 2 -> {
                change = "of another type";
                changed.set(at, retyped(lines.get(at), random));
            }
            default -> {
                change = "misspelt";
                changed.set(at, misspelt(lines.get(at), random));
            }
        }
        return new Mutation(base + " " + number, "line " + (at + 1) + " " + change, String.join("\n", changed) + "\n");
    }

    /** Another value behind the first colon, or behind the dash. */
    private static String retyped(String line, Random random) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        int colon = line.indexOf(':');
        int dash = line.indexOf("- ");
        int end = colon >= 0 ? colon + 1 : dash >= 0 ? dash + 1 : line.length();
        return line.substring(0, end) + " " + value;
    }

    /** Two letters of the key swapped, one lost, doubled or of the other case. */
    private static String misspelt(String line, Random random) {
        int start = 0;
        while (start < line.length() - 1 && !Character.isLetter(line.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < line.length() && (Character.isLetter(line.charAt(end)) || line.charAt(end) == '_')) {
            end++;
        }
        if (end - start < 2) {
            return line + "x";
        }
        int at = start + random.nextInt(end - start - 1);
        String one = line.substring(at, at + 1);
        String next = line.substring(at + 1, at + 2);
        String spelt = switch (random.nextInt(4)) {
            case 0 -> next + one;
            case 1 -> next;
            case 2 -> one + one + next;
            default -> one.toUpperCase(Locale.ROOT) + next;
        };
        return line.substring(0, at) + spelt + line.substring(at + 2);
    }
}
