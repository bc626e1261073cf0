package io.tocsin.core.template;

import java.time.Instant;
import java.util.Optional;

/** Renders texts without actions, and fails for others: for as long as nothing evaluates templates. */
public final class PlainTemplates implements Templates {
    /** Takes no notice of the files. */
    public static final TemplateCompiler COMPILER = files -> new PlainTemplates();

    private PlainTemplates() {}

    @Override
    public Template text(String source) {
        return new Plain(source);
    }

    @Override
    public Template html(String source) {
        return new Plain(source);
    }

    private record Plain(String source) implements Template {
        @Override
        public String render(Message message, Instant now) throws TemplateException {
            if (source.contains("{{")) {
                throw new TemplateException("template: :1: templates are not evaluated yet", "", 1, -1);
            }
            return source;
        }

        @Override
        public Optional<TemplateException> problem() {
            return Optional.empty();
        }
    }
}
