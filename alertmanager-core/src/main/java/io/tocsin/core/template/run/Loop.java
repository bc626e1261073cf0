package io.tocsin.core.template.run;

import io.tocsin.core.template.syntax.Node.Pipeline;
import io.tocsin.core.template.syntax.Node.Variable;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.function.LongFunction;

/** What {@code range} goes through, and where it is. Owned by one rendering. */
final class Loop {
    private final Pipeline pipeline;
    private final long count;
    private final LongFunction<Value> keys;
    private final LongFunction<Value> elements;
    private long next;

    /** Of the variables, those that were there before the loop. */
    final int variables;

    private Loop(Pipeline pipeline, int variables, long count, LongFunction<Value> keys, LongFunction<Value> elements) {
        this.pipeline = pipeline;
        this.variables = variables;
        this.count = count;
        this.keys = keys;
        this.elements = elements;
    }

    static Loop over(Value.Sequence sequence, Pipeline pipeline, int variables) {
        GoType element = sequence.type().element();
        List<Value> items = sequence.items();
        return new Loop(
                pipeline, variables, items.size(), Value.Int::of, i -> Types.declaredAs(element, items.get((int) i)));
    }

    static Loop over(Value.Mapping mapping, Pipeline pipeline, int variables) {
        GoType element = mapping.type().element();
        List<String> names = mapping.keys();
        return new Loop(pipeline, variables, names.size(), i -> Value.Text.of(names.get((int) i)), i -> {
            Value value = mapping.get(names.get((int) i));
            return Types.declaredAs(element, value == null ? Types.zero(element) : value);
        });
    }

    /** Over the numbers before {@code end}. */
    static Loop over(Value.Int end, Pipeline pipeline, int variables) {
        GoType type = end.type();
        boolean isHuge = type.kind() == GoType.Kind.UINT && end.value() < 0;
        long count = isHuge ? Long.MAX_VALUE : Math.max(0, end.value());
        return new Loop(pipeline, variables, count, i -> Value.Nothing.NOTHING, i -> new Value.Int(i, type));
    }

    boolean hasNext() {
        return next < count;
    }

    /** Moves on, and sets the variables of the loop; returns the element. */
    Value advance(Variables all) {
        Value element = elements.apply(next);
        List<Variable> declared = pipeline.variables();
        if (declared.size() > 1) {
            assign(all, 0, keys.apply(next));
        }
        if (!declared.isEmpty()) {
            assign(all, declared.size() - 1, element);
        }
        next++;
        return element;
    }

    private void assign(Variables all, int index, Value value) {
        List<Variable> declared = pipeline.variables();
        if (pipeline.isAssignment()) {
            all.assign(declared.get(index).names().get(0), value);
        } else {
            all.assignFromTop(declared.size() - index, value);
        }
    }
}
