package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.email.MailBench.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link io.tocsin.notifiers.contract.HttpNotifierContract} asks of integrations over HTTP, as far as the tests of
 * this package do not say it of mail already.
 */
final class EmailContractTest {
    private final ScriptedSmtp server = new ScriptedSmtp();
    private final MailBench bench = new MailBench();

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    /** They end in a failure of that notification alone, within the time that it has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ define \"forever\" }}{{ template \"forever\" . }}{{ end }}{{ template \"forever\" . }}",
                "{{ range 1000000000 }}{{ end }}",
                "{{ range 100000000 }}0123456789{{ end }}",
                "{{ range 100000000 }}{{ match \"(x+x+)+y\" \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" }}{{ end }}",
            })
    void send_hostileTemplate_failsAlone(String template) {
        // given
        NotifierEnvironment environment = bench.environment();
        try (EmailNotifier hostile = new EmailNotifier(config(server.port(), "html: '" + template + "'"), environment);
                EmailNotifier other = new EmailNotifier(config(server.port(), ""), environment)) {
            // when
            CompletionStage<SendResult> failing = hostile.send(TestNotifications.simple());
            SendResult delivered = MailBench.await(other, TestNotifications.simple());

            // then
            assertThat(delivered).isEqualTo(SendResult.delivered());
            assertThat(NotifierBench.await(failing))
                    .isInstanceOfSatisfying(
                            SendResult.Rejected.class,
                            failed -> assertThat(failed.message())
                                    .startsWith("execute html template: ")
                                    .hasSizeLessThan(1024));
        }
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void print_everySecretACanary_showsNone() {
        EmailConfig config = config(
                server.port(),
                "auth_username: user, auth_password: CANARY, auth_secret: CANARY, tls_config: {key: CANARY, cert: x}");
        server.offering("AUTH PLAIN").answering("AUTH", "535 CANARY");
        try (EmailNotifier notifier = bench.notifier(config)) {
            SendResult result = MailBench.await(notifier, TestNotifications.simple());

            assertThat(result).isInstanceOf(SendResult.RetryLater.class);
            assertThat(config + " " + result).doesNotContain("CANARY");
        }
    }
}
