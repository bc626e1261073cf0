package io.tocsin.notifiers.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Lines of {@code sent-recorded}; see the README there. */
public final class SentRecordings {
    private SentRecordings() {}

    /** @param name of the file, without its ending */
    public static Stream<List<String>> of(String name) {
        try (InputStream in = SentRecordings.class.getResourceAsStream("/sent-recorded/" + name + ".tsv")) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> Arrays.asList(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text that stands for line breaks and the like in escapes. */
    public static String unescaped(String text) {
        return text.replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\0", "\\");
    }
}
