package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.email.MailBench.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.Ipv6;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.AddressPolicy;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between us and a server, in the words and with the consequences of Alertmanager 0.33.1. */
final class SmtpFailureTest {
    private final ScriptedSmtp server = new ScriptedSmtp();
    private final MailBench bench = new MailBench();

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GREETING | 554 go away                       | create SMTP client: 554 \"go away\"",
                "GREETING | what                              | create SMTP client: short response: \"what\"",
                "MAIL     | 550 5.1.0 no                      | send MAIL command: 550 \"5.1.0 no\"",
                "MAIL     | 451 later                         | send MAIL command: 451 \"later\"",
                "MAIL     | 552 zu groß                       | send MAIL command: 552 \"zu groß\"",
                "RCPT     | 550 5.1.1 unknown                 | send RCPT command: 550 \"5.1.1 unknown\"",
                "DATA     | 550 no                            | send DATA command: 550 \"no\"",
                "BODY     | 550 spam                          | delivery failure: 550 \"spam\"",
                "BODY     | 451-4.7.0 spam~451 4.7.0 later    | delivery failure: 451 \"4.7.0 spam\\n4.7.0 later\"",
            })
    void send_serverRefuses_isTriedAgain(String step, String reply, String message) {
        server.answering(step, reply.replace("~", "\r\n"));

        assertThat(bench.failure(config(server.port(), ""))).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GREETING | create SMTP client: EOF",
                "EHLO     | send EHLO command: EOF",
                "MAIL     | send MAIL command: EOF",
                "RCPT     | send RCPT command: EOF",
                "DATA     | send DATA command: EOF",
                "BODY     | delivery failure: EOF",
            })
    void send_serverHangsUp_isTriedAgain(String step, String message) {
        server.closingAt(step);

        assertThat(bench.failure(config(server.port(), "")))
                .isIn(message, message.replace("EOF", "connection reset by peer"));
    }

    @Test
    void send_serverKnowsNoEhlo_isGreetedTheOldWay() {
        server.answering("EHLO", "500 what");

        assertThat(bench.send(config(server.port(), "hello: me.example"))).isEqualTo(SendResult.delivered());
        assertThat(server.received).startsWith("EHLO me.example", "HELO me.example", "MAIL FROM:<am@example.org>");
    }

    @Test
    void send_serverRefusesEveryGreeting_isTriedAgain() {
        server.answering("EHLO", "500 what").answering("HELO", "501 no");

        assertThat(bench.failure(config(server.port(), ""))).isEqualTo("send EHLO command: 501 \"no\"");
    }

    @Test
    void send_secondRecipientRefused_nobodyIsSentTo() throws Exception {
        server.answering("RCPT", "250 ok", "550 unknown");

        assertThat(bench.failure(config(server.port(), "to: 'a@x.org, b@x.org, c@x.org'")))
                .isEqualTo("send RCPT command: 550 \"unknown\"");
        server.awaitEnd();
        assertThat(server.received)
                .containsExactly(
                        "EHLO localhost",
                        "MAIL FROM:<am@example.org>",
                        "RCPT TO:<a@x.org>",
                        "RCPT TO:<b@x.org>",
                        "QUIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 ok", "251 will forward", "252 will see"})
    void send_recipientTaken_isDelivered(String reply) {
        server.answering("RCPT", reply);

        assertThat(bench.send(config(server.port(), ""))).isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 no", "hangup"})
    void send_goodbyeRefused_isDelivered(String reply) {
        if (reply.equals("hangup")) {
            server.closingAt("QUIT");
        } else {
            server.answering("QUIT", reply);
        }

        assertThat(bench.send(config(server.port(), ""))).isEqualTo(SendResult.delivered());
    }

    @Test
    void send_serverOffersExtensions_namesThoseOfTheBody() {
        server.offering("SMTPUTF8", "8BITMIME", "SIZE 1000", "PIPELINING");

        assertThat(bench.send(config(server.port(), "to: 'ü@exämple.org'"))).isEqualTo(SendResult.delivered());
        assertThat(server.received)
                .contains("MAIL FROM:<am@example.org> BODY=8BITMIME SMTPUTF8", "RCPT TO:<ü@exämple.org>");
    }

    @Test
    void send_answerWithoutEnd_isGivenUp() {
        server.answering("MAIL", "250-" + "x".repeat(SmtpSocket.RECEIVED_MAX_BYTES));

        assertThat(bench.failure(config(server.port(), "")))
                .isEqualTo("send MAIL command: the server's answers are longer than 1048576 bytes");
    }

    @Test
    void send_nobodyListens_isTriedAgain() {
        int port = server.port();
        server.close();

        assertThat(bench.failure(config(port, "")))
                .isEqualTo(
                        "establish connection to server: dial tcp 127.0.0.1:" + port + ": connect: connection refused");
        assertThat(bench.failure(config(port, "force_implicit_tls: true")))
                .isEqualTo("establish TLS connection to server: dial tcp 127.0.0.1:" + port
                        + ": connect: connection refused");
    }

    @Test
    void send_noSuchHost_isTriedAgain() {
        assertThat(bench.failure(config("nosuch.invalid:25", "require_tls: false")))
                .isEqualTo("establish connection to server: dial tcp: lookup nosuch.invalid: no such host");
    }

    @Test
    void send_ipv6Address_delivers() {
        Ipv6.assumeLoopback();
        try (ScriptedSmtp other = new ScriptedSmtp("::1")) {
            assertThat(bench.send(config("[::1]:" + other.port(), "require_tls: false")))
                    .isEqualTo(SendResult.delivered());
        }
    }

    @Test
    void send_noSuchPort_isTriedAgain() {
        assertThat(bench.failure(config("127.0.0.1:nosuch", "require_tls: false")))
                .isEqualTo("establish connection to server: dial tcp: lookup tcp/nosuch: unknown port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", ""})
    void send_addressDenied_isNotConnectedTo(String host) {
        bench.policy = AddressPolicy.denying(List.of("127.0.0.0/8,::1/128"));

        assertThat(bench.rejection(config(host + ":" + server.port(), "require_tls: false")))
                .startsWith("establish connection to server: dial tcp: connect: the address is in ")
                .endsWith(" which --notify.deny-cidr denies");
        assertThat(server.connections()).isZero();
    }

    @Test
    void send_oneAddressDenied_takesAnother() {
        bench.policy = AddressPolicy.denying(List.of("::1/128"));

        assertThat(bench.send(config("localhost:" + server.port(), "require_tls: false")))
                .isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "from: 'a@x.org, b@x.org'        | must be exactly one 'from' address (got: 2)",
                "from: nonsense                  | parse 'from' addresses: mail: missing '@' or angle-addr",
                "from: '{{ \"\" }}'              | parse 'from' addresses: mail: no address",
                "to: nonsense                    | parse 'to' addresses: mail: missing '@' or angle-addr",
                "to: '{{ \"\" }}'                | parse 'to' addresses: mail: no address",
                "from: '{{ .Foo }}'              | execute 'from' template: TEMPLATE",
                "to: '{{ .Foo }}'                | execute 'to' template: TEMPLATE",
                "headers: {subject: '{{ .Foo }}'} | execute \"Subject\" header template: TEMPLATE",
                "text: '{{ .Foo }}'              | execute text template: TEMPLATE",
                "html: '{{ .Foo }}'              | execute html template: TEMPLATE",
                "tls_config: {ca_file: /none}, force_implicit_tls: true | parse TLS configuration: unable to read CA cert: open /none: no such file or directory",
            })
    void send_wrongSettings_isNotTriedAgain(String keys, String message) {
        String expected = message.replace(
                "TEMPLATE",
                "template: :1:3: executing \"\" at <.Foo>: can't evaluate field Foo in type *template.Data");

        assertThat(bench.rejection(config(server.port(), keys))).isEqualTo(expected);
        assertThat(server.connections()).isZero();
    }

    @Test
    void send_deadlinePassed_asksNobody() {
        assertThat(bench.send(config(server.port(), ""), TestNotifications.simple(TestNotifications.NOW)))
                .isInstanceOf(SendResult.RetryLater.class);
        assertThat(server.connections()).isZero();
    }

    @Test
    void send_lineBreakInHello_isNotSent() {
        assertThat(bench.failure(config(server.port(), "hello: \"a\\r\\nRCPT TO:<b@x.org>\"")))
                .startsWith("send EHLO command: ");
        assertThat(String.join("\n", server.received).toLowerCase(Locale.ROOT)).doesNotContain("b@x.org");
    }
}
