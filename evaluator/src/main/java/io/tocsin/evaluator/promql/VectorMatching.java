package io.tocsin.evaluator.promql;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Which elements of two vectors belong together.
 *
 * @param labels those that are compared if {@code isOn}, else those that are not
 * @param include labels that the many side takes over from the one side
 * @param fillLeft what stands for a partner that is missing on the left (experimental), and likewise {@code fillRight}
 */
public record VectorMatching(
        Cardinality cardinality,
        boolean isOn,
        List<String> labels,
        List<String> include,
        OptionalDouble fillLeft,
        OptionalDouble fillRight) {
    public static final VectorMatching DEFAULT = new VectorMatching(
            Cardinality.ONE_TO_ONE, false, List.of(), List.of(), OptionalDouble.empty(), OptionalDouble.empty());

    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /** How many may share a partner. */
    public enum Cardinality {
        ONE_TO_ONE,
        /** {@code group_left}: many on the left have one on the right. */
        MANY_TO_ONE,
        /** {@code group_right}. */
        ONE_TO_MANY,
        /** Set operators. */
        MANY_TO_MANY
    }
}
