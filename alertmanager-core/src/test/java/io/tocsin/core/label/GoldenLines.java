package io.tocsin.core.label;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Recorded answers of the originals: one case per line, fields between tabs, {@code \}{@code uXXXX} for what is not
 * printable ASCII, lines that start with {@code #} left out.
 */
public final class GoldenLines {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private GoldenLines() {}

    /** @param resource name relative to the package of {@code owner} */
    public static List<List<String>> read(Class<?> owner, String resource) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(GoldenLines::fields)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.split("\t", -1)).map(GoldenLines::unescape).toList();
    }

    private static String unescape(String field) {
        return ESCAPE.matcher(field).replaceAll(GoldenLines::character);
    }

    private static String character(MatchResult escape) {
        return java.util.regex.Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16)));
    }
}
