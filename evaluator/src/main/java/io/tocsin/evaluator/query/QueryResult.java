package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An answer, and what has to be said about it.
 *
 * @param warnings each once, in the order of their texts; a text ends with the place it is about, {@code (line:column)}
 * @param infos likewise
 * @param samplesRead samples that were looked at, those of overlapping ranges each time
 */
public record QueryResult(QueryValue value, List<String> warnings, List<String> infos, long samplesRead) {
    public QueryResult {
        requireNonNull(value, "value");
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
