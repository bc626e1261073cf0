package io.tocsin.notifiers.message;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.value.CallException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders the labels of routes. They may ask for one another, through the function {@code routeLabels}; the reason of the
 * notification is not known yet, and the field {@code RouteLabels} is empty. What cannot be rendered is logged and left
 * out. Immutable and thread-safe.
 *
 * @see "Upstream: route labels, v0.34.0, which no program here can confirm"
 */
public record RouteLabelTemplates(Templates templates, String externalUrl) implements RouteLabelRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(RouteLabelTemplates.class);

    /** Labels that ask for one another, one inside the other: each takes a part of the stack. */
    private static final int DEPTH_MAX = 20;

    public RouteLabelTemplates {
        requireNonNull(templates, "templates");
        requireNonNull(externalUrl, "externalUrl");
    }

    @Override
    public Labels render(Map<String, String> sources, Notification group) {
        if (group.alerts().isEmpty()) {
            return Labels.EMPTY;
        }
        var rendering = new Rendering(templates, sources, message(group), group.now());
        var labels = new Labels.Builder();
        for (String name : sources.keySet()) {
            try {
                labels.add(name, rendering.label(name));
            } catch (CallException e) {
                LOG.atError()
                        .addKeyValue("receiver", group.receiver())
                        .addKeyValue("label", name)
                        .addKeyValue("err", e.getMessage())
                        .log("Label of a route cannot be rendered");
            }
        }
        return labels.build();
    }

    private Message message(Notification group) {
        Message message = Messages.of(group, externalUrl);
        return new Message(
                message.receiver(),
                message.status(),
                message.alerts(),
                "unknown",
                message.groupLabels(),
                message.commonLabels(),
                message.commonAnnotations(),
                Labels.EMPTY,
                message.externalUrl());
    }

    /** The labels of one group, each rendered once. */
    private static final class Rendering {
        private final Templates templates;
        private final Map<String, String> sources;
        private final Message message;
        private final Instant now;
        private final Map<String, String> done = new HashMap<>();
        private final Set<String> underWay = new LinkedHashSet<>();

        Rendering(Templates templates, Map<String, String> sources, Message message, Instant now) {
            this.templates = templates;
            this.sources = sources;
            this.message = message;
            this.now = now;
        }

        String label(String name) throws CallException {
            String known = done.get(name);
            String source = sources.get(name);
            if (known != null || source == null) {
                return known == null ? "" : known;
            }
            if (!underWay.add(name)) {
                throw new CallException("label \"" + name + "\" needs itself: " + String.join(", ", underWay));
            }
            try {
                if (underWay.size() > DEPTH_MAX) {
                    throw new CallException("more than " + DEPTH_MAX + " labels that need one another");
                }
                String text = templates.text(source).render(message, now, this::label);
                done.put(name, text);
                return text;
            } catch (TemplateException e) {
                throw new CallException(String.valueOf(e.getMessage()));
            } finally {
                underWay.remove(name);
            }
        }
    }
}
