package io.tocsin.core.template;

import io.tocsin.core.template.run.RouteLabels;
import io.tocsin.core.template.value.TextBytes;
import java.time.Instant;
import java.util.Optional;

/** One template text, compiled with all that it may call. Immutable and thread-safe. */
public interface Template {
    /**
     * The text for {@code message}, without lone surrogates. Takes time that grows with the message; not for event loops.
     *
     * @param now what templates call so
     * @throws TemplateException if it cannot be compiled (see {@link #problem}), fails, or takes more than it may
     */
    String render(Message message, Instant now) throws TemplateException;

    /**
     * The same as bytes, as Go writes them: also those that are no UTF-8, where {@link #render} has U+FFFD.
     *
     * @throws TemplateException as {@link #render}
     */
    default byte[] renderBytes(Message message, Instant now) throws TemplateException {
        return TextBytes.of(render(message, now));
    }

    /**
     * As {@link #render(Message, Instant)}, while the labels of the route are rendered themselves.
     *
     * @param routeLabels asked by the function {@code routeLabels}
     */
    default String render(Message message, Instant now, RouteLabels routeLabels) throws TemplateException {
        return render(message, now);
    }

    /** What keeps it from being compiled: then every rendering fails with that. */
    Optional<TemplateException> problem();

    /** The text as it was given. */
    String source();
}
