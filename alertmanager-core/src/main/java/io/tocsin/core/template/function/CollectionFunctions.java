package io.tocsin.core.template.function;

import static io.tocsin.core.template.value.GoType.ANY;
import static io.tocsin.core.template.value.GoType.ANYS;
import static io.tocsin.core.template.value.GoType.STRING;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What makes lists and maps. */
final class CollectionFunctions {
    /** Keys find their entries by a table. */
    private static final int STEPS_PER_ENTRY = 25;

    private CollectionFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.variadic("list", List.of(ANY), CollectionFunctions::list),
                Function.variadic("append", List.of(ANYS, ANY), CollectionFunctions::append),
                Function.variadic("dict", List.of(ANY), CollectionFunctions::dict));
    }

    private static Value list(Call call, List<Value> items) throws CallException {
        call.charge((long) items.size() * Call.STEPS_PER_PLACE_MADE);
        return new Sequence(ANYS, items);
    }

    private static Value append(Call call, List<Value> arguments) throws CallException {
        List<Value> before = ((Sequence) arguments.get(0)).items();
        call.charge(((long) before.size() + arguments.size()) * Call.STEPS_PER_PLACE_MADE);
        List<Value> items = new ArrayList<>(before);
        items.addAll(arguments.subList(1, arguments.size()));
        return new Sequence(ANYS, items);
    }

    private static Value dict(Call call, List<Value> keysAndValues) throws CallException {
        if (keysAndValues.size() % 2 != 0) {
            throw new CallException("dict requires an even number of arguments");
        }
        call.charge((long) keysAndValues.size() * STEPS_PER_ENTRY);
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            if (!(keysAndValues.get(i) instanceof Text key) || key.type() != STRING) {
                throw new CallException("dict keys must be strings");
            }
            entries.put(key.text(), keysAndValues.get(i + 1));
        }
        return new Dictionary(entries);
    }
}
