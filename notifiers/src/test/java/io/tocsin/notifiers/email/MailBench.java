package io.tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.InMemoryFiles;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.settings.SettingsFixture;

/** Notifiers for mail, and what tests need around them. */
final class MailBench implements AutoCloseable {
    private static final SettingsFixture<EmailConfig> SETTINGS = new SettingsFixture<>(EmailIntegrationType.INSTANCE);

    private final NotifierBench bench = new NotifierBench();
    final InMemoryFiles files = bench.files;
    AddressPolicy policy = AddressPolicy.NONE;

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
        return bench.environment(RealTemplates.builtIn(), policy);
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
        return NotifierBench.await(notifier.send(notification));
    }

    @Override
    public void close() {
        bench.close();
    }
}
