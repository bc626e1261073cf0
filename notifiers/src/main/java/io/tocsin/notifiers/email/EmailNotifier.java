package io.tocsin.notifiers.email;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.integration.AttemptLimit;
import io.tocsin.notifiers.integration.BlockingSends;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.rendering.Renderings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends notifications as mail, each over a connection of its own.
 *
 * <p>Thread-safe. The work is done on the threads of {@link BlockingSends}, because Jakarta Mail blocks.
 *
 * @see "Upstream: notify/email, v0.33.1"
 */
public final class EmailNotifier implements Notifier {
    private final EmailConfig config;
    private final MailTemplates templates;
    private final NotifierEnvironment environment;
    private final BlockingSends.Share threads;
    private final Renderings.Share renderings;

    public EmailNotifier(EmailConfig config, NotifierEnvironment environment) {
        this.config = requireNonNull(config, "config");
        this.environment = requireNonNull(environment, "environment");
        this.templates = new MailTemplates(config, environment.templates());
        this.threads = environment.blocking().share(environment.user());
        this.renderings = environment.renderings().share(environment.user());
    }

    @Override
    public CompletionStage<SendResult> send(Notification notification) {
        var limit =
                AttemptLimit.of(notification, environment.clock(), Duration.ZERO, EmailIntegrationType.INSTANCE.name());
        if (limit.isOver()) {
            return CompletableFuture.completedFuture(limit.over());
        }
        return threads.send(new MailAttempt(config, templates, renderings, environment, notification, limit), limit);
    }

    /** Mails that wait are not sent; those under way may go on for ten seconds. */
    @Override
    public void close() {
        threads.close();
    }
}
