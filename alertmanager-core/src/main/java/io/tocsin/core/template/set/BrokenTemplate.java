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
        throw fresh();
    }

    /** Each failure has a stack trace of its own. */
    private TemplateException fresh() {
        String message = String.valueOf(reason.getMessage());
        var failure = new TemplateException(message, reason.template(), reason.line(), reason.column());
        failure.initCause(reason);
        return failure;
    }

    @Override
    public Optional<TemplateException> problem() {
        return Optional.of(reason);
    }
}
