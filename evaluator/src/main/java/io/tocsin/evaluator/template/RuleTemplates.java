package io.tocsin.evaluator.template;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.run.BuiltinFunctions;
import io.tocsin.core.template.value.Function;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What templates of rules may call, and whether a text is one.
 *
 * @see "Upstream: template.NewTemplateExpander, ParseTest"
 */
public final class RuleTemplates {
    /** Those whose answers depend on nothing but their arguments; Go's own among them. */
    private static final Map<String, Function> PURE = pure();

    private static final Set<String> NAMES = names();

    private RuleTemplates() {}

    private static Map<String, Function> pure() {
        Map<String, Function> functions = new LinkedHashMap<>(BuiltinFunctions.all());
        List<Function> own = new ArrayList<>(TextFunctions.all());
        own.addAll(NumberFunctions.all());
        own.addAll(QueriedSample.functions());
        own.forEach(function -> functions.put(function.name(), function));
        return functions;
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(PURE.keySet());
        names.addAll(List.of("query", "externalURL", "pathPrefix"));
        return names;
    }

    /** Every name that can be called, Go's own among them. */
    public static Set<String> functionNames() {
        return NAMES;
    }

    /**
     * What is wrong with {@code text} before anything is put into it.
     *
     * @param alert the name of the rule, which errors carry
     */
    public static Optional<TemplateException> problem(String alert, String text) {
        return RuleTemplate.of(alert, text).problem();
    }

    static boolean isFunction(String name) {
        return NAMES.contains(name);
    }

    /** Those that are always the same, and {@code own}, which depend on where they are called. */
    static Map<String, Function> functionsAnd(List<Function> own) {
        Map<String, Function> functions = new LinkedHashMap<>(PURE);
        own.forEach(function -> functions.put(function.name(), function));
        return Collections.unmodifiableMap(functions);
    }
}
