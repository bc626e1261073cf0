package io.tocsin.core.template.run;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.GoType.Kind;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what {@code .Name} is: a method, a field or the entry of a map. Owned by one rendering.
 *
 * @see "Go: text/template/exec.go evalField"
 */
final class Members {
    private static final Set<String> HIDDEN_IN_TIME = Set.of("wall", "ext", "loc");

    private final Rendering rendering;
    private final Calls calls;

    Members(Rendering rendering, Calls calls) {
        this.rendering = rendering;
        this.calls = calls;
    }

    /**
     * Goes from {@code receiver} along {@code names}.
     *
     * @param last what is called is the last of them
     */
    Value follow(Value receiver, List<String> names, Calls.Site last) throws TemplateException {
        Value value = receiver;
        for (String name : names.subList(0, names.size() - 1)) {
            value = member(value, new Calls.Site(last.dot(), last.node(), name, List.of(), null));
        }
        return member(value, last);
    }

    private Value member(Value boxed, Calls.Site site) throws TemplateException {
        if (Types.isNothing(boxed)) {
            return boxed;
        }
        GoType shown = boxed.type();
        Value receiver = Types.unboxed(boxed);
        if (Types.isNothing(receiver)) {
            throw rendering.error("nil pointer evaluating " + shown + "." + site.name());
        }
        Optional<Function> method = method(receiver.type(), site.name());
        if (method.isPresent()) {
            return calls.call(site, method.get(), receiver);
        }
        if (receiver instanceof Value.Struct struct) {
            Value field = field(struct, site);
            if (field != null) {
                return field;
            }
        }
        if (receiver instanceof Value.Mapping mapping) {
            return entry(mapping, site);
        }
        if (receiver instanceof Value.Time && HIDDEN_IN_TIME.contains(site.name())) {
            throw rendering.error(site.name() + " is an unexported field of struct type " + shown);
        }
        throw rendering.error("can't evaluate field " + site.name() + " in type " + shown);
    }

    private static Optional<Function> method(GoType type, String name) {
        Optional<Function> method = type.method(name);
        return method.isEmpty() && type.kind() == Kind.POINTER ? type.element().method(name) : method;
    }

    private @Nullable Value field(Value.Struct struct, Calls.Site site) throws TemplateException {
        List<Field> fields = struct.type().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(site.name())) {
                if (site.hasArguments()) {
                    throw rendering.error(site.name() + " has arguments but cannot be invoked as function");
                }
                return Types.declaredAs(fields.get(i).type(), struct.field(i));
            }
        }
        return null;
    }

    private Value entry(Value.Mapping mapping, Calls.Site site) throws TemplateException {
        if (site.hasArguments()) {
            throw rendering.error(site.name() + " is not a method but has arguments");
        }
        GoType element = mapping.type().element();
        Value value = mapping.get(site.name());
        return Types.declaredAs(element, value == null ? Types.zero(element) : value);
    }
}
