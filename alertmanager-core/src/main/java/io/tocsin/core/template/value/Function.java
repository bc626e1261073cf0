package io.tocsin.core.template.value;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A function or method that templates may call. Immutable.
 *
 * @param name as templates write it
 * @param parameters types of the arguments, a method's receiver not among them; what is called checks and converts
 *     nothing itself
 * @param isVariadic the last parameter is the element type of any number of further arguments
 */
public record Function(String name, List<GoType> parameters, boolean isVariadic, Body body) {
    public Function {
        requireNonNull(name, "name");
        parameters = List.copyOf(parameters);
        requireNonNull(body, "body");
    }

    /** What it does. Pure, but for what it takes from {@code call}. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param arguments for a method the receiver, then what was passed, of the types of the parameters
         * @throws CallException where Go's function returns an error
         */
        Value apply(Call call, List<Value> arguments) throws CallException;
    }

    /**
     * Of a function that Go has and templates cannot call.
     *
     * @param reason in Go's words; the error is that alone, without a word on where in the function it happened
     */
    public record Refusal(String reason) implements Body {
        public Refusal {
            requireNonNull(reason, "reason");
        }

        @Override
        public Value apply(Call call, List<Value> arguments) throws CallException {
            throw new CallException(reason);
        }
    }

    public static Function of(String name, List<GoType> parameters, Body body) {
        return new Function(name, parameters, false, body);
    }

    public static Function variadic(String name, List<GoType> parameters, Body body) {
        return new Function(name, parameters, true, body);
    }
}
