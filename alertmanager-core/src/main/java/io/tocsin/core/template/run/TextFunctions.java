package io.tocsin.core.template.run;

import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Pointers;
import io.tocsin.core.template.value.Value;
import java.util.List;

/**
 * Go's functions that make text: {@code print}, {@code printf}, {@code println}, {@code html}, {@code js} and {@code
 * urlquery}.
 *
 * @see "Go: text/template/funcs.go"
 */
final class TextFunctions {
    /** What stands for a value that is not there. */
    static final String NO_VALUE = "<no value>";

    private TextFunctions() {}

    static List<Function> all() {
        List<GoType> any = List.of(GoType.ANY);
        return List.of(
                Function.variadic("print", any, (call, a) -> Value.Text.of(GoFormat.sprint(call, a))),
                Function.variadic("println", any, (call, a) -> Value.Text.of(GoFormat.sprintln(call, a))),
                Function.variadic("printf", List.of(GoType.STRING, GoType.ANY), TextFunctions::printf),
                Function.variadic("html", any, (call, a) -> Value.Text.of(TextEscapes.html(call, joined(call, a)))),
                Function.variadic("js", any, (call, a) -> Value.Text.of(TextEscapes.javaScript(call, joined(call, a)))),
                Function.variadic(
                        "urlquery", any, (call, a) -> Value.Text.of(TextEscapes.query(call, joined(call, a)))));
    }

    private static Value printf(Call call, List<Value> arguments) throws CallException {
        String format = ((Value.Text) arguments.get(0)).text();
        return Value.Text.of(GoFormat.sprintf(call, format, arguments.subList(1, arguments.size())));
    }

    /** The arguments as one text, each as a template would print it. */
    private static String joined(Call call, List<Value> arguments) throws CallException {
        if (arguments.size() == 1 && arguments.get(0) instanceof Value.Text text && text.type() == GoType.STRING) {
            return text.text();
        }
        return GoFormat.sprint(
                call,
                arguments.stream()
                        .map(value -> Types.isNothing(value) ? Value.Text.of(NO_VALUE) : Pointers.printable(value))
                        .toList());
    }
}
