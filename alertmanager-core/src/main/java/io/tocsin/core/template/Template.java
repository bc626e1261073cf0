package io.tocsin.core.template;

import java.time.Instant;
import java.util.Optional;

/** One template text, compiled with all that it may call. Immutable and thread-safe. */
public interface Template {
    /**
     * The text for {@code message}. Takes time that grows with the message; not for event loops.
     *
     * @param now what templates call so
     * @throws TemplateException if it cannot be compiled (see {@link #problem}), fails, or takes more than it may
     */
    String render(Message message, Instant now) throws TemplateException;

    /** What keeps it from being compiled: then every rendering fails with that. */
    Optional<TemplateException> problem();

    /** The text as it was given. */
    String source();
}
