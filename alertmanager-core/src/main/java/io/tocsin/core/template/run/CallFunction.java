package io.tocsin.core.template.run;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.List;

/**
 * Go's {@code call}. Nothing that templates here are given is a function, so it always fails. The text of what is called
 * stands before its arguments.
 */
record CallFunction() implements Function.Body {
    static Function function() {
        return Function.variadic("call", List.of(GoType.REFLECTED, GoType.REFLECTED), new CallFunction());
    }

    @Override
    public Value apply(Call call, List<Value> arguments) throws CallException {
        Value callee = Types.unboxed(arguments.get(1));
        if (Types.isNothing(callee)) {
            throw new CallException("call of nil");
        }
        String name = ((Value.Text) arguments.get(0)).text();
        throw new CallException("non-function " + name + " of type " + callee.type());
    }
}
