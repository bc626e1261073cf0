package io.tocsin.evaluator.promql;

import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param arguments types of the arguments
 * @param optional 0: all of them are there; another number: the last one stands from 0 to so many times; {@code -1}: it
 *     stands as often as one likes, or not at all
 * @param isExperimental whether Prometheus offers it only with a feature flag
 */
public record FunctionSignature(
        String name, List<ValueType> arguments, int optional, ValueType result, boolean isExperimental) {
    public FunctionSignature {
        arguments = List.copyOf(arguments);
    }
}
