package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The values that a label has in a number of alerts.
 *
 * @param values the most frequent first, then by value
 * @param distinct how many values there are
 */
public record Facet(String name, List<Value> values, int distinct) {
    /** @param count how many alerts have it */
    public record Value(String value, int count) {
        public Value {
            requireNonNull(value, "value");
        }
    }

    public Facet {
        requireNonNull(name, "name");
        values = List.copyOf(values);
    }
}
