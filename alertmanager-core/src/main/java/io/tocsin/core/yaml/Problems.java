package io.tocsin.core.yaml;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects the problems of one file. Keeps the first {@value #LIMIT} errors and as many warnings; counts the rest.
 *
 * <p>Not thread-safe.
 */
public final class Problems {
    /** Most errors, and most warnings, that are kept. */
    public static final int LIMIT = 50;

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int errorCount;

    /** @param hint one concrete fix; empty for none */
    public void error(Position position, String path, String message, String hint, Original original) {
        errorCount++;
        keep(errors, Problem.error(position, path, message, hint, original));
    }

    /** @param hint one concrete fix; empty for none */
    public void warning(Position position, String path, String message, String hint) {
        keep(warnings, Problem.warning(position, path, message, hint));
    }

    private static void keep(List<Problem> problems, Problem problem) {
        requireNonNull(problem, "problem");
        if (problems.size() < LIMIT) {
            problems.add(problem);
        }
    }

    public boolean hasErrors() {
        return errorCount > 0;
    }

    /** All errors so far, those that were not kept included. */
    public int errorCount() {
        return errorCount;
    }

    /** The errors kept, in the order of their places. */
    public List<Problem> errors() {
        return sorted(errors);
    }

    /** The warnings kept, in the order of their places. */
    public List<Problem> warnings() {
        return sorted(warnings);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparing(Problem::position)).toList();
    }

    /**
     * What the original would say of this file: its first refused value, else all its type errors, else its first
     * contradiction. Empty without errors.
     *
     * @see "Upstream: gopkg.in/yaml.v2 TypeError; config.Load"
     */
    public String originalText() {
        return first(Stage.SYNTAX)
                .or(() -> first(Stage.VALUE))
                .or(this::typeErrors)
                .or(() -> first(Stage.WHOLE))
                .orElse("");
    }

    private Optional<String> first(Stage stage) {
        return originals(stage).findFirst().map(problem -> textOf(problem));
    }

    private Optional<String> typeErrors() {
        String lines = originals(Stage.TYPE)
                .map(problem -> "\n  line " + problem.position().line() + ": " + textOf(problem))
                .collect(Collectors.joining());
        return lines.isEmpty() ? Optional.empty() : Optional.of("yaml: unmarshal errors:" + lines);
    }

    private Stream<Problem> originals(Stage stage) {
        // Contradictions are looked for in the original's order; the rest is found in the order of the file.
        return (stage == Stage.WHOLE ? errors : errors())
                .stream()
                        .filter(problem ->
                                problem.original().map(Original::stage).equals(Optional.of(stage)));
    }

    private static String textOf(Problem problem) {
        return problem.original().map(Original::text).orElse(problem.message());
    }
}
