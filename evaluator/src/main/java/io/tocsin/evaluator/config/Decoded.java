package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.yaml.Problem;
import io.tocsin.core.yaml.Problems;
import java.util.List;
import java.util.Optional;

/** What became of a file, and of those that it names. */
public sealed interface Decoded<T> {
    /** What is odd but accepted, in the order of the files. */
    List<Problem> warnings();

    /** What can be run. */
    record Accepted<T>(T value, List<Problem> warnings) implements Decoded<T> {
        public Accepted {
            requireNonNull(value, "value");
            warnings = List.copyOf(warnings);
        }
    }

    /** What cannot be run, told as of {@code alertmanager.yml}. */
    record Refused<T>(ConfigurationResult.Refused refusal) implements Decoded<T> {
        public Refused {
            requireNonNull(refusal, "refusal");
        }

        @Override
        public List<Problem> warnings() {
            return refusal.warnings();
        }
    }

    /** @param value empty after errors */
    static <T> Decoded<T> of(Optional<T> value, Problems problems) {
        if (value.isPresent() && !problems.hasErrors()) {
            return new Accepted<>(value.get(), problems.warnings());
        }
        return new Refused<>(new ConfigurationResult.Refused(
                problems.errors(), problems.errorCount(), problems.warnings(), problems.originalText()));
    }
}
