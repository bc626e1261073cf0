package io.tocsin.core.template.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.GoldenLines;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.TextList;
import io.tocsin.core.template.value.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@code printf} prints, as recorded from the original by {@code test/oracle/record_printf.py}. */
final class PrintfGoldenTest {
    private static final GoType KV = new GoType.Builder("template.KV", Kind.MAP)
            .element(GoType.STRING)
            .method(Function.of("String", List.of(), (call, arguments) -> Value.Text.of("alertname=X, zone=é")))
            .build();
    private static final GoType PAIR = new GoType.Builder("template.Pair", Kind.STRUCT)
            .fields(List.of(new GoType.Field("Name", GoType.STRING), new GoType.Field("Value", GoType.STRING)))
            .build();
    private static final GoType PAIRS = new GoType.Builder("template.Pairs", Kind.SLICE)
            .element(PAIR)
            .method(Function.of("String", List.of(), (call, arguments) -> Value.Text.of("alertname=X, zone=é")))
            .build();
    private static final GoTime TIME = new GoTime(1_767_323_045, 6, TimeLocation.UTC);
    private static final Map<String, Value> OPERANDS = operands();

    private record Entries(GoType type, TreeMap<String, Value> entries) implements Value.Mapping {
        static Entries of(GoType type, Map<String, Value> entries) {
            return new Entries(type, new TreeMap<>(entries));
        }

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
            return List.copyOf(entries.keySet());
        }
    }

    private record Pair(String name, String value) implements Value.Struct {
        @Override
        public GoType type() {
            return PAIR;
        }

        @Override
        public Value field(int index) {
            return Value.Text.of(index == 0 ? name : value);
        }
    }

    private static Map<String, Value> operands() {
        Map<String, Value> all = new HashMap<>();
        for (long number : new long[] {0, 1, -1, 65, 128512}) {
            all.put(Long.toString(number), Value.Int.of(number));
        }
        all.put("min", Value.Int.of(Long.MIN_VALUE));
        for (String number : "0.0 1.0 -2.5 1e6 1e21 0.1 5e-324 1.7976931348623157e308 123456789.125".split(" ")) {
            all.put(number, Value.Real.of(Double.parseDouble(number)));
        }
        all.put("-0.0", Value.Real.of(-0.0));
        all.put("2i", new Value.Complex(0, 2));
        all.put("1-2.5i", new Value.Complex(1, -2.5));
        all.put("true", Value.Bool.TRUE);
        all.put("nil", Value.Nothing.NOTHING);
        all.put("empty", Value.Text.EMPTY);
        all.put("hello", Value.Text.of("hello"));
        all.put("odd", Value.Text.of("é世\0`\""));
        all.put("cut", Value.Text.of("\udca9\udce4\udcb8"));
        all.put("bytes", GoBytes.of("2026-01-02T03:04:05.000000006Z"));
        putCollections(all);
        return all;
    }

    private static void putCollections(Map<String, Value> all) {
        Value one = Value.Int.of(1);
        Entries kv = Entries.of(KV, Map.of("alertname", Value.Text.of("X"), "zone", Value.Text.of("é")));
        Value month = new Value.Int(1, TimeTypes.MONTH);
        Pair alertname = new Pair("alertname", "X");
        all.put("strings", TextList.of(List.of("a", "b c")));
        all.put("list", list(one, Value.Text.of("a"), Value.Nothing.NOTHING, Value.Real.of(2.5)));
        all.put("none", list());
        all.put("dict", Entries.of(GoType.ANY_BY_STRING, Map.of("b", one, "a", Value.Text.of("x"))));
        all.put("kv", kv);
        all.put("pair", alertname);
        all.put("pairs", new Value.Sequence(PAIRS, List.of(alertname, new Pair("zone", "é"))));
        all.put("time", TIME);
        all.put("duration", TimeTypes.duration(1_500_000_000));
        all.put("month", month);
        all.put("weekday", new Value.Int(5, TimeTypes.WEEKDAY));
        all.put("times", list(TIME, month, Entries.of(GoType.ANY_BY_STRING, Map.of("d", kv))));
    }

    private static Value list(Value... items) {
        return new Value.Sequence(GoType.ANYS, List.of(items));
    }

    @TestFactory
    List<DynamicTest> sprintf_asRecorded_printsTheSame() {
        return GoldenLines.read(PrintfGoldenTest.class, "/template/format/printf.tsv").stream()
                .map(line -> DynamicTest.dynamicTest(line.get(0) + " of " + line.get(1), () -> check(line)))
                .toList();
    }

    private static void check(List<String> line) throws CallException {
        List<Value> operands = Arrays.stream(line.get(1).split(" "))
                .filter(name -> !name.isEmpty())
                .map(OPERANDS::get)
                .toList();
        assertThat(GoFormat.sprintf(CallStub.of(1_000_000), line.get(0), operands))
                .isEqualTo(line.get(2));
    }
}
