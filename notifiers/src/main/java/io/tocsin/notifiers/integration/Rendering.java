package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import java.time.Instant;

/**
 * Puts one attempt to notify into words. Immutable.
 *
 * @param message what templates see
 * @param now what templates call so
 */
public record Rendering(Message message, Instant now) {
    public Rendering {
        requireNonNull(message, "message");
        requireNonNull(now, "now");
    }

    /**
     * The text that {@code template} stands for. Takes its time: not for event loops.
     *
     * @throws UnsendableException in the template's words if it fails
     */
    public String text(Template template) throws UnsendableException {
        return text(template, "");
    }

    /** @param doing what the message of a failure begins with: {@code "failed to template webhook URL: "} */
    public String text(Template template, String doing) throws UnsendableException {
        try {
            return template.render(message, now);
        } catch (TemplateException e) {
            throw new UnsendableException(doing + e.getMessage(), e);
        }
    }
}
