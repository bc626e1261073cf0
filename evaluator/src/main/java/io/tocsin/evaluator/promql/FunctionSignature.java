package io.tocsin.evaluator.promql;

import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param arguments types of the arguments, the optional ones at the end included
 * @param optional how many of the last may be left out; {@code -1}: the last may be repeated or left out
 * @param isExperimental whether Prometheus offers it only with a feature flag
 */
public record FunctionSignature(
        String name, List<ValueType> arguments, int optional, ValueType result, boolean isExperimental) {
    public FunctionSignature {
        arguments = List.copyOf(arguments);
    }
}
