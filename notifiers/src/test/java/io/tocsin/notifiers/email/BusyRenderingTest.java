package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.contract.TestNotifications.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.webhook.WebhookConfig;
import io.tocsin.notifiers.webhook.WebhookNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifiers while others render on all threads. */
@Timeout(120)
final class BusyRenderingTest {
    /** Nobody listens there. */
    private static final String CLOSED = "127.0.0.1:1";

    /** Comes after the notifier has begun to wait, if the machine pauses before that as well. */
    private static final Instant OVER = NOW.plusSeconds(6);

    private final NotifierBench bench = new NotifierBench();
    private final NotifierEnvironment environment = bench.environment(RealTemplates.builtIn());
    private CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void occupy() {
        CountDownLatch busy = new CountDownLatch(1);
        end = busy;
        while (bench.renderings.load().waiting() == 0) {
            var unused = bench.renderings.share("busy").render(() -> {
                busy.await();
                return "";
            });
        }
    }

    @AfterEach
    void close() {
        end.countDown();
        bench.close();
    }

    @Test
    void mail_timeIsOver_saysThatItWaited() {
        SendResult.RetryLater result = later(new EmailNotifier(MailBench.config(CLOSED, ""), environment));

        assertThat(result.reason()).isEqualTo(FailureReason.CONTEXT_DEADLINE_EXCEEDED);
        assertThat(result.message())
                .startsWith("not sent: waited ")
                .endsWith(" until other renderings end: context deadline exceeded");
        assertThat(bench.renderings.load().waiting()).isEqualTo(1);
    }

    @Test
    void templatedWebhook_timeIsOver_saysThatItWaited() {
        SendResult.RetryLater result = later(webhook("http://" + CLOSED + "/{{ .Status }}"));

        assertThat(result.reason()).isEqualTo(FailureReason.CONTEXT_DEADLINE_EXCEEDED);
        assertThat(result.message())
                .startsWith("not sent: waited ")
                .endsWith(" until other renderings end: context deadline exceeded");
        assertThat(bench.renderings.load().waiting()).isEqualTo(1);
    }

    @Test
    void templatedWebhook_lastRenderingFailed_saysWhy() {
        // given
        end.countDown();
        WebhookNotifier notifier = webhook("http://" + CLOSED + "/{{ template \"none\" }}");
        assertThat(NotifierBench.await(notifier.send(TestNotifications.simple())))
                .isInstanceOf(SendResult.Rejected.class);
        occupy();
        // when
        SendResult.RetryLater result = later(notifier);
        // then
        assertThat(result.reason()).isEqualTo(FailureReason.OTHER);
        assertThat(result.message())
                .startsWith("not sent: waited ")
                .contains("; the rendering before it failed: ")
                .contains("template \"none\" not defined");
    }

    @Test
    void plainWebhook_doesNotWait() {
        SendResult.RetryLater result = later(webhook("http://" + CLOSED + "/"), NOW.plusSeconds(60));

        assertThat(result.message()).contains("connection refused");
    }

    private WebhookNotifier webhook(String url) {
        var config = new WebhookConfig(
                true, HttpConfig.DEFAULT, new SecretOrFile(Secret.of(url), null), 0, Duration.ZERO, null);
        return new WebhookNotifier(config, environment);
    }

    private static SendResult.RetryLater later(Notifier notifier) {
        return later(notifier, OVER);
    }

    private static SendResult.RetryLater later(Notifier notifier, Instant deadline) {
        SendResult result = NotifierBench.send(notifier, TestNotifications.simple(deadline));
        assertThat(result).isInstanceOf(SendResult.RetryLater.class);
        return (SendResult.RetryLater) result;
    }
}
