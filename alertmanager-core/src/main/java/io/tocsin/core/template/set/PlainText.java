package io.tocsin.core.template.set;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.value.TextBytes;
import java.time.Instant;
import java.util.Optional;

/** A text that says the same of every message, as there is no action in it. Immutable. */
record PlainText(String source) implements Template {
    private static final String ACTION = "{{";

    PlainText {
        requireNonNull(source, "source");
    }

    /** Whether {@code source} is no more than a text. */
    static boolean is(String source) {
        return !source.contains(ACTION);
    }

    @Override
    public String render(Message message, Instant now) {
        return TextBytes.wellFormed(source);
    }

    @Override
    public byte[] renderBytes(Message message, Instant now) {
        return TextBytes.of(source);
    }

    @Override
    public Optional<TemplateException> problem() {
        return Optional.empty();
    }
}
