package io.tocsin.core.template.run;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A struct with a field of every kind, and two methods: the same that Go was asked with. */
final class SampleDot {
    private static final GoType INTS =
            new GoType.Builder("[]int", Kind.SLICE).element(GoType.INT).build();
    private static final GoType TEXT_BY_STRING = new GoType.Builder("map[string]string", Kind.MAP)
            .element(GoType.STRING)
            .build();
    private static final GoType INNER = new GoType.Builder("main.Q", Kind.STRUCT)
            .fields(List.of(new Field("A", GoType.STRING), new Field("N", GoType.INT)))
            .build();
    private static final GoType POINTER = new GoType.Builder("*main.Q", Kind.POINTER)
            .element(INNER)
            .fields(INNER.fields())
            .build();
    private static final GoType TYPE = new GoType.Builder("main.T", Kind.STRUCT)
            .fields(List.of(
                    new Field("A", GoType.STRING),
                    new Field("N", GoType.INT),
                    new Field("U", GoType.UINT8),
                    new Field("F", GoType.FLOAT64),
                    new Field("B", GoType.BOOL),
                    new Field("L", INTS),
                    new Field("S", GoType.STRINGS),
                    new Field("M", TEXT_BY_STRING),
                    new Field("D", GoType.ANY_BY_STRING),
                    new Field("P", POINTER),
                    new Field("Any", GoType.ANYS)))
            .method(Function.of("Twice", List.of(GoType.STRING), (call, a) -> Value.Text.of(text(a).repeat(2))))
            .method(Function.variadic("Add", List.of(GoType.INT, GoType.INT), (call, a) -> sum(a)))
            .build();

    static final Value VALUE = new Fields(
            TYPE,
            List.of(
                    Value.Text.of("hello"),
                    Value.Int.of(7),
                    new Value.Int(5, GoType.UINT8),
                    Value.Real.of(2.5),
                    Value.Bool.TRUE,
                    new Value.Sequence(INTS, List.of(Value.Int.of(1), Value.Int.of(2), Value.Int.of(3))),
                    new Value.Sequence(GoType.STRINGS, List.of(Value.Text.of("s0"), Value.Text.of("s1"))),
                    new Entries(TEXT_BY_STRING, Map.of("x", Value.Text.of("mx"), "y", Value.Text.of("my"))),
                    new Entries(
                            GoType.ANY_BY_STRING,
                            Map.of("k", Value.Text.of("dk"), "l", anys(Value.Int.of(1), Value.Text.of("two")))),
                    new Fields(POINTER, List.of(Value.Text.of("inner"), Value.Int.of(9))),
                    anys(Value.Int.of(1), Value.Text.of("two"), Value.Nothing.NOTHING)));

    private SampleDot() {}

    private static Value anys(Value... items) {
        return new Value.Sequence(GoType.ANYS, List.of(items));
    }

    private static String text(List<Value> arguments) {
        return ((Value.Text) arguments.get(1)).text();
    }

    private static Value sum(List<Value> arguments) throws CallException {
        long first = ((Value.Int) arguments.get(1)).value();
        if (first < 0) {
            throw new CallException("negative: " + first);
        }
        long sum = 0;
        for (Value argument : arguments.subList(1, arguments.size())) {
            sum += ((Value.Int) argument).value();
        }
        return Value.Int.of(sum);
    }

    private record Fields(GoType type, List<Value> values) implements Value.Struct {
        @Override
        public Value field(int index) {
            return values.get(index);
        }
    }

    private record Entries(GoType type, Map<String, Value> entries) implements Value.Mapping {
        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public @Nullable Value get(String key) {
            return entries.get(key);
        }

        @Override
        public List<String> keys() {
            return new ArrayList<>(new TreeMap<>(entries).keySet());
        }
    }
}
