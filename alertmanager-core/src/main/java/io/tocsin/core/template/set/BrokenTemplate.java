package io.tocsin.core.template.set;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import java.time.Instant;
import java.util.Optional;

/** A text that is no template. As in the original, that shows when it is rendered. */
record BrokenTemplate(String source, TemplateException reason) implements Template {
    @Override
    public String render(Message message, Instant now) throws TemplateException {
        // Each failure has a stack trace of its own.
        throw reason.again();
    }

    @Override
    public Optional<TemplateException> problem() {
        return Optional.of(reason);
    }
}
