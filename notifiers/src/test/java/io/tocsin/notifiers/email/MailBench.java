package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.contract.TestNotifications.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.Templates;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.InMemoryFiles;
import io.tocsin.notifiers.integration.BlockingSends;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.settings.SettingsFixture;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Notifiers for mail on a Vert.x instance of their own, and what tests need around them. */
final class MailBench implements AutoCloseable {
    private static final SettingsFixture<EmailConfig> SETTINGS = new SettingsFixture<>(EmailIntegrationType.INSTANCE);

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    final InMemoryFiles files = new InMemoryFiles();
    AddressPolicy policy = AddressPolicy.NONE;
    Templates templates = new Texts();

    /** An element of {@code email_configs}, in flow style, for a server at {@code port} without encryption. */
    static EmailConfig config(int port, String keys) {
        return config("127.0.0.1:" + port, "require_tls: false" + (keys.isEmpty() ? "" : ", " + keys));
    }

    static EmailConfig config(String smarthost, String keys) {
        String addresses = (keys.contains("to: ") ? "" : "to: to@example.org, ")
                + (keys.contains("from: ") ? "" : "from: am@example.org, ");
        return SETTINGS.accept("smarthost: '" + smarthost + "', " + addresses + keys);
    }

    EmailNotifier notifier(EmailConfig config) {
        return new EmailNotifier(config, environment());
    }

    NotifierEnvironment environment() {
        InstantSource clock = InstantSource.fixed(NOW);
        var clients = new HttpClients(vertx, files, clock, "Alertmanager/0.34.0", Map.of(), policy);
        return new NotifierEnvironment(vertx, clients, new BlockingSends(vertx), files, clock, templates, "http://am");
    }

    SendResult send(EmailConfig config) {
        return send(config, TestNotifications.simple());
    }

    SendResult send(EmailConfig config, Notification notification) {
        try (EmailNotifier notifier = notifier(config)) {
            return await(notifier, notification);
        }
    }

    /** What a failure that is tried again says. */
    String failure(EmailConfig config) {
        SendResult result = send(config);
        assertThat(result).isInstanceOf(SendResult.RetryLater.class);
        SendResult.RetryLater later = (SendResult.RetryLater) result;
        assertThat(later.reason()).isEqualTo(FailureReason.OTHER);
        return later.message();
    }

    /** What a failure that is not tried again says. */
    String rejection(EmailConfig config) {
        SendResult result = send(config);
        assertThat(result).isInstanceOf(SendResult.Rejected.class);
        SendResult.Rejected rejected = (SendResult.Rejected) result;
        assertThat(rejected.reason()).isEqualTo(FailureReason.OTHER);
        return rejected.message();
    }

    static SendResult await(EmailNotifier notifier, Notification notification) {
        try {
            return notifier.send(notification).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("a notifier must answer normally", e);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** Texts stand for themselves, {@code huge} for many characters; {@code .Foo} fails as it does in the original. */
    private static final class Texts implements Templates {
        /** More than the system takes from a sender whose receiver does not read. */
        private static final int HUGE = 16 << 20;

        private static final Map<String, String> DEFINED = Map.of(
                "{{ template \"email.default.subject\" . }}", "[FIRING:1] Simple",
                "{{ template \"email.default.html\" . }}", "<p>Simple</p>");

        @Override
        public Template text(String source) {
            return new Text(source);
        }

        @Override
        public Template html(String source) {
            return new Text(source);
        }

        private record Text(String source) implements Template {
            @Override
            public String render(Message message, Instant now) throws TemplateException {
                if (source.contains(".Foo")) {
                    throw new TemplateException(
                            "template: :1:3: executing \"\" at <.Foo>: can't evaluate field Foo in type *template.Data",
                            "",
                            1,
                            3);
                }
                if (source.equals("huge")) {
                    return "x".repeat(HUGE);
                }
                return DEFINED.getOrDefault(source, source.equals("{{ \"\" }}") ? "" : source);
            }

            @Override
            public Optional<TemplateException> problem() {
                return Optional.empty();
            }
        }
    }
}
