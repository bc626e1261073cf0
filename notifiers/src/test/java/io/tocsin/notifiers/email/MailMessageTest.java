package io.tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.email.EmailConfig.Threading;
import io.tocsin.notifiers.email.Mail.Body;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mail as the bytes that are sent. */
final class MailMessageTest {
    private static final Instant LATE = Instant.parse("2026-01-02T23:30:00.000000001Z");

    @Test
    void write_ordinaryMail_isWhatTheOriginalSendsButForTheBoundary() throws Exception {
        Mail mail = new Mail(
                "a@x.org",
                List.of("b@x.org"),
                Map.of("Subject", "Grüße"),
                new Body(true, "Hallo Ä\n.dot\ntrailing \n=eq\n" + "x".repeat(100)),
                new Body(true, "<p>firing</p>"));

        String[] parts =
                write(mail, Map.of("Message-Id", "<1@h>", "Date", "today")).split("------=_Part[^\r]*\r\n");

        assertThat(parts[0].lines())
                .contains(
                        "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
                        "Message-Id: <1@h>",
                        "Date: today",
                        "MIME-Version: 1.0");
        assertThat(parts[1].split("\r\n"))
                .containsExactly(
                        "Content-Type: text/plain; charset=UTF-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "Hallo =C3=84",
                        ".dot",
                        "trailing=20",
                        "=3Deq",
                        "x".repeat(75) + "=",
                        "x".repeat(25));
        assertThat(parts[2].lines())
                .containsExactly(
                        "Content-Type: text/html; charset=UTF-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "<p>firing</p>");
    }

    @Test
    void write_configuredHeaders_replaceThoseOfEveryMailButNotThoseOfTheBody() throws Exception {
        Mail mail = new Mail(
                "a@x.org",
                List.of("b@x.org"),
                Map.of(
                        "Message-Id", "<own@x>",
                        "Date", "yesterday",
                        "Bcc", "c@x.org",
                        "Content-Type", "text/x",
                        "Mime-Version", "2",
                        "X-Empty", ""),
                Body.NONE,
                new Body(true, "b"));

        String written = write(mail, Map.of("Message-Id", "<1@h>", "Date", "today", "References", "<r@h>"));

        assertThat(written.lines().takeWhile(line -> !line.isEmpty()))
                .contains("Message-Id: <own@x>", "Date: yesterday", "Bcc: c@x.org", "X-Empty: ", "References: <r@h>")
                .contains("MIME-Version: 1.0")
                .doesNotContain("Date: today", "Content-Type: text/x", "Mime-Version: 2");
    }

    @ParameterizedTest
    @CsvSource({
        "daily, Europe/Berlin, <alert-0f7f9ba0072eb235-2026-01-03@alertmanager>",
        "daily, UTC,           <alert-0f7f9ba0072eb235-2026-01-02@alertmanager>",
        "none,  UTC,           <alert-0f7f9ba0072eb235-@alertmanager>",
    })
    void identity_threading_namesTheGroupAndPerhapsTheDay(String byDate, String zone, String conversation) {
        Map<String, String> headers =
                MailIdentity.headers(TestNotifications.simple(), new Threading(true, byDate), LATE, ZoneId.of(zone));

        assertThat(headers).containsEntry("References", conversation).containsEntry("In-Reply-To", conversation);
    }

    @Test
    void identity_noThreading_isNameAndDate() {
        Map<String, String> headers =
                MailIdentity.headers(TestNotifications.simple(), Threading.OFF, LATE, ZoneId.of("Europe/Berlin"));

        assertThat(headers).containsOnlyKeys("Message-Id", "Date");
        assertThat(headers).containsEntry("Date", "Sat, 03 Jan 2026 00:30:00 +0100");
        assertThat(headers.get("Message-Id")).matches("<1767396600000000001\\.[0-9]+@[^@>]+>");
    }

    private static String write(Mail mail, Map<String, String> identity) throws Exception {
        var out = new ByteArrayOutputStream();
        new MailMessage(Session.getInstance(new Properties()), mail, identity).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
