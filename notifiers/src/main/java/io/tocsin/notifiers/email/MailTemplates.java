package io.tocsin.notifiers.email;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.Templates;
import io.tocsin.notifiers.email.Mail.Body;
import io.tocsin.notifiers.integration.Rendering;
import io.tocsin.notifiers.integration.UnsendableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The templates of one element of {@code email_configs}. Immutable.
 *
 * @see "Upstream: notify/email Email.Notify, v0.33.1: what is rendered, in which order, and the words of failures"
 */
final class MailTemplates {
    private final Template from;
    private final Template to;
    private final Map<String, Template> headers = new LinkedHashMap<>();
    private final Optional<Template> text;
    private final Optional<Template> html;

    MailTemplates(EmailConfig config, Templates templates) {
        from = templates.text(config.from());
        to = templates.text(config.to());
        config.headers().forEach((name, value) -> headers.put(name, templates.text(value)));
        text = Optional.of(config.text()).filter(source -> !source.isEmpty()).map(templates::text);
        html = Optional.of(config.html()).filter(source -> !source.isEmpty()).map(templates::html);
    }

    /** @throws UnsendableException if a template fails, or makes no address of what should be one */
    Mail render(Rendering rendering) throws UnsendableException {
        String sender = rendering.text(from, "execute 'from' template: ");
        String recipients = rendering.text(to, "execute 'to' template: ");
        List<String> senders = Addresses.parse(sender, "from");
        if (senders.size() != 1) {
            throw new UnsendableException("must be exactly one 'from' address (got: " + senders.size() + ")");
        }
        return new Mail(
                senders.get(0),
                Addresses.parse(recipients, "to"),
                headers(rendering),
                body(text, rendering, "execute text template: "),
                body(html, rendering, "execute html template: "));
    }

    private Map<String, String> headers(Rendering rendering) throws UnsendableException {
        Map<String, String> rendered = new LinkedHashMap<>();
        for (Map.Entry<String, Template> header : headers.entrySet()) {
            String name = header.getKey();
            rendered.put(
                    name, rendering.text(header.getValue(), "execute " + GoQuote.quote(name) + " header template: "));
        }
        return rendered;
    }

    private static Body body(Optional<Template> template, Rendering rendering, String doing)
            throws UnsendableException {
        return template.isEmpty() ? Body.NONE : new Body(true, rendering.text(template.get(), doing));
    }
}
