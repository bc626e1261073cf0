package io.tocsin.core.template.run;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.List;

/** Go's {@code and}, {@code or} and {@code not}. */
final class LogicFunctions {
    private LogicFunctions() {}

    static List<Function> all() {
        return List.of(
                lazy("and", false),
                lazy("or", true),
                Function.of("not", List.of(GoType.REFLECTED), (call, a) -> Value.Bool.of(!Types.isTrue(a.get(0)))));
    }

    private static Function lazy(String name, boolean isOr) {
        return Function.variadic(name, List.of(GoType.REFLECTED, GoType.REFLECTED), new Lazy(isOr));
    }

    /**
     * What {@link Calls} does itself, since it evaluates no more arguments than it needs.
     *
     * @param isOr or {@code and}
     */
    record Lazy(boolean isOr) implements Function.Body {
        @Override
        public Value apply(Call call, List<Value> arguments) {
            throw new AssertionError("called with arguments");
        }
    }
}
