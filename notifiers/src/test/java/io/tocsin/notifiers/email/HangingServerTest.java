package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.contract.TestNotifications.NOW;
import static io.tocsin.notifiers.email.MailBench.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that stop answering: an attempt ends in time, whatever it waits for, and nobody else waits for it. */
@Timeout(180)
final class HangingServerTest {
    private static final String PASSWORD = "auth_username: user, auth_password: p4ss";

    /** Nearly as much as may be rendered: more than the system takes from a sender whose receiver does not read. */
    private static final String HUGE = "{{ range 40 }}{{ printf \"%100000d\" 1 }}{{ end }}";

    /** Time enough to come to where a server hangs, unless the machine pauses. */
    private static final Instant SOON = NOW.plusMillis(1_000);

    /** Time enough if it does. */
    private static final Instant LATER = NOW.plusSeconds(10);

    private final ScriptedSmtp server = new ScriptedSmtp();
    private final MailBench bench = new MailBench();

    /** The first mail of a process takes longer: classes are loaded, this machine's name is asked for. */
    @BeforeAll
    static void sendTheFirst() {
        try (ScriptedSmtp server = new ScriptedSmtp();
                MailBench bench = new MailBench()) {
            assertThat(bench.send(config(server.port(), "auth_username: user, auth_password: p4ss")))
                    .isEqualTo(SendResult.delivered());
        }
    }

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, create SMTP client",
        "EHLO, send EHLO command",
        "AUTH, *smtp.plainAuth auth",
        "MAIL, send MAIL command",
        "RCPT, send RCPT command",
        "DATA, send DATA command",
        "BODY, delivery failure",
    })
    void send_serverHangs_endsAtTheDeadline(String step, String doing) throws Exception {
        server.offering("AUTH PLAIN").hangingAt(step);

        assertTooLate(config(server.port(), PASSWORD), doing);
        // It has hung up, and holds no thread any more.
        server.awaitHanging();
    }

    @Test
    void send_serverHangsAfterAnAnswer_endsAtTheDeadline() {
        server.offering("AUTH LOGIN").hangingAt("RESPONSE");

        assertTooLate(config(server.port(), PASSWORD), "*email.loginAuth auth");
    }

    @Test
    void send_serverStopsReading_endsAtTheDeadline() throws Exception {
        server.hangingAt("READING");

        assertTooLate(config(server.port(), "html: '" + HUGE + "'"), "delivery failure");
        server.awaitHanging();
    }

    @Test
    void send_handshakeHangs_endsAtTheDeadline() {
        server.offering("STARTTLS").hangingAt("STARTTLS");

        assertTooLate(config("127.0.0.1:" + server.port(), "require_tls: true"), "send STARTTLS command");
    }

    @Test
    void send_implicitHandshakeHangs_endsAtTheDeadline() {
        server.hangingAt("GREETING");

        assertTooLate(config(server.port(), "force_implicit_tls: true"), "establish TLS connection to server");
    }

    @Test
    void send_goodbyeHangs_isDeliveredAtOnce() {
        server.hangingAt("QUIT");

        assertThat(bench.send(config(server.port(), ""), TestNotifications.simple(NOW.plusSeconds(60))))
                .isEqualTo(SendResult.delivered());
    }

    @Test
    void send_manyHangAtOneServer_otherReceiversAreServed() throws Exception {
        // given: far more than there are threads
        server.hangingAt("MAIL");
        NotifierEnvironment environment = bench.environment();
        List<EmailNotifier> notifiers = new ArrayList<>();
        List<CompletionStage<SendResult>> hanging = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            EmailNotifier notifier = new EmailNotifier(config(server.port(), ""), environment);
            notifiers.add(notifier);
            for (int j = 0; j < 10; j++) {
                hanging.add(notifier.send(TestNotifications.simple(NOW.plusSeconds(120))));
            }
        }
        server.awaitHanging();

        // when
        try (ScriptedSmtp good = new ScriptedSmtp();
                EmailNotifier other = new EmailNotifier(config(good.port(), ""), environment)) {
            List<CompletableFuture<SendResult>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(other.send(TestNotifications.simple(NOW.plusSeconds(60)))
                        .toCompletableFuture());
            }

            // then
            for (CompletableFuture<SendResult> result : results) {
                assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(SendResult.delivered());
            }
        }
        assertThat(environment.blocking().load().underWay()).isBetween(64, 64 + 4 * 30);
        assertThat(environment.blocking().load().waiting()).isPositive();
        server.close();
        for (CompletionStage<SendResult> each : hanging) {
            assertThat(each.toCompletableFuture().get(60, TimeUnit.SECONDS)).isInstanceOf(SendResult.RetryLater.class);
        }
        notifiers.forEach(EmailNotifier::close);
    }

    @Test
    void close_mailsWait_areNotSent() throws Exception {
        // given
        server.hangingAt("GREETING");
        EmailNotifier notifier = bench.notifier(config(server.port(), ""));
        List<CompletableFuture<SendResult>> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            results.add(notifier.send(TestNotifications.simple(NOW.plusSeconds(120)))
                    .toCompletableFuture());
        }
        server.awaitHanging();

        // when
        notifier.close();

        // then: those under way are still waited for
        assertThat(results.get(0)).isNotDone();
        assertThat(results.get(99).get(60, TimeUnit.SECONDS))
                .isEqualTo(
                        new SendResult.RetryLater(FailureReason.OTHER, "not sent: the configuration was loaded again"));
        assertThat(MailBench.await(notifier, TestNotifications.simple()))
                .isEqualTo(
                        new SendResult.RetryLater(FailureReason.OTHER, "not sent: the configuration was loaded again"));
    }

    @Test
    void send_deadlinePassesInTheQueue_saysWhyItWaited() throws Exception {
        server.hangingAt("GREETING");
        NotifierEnvironment environment = bench.environment();
        try (EmailNotifier notifier = new EmailNotifier(config(server.port(), ""), environment)) {
            for (int i = 0; i < 100; i++) {
                notifier.send(TestNotifications.simple(NOW.plusSeconds(120)));
            }

            assertThat(MailBench.await(notifier, TestNotifications.simple(NOW.plusMillis(200))))
                    .isInstanceOfSatisfying(SendResult.RetryLater.class, late -> {
                        assertThat(late.reason()).isEqualTo(FailureReason.CONTEXT_DEADLINE_EXCEEDED);
                        assertThat(late.message())
                                .matches("not sent: [0-9]+ notifications of this integration have no answer yet, and"
                                        + " no further one may be under way: context deadline exceeded");
                    });
        }
    }

    /** Where the first attempt does not get as far as the server hangs, one that has more time does. */
    private void assertTooLate(EmailConfig config, String doing) {
        SendResult first = bench.send(config, TestNotifications.simple(SOON));
        if (!first.equals(tooLate(doing))) {
            assertThat(bench.send(config, TestNotifications.simple(LATER)))
                    .as("after " + first)
                    .isEqualTo(tooLate(doing));
        }
    }

    private static SendResult tooLate(String doing) {
        return new SendResult.RetryLater(
                FailureReason.CONTEXT_DEADLINE_EXCEEDED, doing + ": context deadline exceeded");
    }
}
