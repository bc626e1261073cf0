package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.email.MailBench.config;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.TestNotifications;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as a real server takes them. */
final class EmailNotifierTest {
    private final GreenMail server =
            new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.SMTPS.dynamicPort()});
    private final MailBench bench = new MailBench();

    EmailNotifierTest() {
        server.start();
    }

    @AfterEach
    void close() {
        server.stop();
        bench.close();
    }

    @Test
    void send_defaults_deliversTheDefaultMail() throws Exception {
        // when
        SendResult result = bench.send(config(port(), ""));

        // then
        assertThat(result).isEqualTo(SendResult.delivered());
        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("[FIRING:1] Simple ");
        assertThat(mail.getHeader("From")).containsExactly("am@example.org");
        assertThat(mail.getHeader("To")).containsExactly("to@example.org");
        assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(mail.getHeader("Date")).hasSize(1);
        assertThat(mail.getHeader("Date")[0]).matches("Sat, 03 Jan 2026 00:00:00 \\+0000|.* Jan 2026 .*");
        assertThat(mail.getHeader("Message-Id")[0]).matches("<1767398400000000000\\.[0-9]+@[^@>]+>");
        assertThat(mail.getHeader("References")).isNull();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(1);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat((String) parts.getBodyPart(0).getContent())
                .startsWith("<!DOCTYPE html>")
                .contains("FIRING 1", "<h3>Simple</h3>", "href=\"http://prometheus/graph\"");
    }

    @Test
    void send_textAndHtml_putsTheHtmlLast() throws Exception {
        assertThat(bench.send(config(port(), "text: \"Grüße\\n.dot\\n\", html: '<b>ü</b>'")))
                .isEqualTo(SendResult.delivered());

        MimeMultipart parts = (MimeMultipart) only().getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertPart(parts.getBodyPart(0), "text/plain; charset=UTF-8", "Grüße\r\n.dot\r\n");
        assertPart(parts.getBodyPart(1), "text/html; charset=UTF-8", "<b>ü</b>");
    }

    @Test
    void send_neitherTextNorHtml_sendsAnEmptyText() throws Exception {
        assertThat(bench.send(config(port(), "html: ''"))).isEqualTo(SendResult.delivered());

        assertPart(((MimeMultipart) only().getContent()).getBodyPart(0), "text/plain; charset=UTF-8", "");
    }

    @Test
    void send_manyRecipients_reachesEach() throws Exception {
        assertThat(bench.send(config(port(), "to: '\"A, B\" <a@x.org>, b@x.org (comment), team: c@x.org, d@x.org;'")))
                .isEqualTo(SendResult.delivered());

        assertThat(server.getReceivedMessages()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "daily"})
    void send_threading_refersToTheGroup(String byDate) throws Exception {
        assertThat(bench.send(
                        config(port(), "threading: {enabled: true, thread_by_date: " + byDate + "}"),
                        TestNotifications.simple()))
                .isEqualTo(SendResult.delivered());

        String day = byDate.equals("daily") ? "2026-01-0[123]" : "";
        MimeMessage mail = only();
        assertThat(mail.getHeader("References")[0]).matches("<alert-0f7f9ba0072eb235-" + day + "@alertmanager>");
        assertThat(mail.getHeader("In-Reply-To")).isEqualTo(mail.getHeader("References"));
    }

    @Test
    void send_userAndPassword_authenticates() {
        server.setUser("user", "p4ss");

        assertThat(bench.send(config(port(), "auth_username: user, auth_password: p4ss")))
                .isEqualTo(SendResult.delivered());
    }

    @Test
    void send_wrongPassword_isRefused() {
        server.setUser("user", "p4ss");
        server.getUserManager().setAuthRequired(true);

        assertThat(bench.failure(config(port(), "auth_username: user, auth_password: CANARY")))
                .startsWith("*smtp.plainAuth auth: 535 ")
                .doesNotContain("CANARY");
    }

    @Test
    void send_implicitTls_delivers() {
        String keys = "force_implicit_tls: true, tls_config: {insecure_skip_verify: true}";

        assertThat(bench.send(config("127.0.0.1:" + server.getSmtps().getPort(), keys)))
                .isEqualTo(SendResult.delivered());
    }

    private int port() {
        return server.getSmtp().getPort();
    }

    private MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static void assertPart(BodyPart part, String type, String content) throws Exception {
        assertThat(part.getContentType()).isEqualTo(type);
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        assertThat(part.getContent()).isEqualTo(content);
    }
}
