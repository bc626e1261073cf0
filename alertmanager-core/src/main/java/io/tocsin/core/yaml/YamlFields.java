package io.tocsin.core.yaml;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mapping to be written: keys in the order in which they are put. Not thread-safe.
 *
 * <p>The methods named {@code ...IfAny} leave the key out when there is nothing to write, as the original does for most
 * of its keys.
 */
public final class YamlFields {
    /** The order in which the original writes the keys of a map that the file's author chose. */
    public static final Comparator<String> KEY_ORDER = YamlKeyOrder.INSTANCE;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private boolean isFlow;

    /** A list to be written between brackets. */
    record Flow(List<String> texts) {}

    public YamlFields text(String key, String value) {
        values.put(key, requireNonNull(value, "value"));
        return this;
    }

    public YamlFields textIfAny(String key, @Nullable String value) {
        return value == null || value.isEmpty() ? this : text(key, value);
    }

    public YamlFields flag(String key, boolean value) {
        values.put(key, value);
        return this;
    }

    public YamlFields flagIfTrue(String key, boolean value) {
        return value ? flag(key, true) : this;
    }

    public YamlFields number(String key, long value) {
        values.put(key, value);
        return this;
    }

    /** Writes a null. */
    public YamlFields nothing(String key) {
        values.put(key, YamlWriter.NULL);
        return this;
    }

    public YamlFields texts(String key, List<String> value) {
        values.put(key, List.copyOf(value));
        return this;
    }

    public YamlFields textsIfAny(String key, List<String> value) {
        return value.isEmpty() ? this : texts(key, value);
    }

    /** Writes the list between brackets. */
    public YamlFields flowIfAny(String key, List<String> value) {
        if (!value.isEmpty()) {
            values.put(key, new Flow(List.copyOf(value)));
        }
        return this;
    }

    /** Writes the map in the original's order of keys, whatever its own. */
    public YamlFields textMapIfAny(String key, Map<String, String> value) {
        return value.isEmpty() ? this : anything(key, value);
    }

    /** Writes the mask of a secret for each element, and null for an empty one, as the original does. */
    public YamlFields masksIfAny(String key, String mask, List<Boolean> isSet) {
        if (!isSet.isEmpty()) {
            List<Object> masks = new ArrayList<>();
            isSet.forEach(set -> masks.add(set ? mask : YamlWriter.NULL));
            values.put(key, masks);
        }
        return this;
    }

    public YamlFields fields(String key, YamlFields value) {
        values.put(key, value);
        return this;
    }

    public YamlFields fieldsIfAny(String key, YamlFields value) {
        return value.isEmpty() ? this : fields(key, value);
    }

    public YamlFields list(String key, List<YamlFields> value) {
        values.put(key, List.copyOf(value));
        return this;
    }

    public YamlFields listIfAny(String key, List<YamlFields> value) {
        return value.isEmpty() ? this : list(key, value);
    }

    /**
     * Puts text, numbers, booleans, lists and maps of them, nulls among their values included; maps are written in the
     * original's order of keys.
     */
    public YamlFields anything(String key, Object value) {
        values.put(key, sorted(value));
        return this;
    }

    private static Object sorted(@Nullable Object value) {
        if (value == null) {
            return YamlWriter.NULL;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>(YamlKeyOrder.INSTANCE);
            map.forEach((name, entry) -> sorted.put(String.valueOf(name), sorted(entry)));
            YamlFields fields = new YamlFields();
            fields.values.putAll(sorted);
            return fields;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return value;
    }

    /** Has the whole mapping written between brackets. */
    public YamlFields asFlow() {
        isFlow = true;
        return this;
    }

    boolean isFlow() {
        return isFlow;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
