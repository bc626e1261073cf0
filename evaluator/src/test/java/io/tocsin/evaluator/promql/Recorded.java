package io.tocsin.evaluator.promql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Rows of a table of recorded answers: columns between tabs, with backslashes before what would break them. */
final class Recorded {
    private Recorded() {}

    static Stream<List<String>> rows(String resource) {
        try (InputStream in = Recorded.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> Stream.of(line.split("\t", -1))
                            .map(Recorded::unescape)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescape(String column) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '\\') {
                c = column.charAt(++i);
                text.append(c == 'n' ? '\n' : c == 't' ? '\t' : c);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
