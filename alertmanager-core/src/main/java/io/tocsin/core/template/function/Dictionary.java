package io.tocsin.core.template.function;

import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code map[string]interface {}}: what the function {@code dict} makes. Immutable. */
record Dictionary(Map<String, Value> entries, List<String> keys, int depth) implements Value.Mapping {
    Dictionary {
        entries = Map.copyOf(entries);
        keys = List.copyOf(keys);
    }

    Dictionary(Map<String, Value> entries) {
        this(
                entries,
                entries.keySet().stream().sorted(Dictionary::compareBytes).toList(),
                Value.depthAround(entries.values()));
    }

    private static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(TextBytes.of(one), TextBytes.of(other));
    }

    @Override
    public GoType type() {
        return GoType.ANY_BY_STRING;
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public @Nullable Value get(String key) {
        return entries.get(key);
    }
}
