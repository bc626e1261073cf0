package io.tocsin.core.template.function;

import static io.tocsin.core.template.value.GoType.ANY;
import static io.tocsin.core.template.value.GoType.STRING;

import io.tocsin.core.template.format.ValueJson;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All functions that Alertmanager adds to those of Go.
 *
 * @see "Upstream: template.DefaultFuncs, v0.34.0; answers recorded from 0.33.1, which lacks routeLabels, toDate,
 *     mustToDate, base64encode and base64decode"
 */
public final class AlertmanagerFunctions {
    private AlertmanagerFunctions() {}

    /** The functions by name, for the templates of one configuration: they remember its regular expressions. */
    public static Map<String, Function> create() {
        List<Function> functions = new ArrayList<>();
        functions.addAll(TextFunctions.all());
        functions.addAll(new PatternFunctions().all());
        functions.addAll(CollectionFunctions.all());
        functions.addAll(TimeFunctions.all());
        functions.add(Function.of(
                "toJson", List.of(ANY), (call, arguments) -> Text.of(ValueJson.of(call, arguments.get(0)))));
        functions.add(Function.of(
                "routeLabels", List.of(STRING), (call, arguments) -> Text.of(call.routeLabel(textAt(arguments, 0)))));
        Map<String, Function> byName = new LinkedHashMap<>();
        functions.forEach(function -> byName.put(function.name(), function));
        return byName;
    }

    static String textAt(List<Value> arguments, int index) {
        return ((Text) arguments.get(index)).text();
    }
}
