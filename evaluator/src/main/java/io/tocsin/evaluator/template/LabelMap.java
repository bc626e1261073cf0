package io.tocsin.evaluator.template;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Labels as the original's templates see them: {@code map[string]string}. */
record LabelMap(Labels labels) implements Value.Mapping {
    static final GoType TYPE = new GoType.Builder("map[string]string", GoType.Kind.MAP)
            .element(GoType.STRING)
            .build();

    LabelMap {
        requireNonNull(labels, "labels");
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public @Nullable Value get(String key) {
        return labels.has(key) ? Text.of(labels.get(key)) : null;
    }

    @Override
    public List<String> keys() {
        return IntStream.range(0, labels.size()).mapToObj(labels::name).toList();
    }
}
