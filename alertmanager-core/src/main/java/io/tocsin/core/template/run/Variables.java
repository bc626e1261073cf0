package io.tocsin.core.template.run;

import io.tocsin.core.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one template that is being executed; those declared last come first. Owned by one rendering. */
final class Variables {
    private final List<String> names = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    /** @param dot what {@code $} is */
    Variables(Value dot) {
        declare("$", dot);
    }

    void declare(String name, Value value) {
        names.add(name);
        values.add(value);
    }

    /** How many there are, to {@link #forget} later ones. */
    int count() {
        return names.size();
    }

    void forget(int remaining) {
        for (int i = names.size() - 1; i >= remaining; i--) {
            names.remove(i);
            values.remove(i);
        }
    }

    /** Null if there is none of that name. */
    @Nullable
    Value get(String name) {
        int index = names.lastIndexOf(name);
        return index < 0 ? null : values.get(index);
    }

    /** Whether there is one of that name. */
    boolean assign(String name, Value value) {
        int index = names.lastIndexOf(name);
        if (index >= 0) {
            values.set(index, value);
        }
        return index >= 0;
    }

    /** @param fromTop 1 for the variable that was declared last */
    void assignFromTop(int fromTop, Value value) {
        values.set(values.size() - fromTop, value);
    }
}
