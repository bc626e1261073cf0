package io.tocsin.evaluator.template;

import static io.tocsin.core.template.value.GoType.STRING;
import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Real;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One sample of the answer to a query in a template. */
public record QueriedSample(Labels labels, double value) implements Value.Struct {
    private static final GoType STRUCT_TYPE = new GoType.Builder("template.sample", GoType.Kind.STRUCT)
            .fields(List.of(new Field("Labels", LabelMap.TYPE), new Field("Value", GoType.FLOAT64)))
            .build();
    static final GoType TYPE = new GoType.Builder("*template.sample", GoType.Kind.POINTER)
            .element(STRUCT_TYPE)
            .build();
    static final GoType LIST_TYPE = new GoType.Builder("template.queryResult", GoType.Kind.SLICE)
            .element(TYPE)
            .build();

    private static final String SHOWN_VALUE = "__value__";

    public QueriedSample {
        requireNonNull(labels, "labels");
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public Value field(int index) {
        return index == 0 ? new LabelMap(labels) : Real.of(value);
    }

    /** What is done with samples. */
    static List<Function> functions() {
        return List.of(
                Function.of("first", List.of(LIST_TYPE), (call, arguments) -> first((Sequence) arguments.get(0))),
                Function.of(
                        "label",
                        List.of(STRING, TYPE),
                        (call, arguments) -> Text.of(sample(arguments, 1).labels.get(text(arguments, 0)))),
                Function.of("value", List.of(TYPE), (call, arguments) -> Real.of(sample(arguments, 0).value)),
                Function.of(
                        "strvalue",
                        List.of(TYPE),
                        (call, arguments) -> Text.of(sample(arguments, 0).labels.get(SHOWN_VALUE))),
                Function.of(
                        "sortByLabel",
                        List.of(STRING, LIST_TYPE),
                        (call, arguments) -> sorted(text(arguments, 0), (Sequence) arguments.get(1))));
    }

    private static Value first(Sequence samples) throws CallException {
        if (samples.items().isEmpty()) {
            throw new CallException("first() called on vector with no elements");
        }
        return samples.items().get(0);
    }

    private static Value sorted(String label, Sequence samples) {
        List<Value> sorted = new ArrayList<>(samples.items());
        sorted.sort(Comparator.comparing(item -> ((QueriedSample) item).labels.get(label), Utf8.ORDER));
        return new Sequence(LIST_TYPE, sorted);
    }

    private static QueriedSample sample(List<Value> arguments, int index) {
        return (QueriedSample) arguments.get(index);
    }

    private static String text(List<Value> arguments, int index) {
        return ((Text) arguments.get(index)).text();
    }
}
