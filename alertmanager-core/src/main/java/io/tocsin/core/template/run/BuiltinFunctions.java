package io.tocsin.core.template.run;

import io.tocsin.core.template.value.Function;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template has. */
public final class BuiltinFunctions {
    private BuiltinFunctions() {}

    /** By name. */
    public static Map<String, Function> all() {
        Map<String, Function> functions = new LinkedHashMap<>();
        add(functions, LogicFunctions.all());
        add(functions, CollectionFunctions.all());
        add(functions, ComparisonFunctions.all());
        add(functions, TextFunctions.all());
        add(functions, List.of(CallFunction.function()));
        return Collections.unmodifiableMap(functions);
    }

    private static void add(Map<String, Function> functions, List<Function> some) {
        some.forEach(function -> functions.put(function.name(), function));
    }
}
