package io.tocsin.core.template.set;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Template;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.run.Limits;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Templates that are compiled when the first of them is needed. Some megabytes are saved where that is never: a server
 * that sends webhooks alone has texts in its settings, and no templates. Thread-safe.
 */
final class DeferredTemplates implements Templates {
    private final Supplier<Templates> compiler;
    private final Limits limits;

    // Guarded by this: any thread may be the first that needs it.
    private @Nullable Templates compiled;

    /**
     * @param compiler compiles them; called once, and does not fail
     * @param limits theirs
     */
    DeferredTemplates(Supplier<Templates> compiler, Limits limits) {
        this.compiler = requireNonNull(compiler, "compiler");
        this.limits = requireNonNull(limits, "limits");
    }

    private synchronized Templates compiled() {
        Templates known = compiled;
        if (known == null) {
            known = compiler.get();
            compiled = known;
        }
        return known;
    }

    @Override
    public Template text(String source) {
        // What is longer than may be rendered is left to fail as templates do.
        return PlainText.is(source) && source.length() <= limits.outputMax()
                ? new PlainText(source)
                : compiled().text(source);
    }

    /** Compiled in any case: HTML without an action changes, too, as its comments go. */
    @Override
    public Template html(String source) {
        return compiled().html(source);
    }

    @Override
    public Templates forTrials() {
        return new DeferredTemplates(() -> compiled().forTrials(), Limits.FOR_TRIALS);
    }

    @Override
    public Set<String> names() {
        return compiled().names();
    }

    @Override
    public Set<String> functions() {
        return compiled().functions();
    }
}
