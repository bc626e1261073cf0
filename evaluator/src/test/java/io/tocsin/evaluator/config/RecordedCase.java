package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file, what promtool 3.5.3 says of it, and what we do. Its lines: {@code === name}, the file, {@code --- promtool
 * verdict}, and behind {@code --- } each of our problems.
 *
 * @param verdict {@code accepted}, or {@code refused:} and why
 */
record RecordedCase(String name, String text, String verdict, List<String> problems) {
    private static final String NAME = "=== ";
    private static final String ANSWER = "--- ";
    private static final String PROMTOOL = "promtool ";

    static List<RecordedCase> read(String resource) {
        try (InputStream in = RecordedCase.class.getResourceAsStream(resource)) {
            String all = new String(requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("(?m)^" + NAME))
                    .filter(part -> !part.isEmpty())
                    .map(RecordedCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedCase parse(String part) {
        List<String> lines = part.lines().toList();
        StringBuilder text = new StringBuilder();
        String verdict = "";
        List<String> problems = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (!line.startsWith(ANSWER)) {
                text.append(line).append('\n');
            } else if (line.startsWith(ANSWER + PROMTOOL)) {
                verdict = line.substring((ANSWER + PROMTOOL).length());
            } else {
                problems.add(line.substring(ANSWER.length()));
            }
        }
        return new RecordedCase(lines.get(0), text.toString(), verdict, problems);
    }

    /** What of {@code decoded} is written into the file: every problem, in one line each. */
    static List<String> problemsOf(Decoded<?> decoded) {
        List<Problem> problems = new ArrayList<>();
        if (decoded instanceof Decoded.Refused<?> refused) {
            problems.addAll(refused.refusal().errors());
        }
        problems.addAll(decoded.warnings());
        return problems.stream()
                .map(problem -> problem.toString().replaceFirst("^[^:]*:", "").replace("\n    hint: ", " | "))
                .toList();
    }

    boolean isAccepted() {
        return verdict.equals("accepted");
    }

    /** Whether it holds what we do not serve, and must say so. */
    boolean isUnsupported() {
        return name.startsWith("unsupported");
    }

    @Override
    public String toString() {
        return name;
    }
}
