package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a configuration file. */
public sealed interface ConfigurationResult {
    /** What is odd but accepted, in the order of the file. */
    List<Problem> warnings();

    /** A file that can be run. */
    record Accepted(Configuration configuration, List<Problem> warnings) implements ConfigurationResult {
        public Accepted {
            requireNonNull(configuration, "configuration");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A file that cannot be run.
     *
     * @param errors in the order of the file, at most {@value io.tocsin.core.yaml.Problems#LIMIT}
     * @param errorCount all of them; {@code >= errors.size()}
     * @param originalText what the original says of the file, many lines long where it lists type errors
     */
    record Refused(List<Problem> errors, int errorCount, List<Problem> warnings, String originalText)
            implements ConfigurationResult {
        public Refused {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
            requireNonNull(originalText, "originalText");
            if (errors.isEmpty() || errorCount < errors.size()) {
                throw new IllegalArgumentException(
                        "errorCount: " + errorCount + " of " + errors.size() + " errors (expected: all, at least one)");
            }
        }

        /** All errors with their places and hints, one below the other, for people. */
        public String report() {
            String listed = errors.stream().map(Problem::toString).collect(Collectors.joining("\n"));
            int more = errorCount - errors.size();
            return more == 0 ? listed : listed + "\n... and " + more + (more == 1 ? " more error" : " more errors");
        }
    }
}
