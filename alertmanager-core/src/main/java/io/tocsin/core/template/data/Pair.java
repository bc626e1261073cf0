package io.tocsin.core.template.data;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextList;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;

/** {@code template.Pair}: a label or an annotation; lists of them are {@code template.Pairs}. */
record Pair(String name, String value) implements Value.Struct {
    static final GoType TYPE = new GoType.Builder("template.Pair", GoType.Kind.STRUCT)
            .fields(List.of(new GoType.Field("Name", GoType.STRING), new GoType.Field("Value", GoType.STRING)))
            .build();

    static final GoType LIST_TYPE = new GoType.Builder("template.Pairs", GoType.Kind.SLICE)
            .element(TYPE)
            .method(Function.of("Names", List.of(), (call, arguments) -> names((Sequence) arguments.get(0))))
            .method(Function.of("Values", List.of(), (call, arguments) -> values((Sequence) arguments.get(0))))
            .method(Function.of("String", List.of(), (call, arguments) -> text(call, (Sequence) arguments.get(0))))
            .build();

    Pair {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }

    static Sequence names(Sequence pairs) {
        return TextList.of(
                pairs.items().stream().map(pair -> ((Pair) pair).name).toList());
    }

    static Sequence values(Sequence pairs) {
        return TextList.of(
                pairs.items().stream().map(pair -> ((Pair) pair).value).toList());
    }

    /** As {@code a=b, c=d}. */
    static Text text(Call call, Sequence pairs) throws LimitExceededException {
        StringBuilder text = new StringBuilder();
        for (Value item : pairs.items()) {
            Pair pair = (Pair) item;
            call.charge((long) pair.name.length() + pair.value.length() + 3);
            text.append(text.isEmpty() ? "" : ", ")
                    .append(pair.name)
                    .append('=')
                    .append(pair.value);
        }
        return Text.of(text.toString());
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public Value field(int index) {
        return Text.of(index == 0 ? name : value);
    }
}
