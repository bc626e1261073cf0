package io.tocsin.core.template;

import static java.util.Objects.requireNonNullElse;

import io.tocsin.core.template.value.TextBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of recorded answers about templates: blocks of keys and values, as {@code record_templates.py} describes them. */
final class GoldenBlocks {
    /** Relative to the module's folder, in which the tests run. */
    static final Path FOLDER = Path.of("src/test/resources/template");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x(..)|u\\{(\\w+)\\}|([tr\\\\]))");

    private GoldenBlocks() {}

    /** @param line where it begins, from 1 */
    record Block(int line, Map<String, String> values) {
        /** The empty text without it. */
        String get(String key) {
            return values.getOrDefault(key, "");
        }
    }

    static List<Block> read(Path file) {
        var blocks = new ArrayList<Block>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            int start = i;
            while (i < lines.size() && !lines.get(i).isEmpty()) {
                i++;
            }
            Map<String, String> values = values(lines.subList(start, i));
            if (!values.isEmpty()) {
                blocks.add(new Block(start + 1, values));
            }
        }
        return blocks;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        return List.of(text(file).split("\n", -1));
    }

    private static Map<String, String> values(List<String> lines) {
        var values = new LinkedHashMap<String, String>();
        String key = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (continues(lines, i)) {
                String text = line.startsWith("|") ? line.substring(1) : unescape(line.substring(1));
                values.merge(key, text, (before, more) -> before + "\n" + more);
            } else if (!line.startsWith("#")) {
                key = line.substring(0, line.indexOf(':'));
                if (!continues(lines, i + 1)) {
                    values.put(key, line.substring(Math.min(line.length(), key.length() + 2)));
                }
            }
        }
        return values;
    }

    private static boolean continues(List<String> lines, int index) {
        return index < lines.size() && "|!".indexOf(lines.get(index).charAt(0)) >= 0;
    }

    private static String unescape(String line) {
        return ESCAPE.matcher(line).replaceAll(GoldenBlocks::character);
    }

    private static String character(MatchResult escape) {
        if (escape.group(1) != null) {
            byte stray = (byte) Integer.parseInt(escape.group(1), 16);
            return TextBytes.text(new byte[] {stray});
        }
        if (escape.group(2) != null) {
            return Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(2), 16)));
        }
        return Matcher.quoteReplacement(
                requireNonNullElse(Map.of("t", "\t", "r", "\r").get(escape.group(3)), escape.group(3)));
    }
}
