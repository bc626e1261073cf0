package io.tocsin.notifiers.integration;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import java.time.Instant;
import java.util.Optional;

/** Leaves texts without actions alone, until templates can be compiled. */
public final class PlainTemplates implements Templates {
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
            if (problem().isPresent()) {
                throw problem().get();
            }
            return source;
        }

        @Override
        public Optional<TemplateException> problem() {
            return source.contains("{{")
                    ? Optional.of(new TemplateException("templates are not supported yet", "", 0, -1))
                    : Optional.empty();
        }
    }
}
