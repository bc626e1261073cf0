package io.tocsin.core.template.data;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code template.KV}: labels or annotations. A key that is not there reads as an empty text, since its elements are
 * texts.
 *
 * @see "Upstream: template.KV; answers recorded from 0.33.1"
 */
record KeyValues(Labels pairs) implements Value.Mapping {
    static final GoType TYPE = new GoType.Builder("template.KV", GoType.Kind.MAP)
            .element(GoType.STRING)
            .method(method("SortedPairs", (call, pairs) -> pairs.sorted(call)))
            .method(method("Names", (call, pairs) -> Pair.names(pairs.sorted(call))))
            .method(method("Values", (call, pairs) -> Pair.values(pairs.sorted(call))))
            .method(method("String", (call, pairs) -> Pair.text(call, pairs.sorted(call))))
            .method(Function.of("Remove", List.of(GoType.STRINGS), KeyValues::without))
            .build();

    private static final String FIRST = "alertname";

    private static final int STEPS_PER_PAIR = 10;

    KeyValues {
        requireNonNull(pairs, "pairs");
    }

    /** A method without arguments. */
    @FunctionalInterface
    private interface Method {
        Value of(Call call, KeyValues receiver) throws CallException;
    }

    private static Function method(String name, Method method) {
        return Function.of(name, List.of(), (call, arguments) -> method.of(call, (KeyValues) arguments.get(0)));
    }

    private static Value without(Call call, List<Value> arguments) throws CallException {
        KeyValues receiver = (KeyValues) arguments.get(0);
        Sequence names = (Sequence) arguments.get(1);
        call.charge((long) receiver.size() + names.items().size());
        Set<String> removed = new HashSet<>();
        names.items().forEach(name -> removed.add(((Text) name).text()));
        return new KeyValues(receiver.pairs.filter(name -> !removed.contains(name)));
    }

    /** The name of the alert is first, the others follow in ascending order. */
    private Sequence sorted(Call call) throws LimitExceededException {
        call.charge((long) size() * STEPS_PER_PAIR);
        List<Value> sorted = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            int at = pairs.name(i).equals(FIRST) ? 0 : sorted.size();
            sorted.add(at, new Pair(pairs.name(i), pairs.value(i)));
        }
        return new Sequence(Pair.LIST_TYPE, sorted);
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public @Nullable Value get(String key) {
        return pairs.has(key) ? Text.of(pairs.get(key)) : null;
    }

    @Override
    public List<String> keys() {
        return new Keys(pairs);
    }

    /** The names of {@code pairs}, without a copy. */
    private static final class Keys extends AbstractList<String> implements RandomAccess {
        private final Labels pairs;

        Keys(Labels pairs) {
            this.pairs = pairs;
        }

        @Override
        public String get(int index) {
            return pairs.name(index);
        }

        @Override
        public int size() {
            return pairs.size();
        }
    }
}
