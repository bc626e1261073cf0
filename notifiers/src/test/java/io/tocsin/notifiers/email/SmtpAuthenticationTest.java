package io.tocsin.notifiers.email;

import static io.tocsin.notifiers.email.MailBench.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How mail servers are told who we are; answers as the original, 0.33.1, sent and took them. */
final class SmtpAuthenticationTest {
    private static final String PASSWORD = "auth_username: user, auth_password: p4ss";
    private static final String SECRET = "auth_username: user, auth_secret: s3cret";

    private final ScriptedSmtp server = new ScriptedSmtp();
    private final MailBench bench = new MailBench();

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @Test
    void send_plainOffered_sendsIdentityUserAndPassword() {
        server.offering("AUTH LOGIN2 PLAIN LOGIN");

        assertThat(bench.send(config(server.port(), PASSWORD + ", auth_identity: ident")))
                .isEqualTo(SendResult.delivered());
        assertThat(server.received)
                .startsWith("EHLO localhost", "AUTH PLAIN aWRlbnQAdXNlcgBwNHNz", "MAIL FROM:<am@example.org>");
    }

    @Test
    void send_loginOfferedFirst_answersTheQuestions() {
        server.offering("AUTH LOGIN PLAIN");

        assertThat(bench.send(config(server.port(), PASSWORD))).isEqualTo(SendResult.delivered());
        assertThat(server.received)
                .startsWith("EHLO localhost", "AUTH LOGIN", "dXNlcg==", "cDRzcw==", "MAIL FROM:<am@example.org>");
    }

    @Test
    void send_cramMd5Offered_provesTheSecret() {
        server.offering("AUTH CRAM-MD5 PLAIN").answering("AUTH", "334 PDEuMkBwcm9iZT4=");

        assertThat(bench.send(config(server.port(), SECRET))).isEqualTo(SendResult.delivered());
        assertThat(server.received)
                .startsWith(
                        "EHLO localhost",
                        "AUTH CRAM-MD5",
                        encode("user 389e104f40f2952f424cf86c030d69e6"),
                        "MAIL FROM:<am@example.org>");
    }

    @Test
    void send_cramMd5WithoutSecret_takesTheNext() {
        server.offering("AUTH CRAM-MD5 PLAIN");

        assertThat(bench.send(config(server.port(), PASSWORD))).isEqualTo(SendResult.delivered());
        assertThat(server.received).contains("AUTH PLAIN AHVzZXIAcDRzcw==");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTH PLAIN       | ''",
                "AUTH=LOGIN PLAIN | auth_username: user",
                "SIZE             | auth_username: user",
            })
    void send_noUserOrNoQuestion_sendsWithout(String offered, String keys) {
        server.offering(offered);

        assertThat(bench.send(config(server.port(), keys))).isEqualTo(SendResult.delivered());
        assertThat(server.received).noneMatch(line -> line.startsWith("AUTH"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AUTH XOAUTH2 GSSAPI      | auth_password: p | unknown auth mechanism: XOAUTH2~unknown auth mechanism: GSSAPI",
                "AUTH login               | auth_password: p | unknown auth mechanism: login",
                "AUTH CRAM-MD5 PLAIN LOGIN | auth_identity: i | missing secret for CRAM-MD5 auth mechanism~missing password for PLAIN auth mechanism~missing password for LOGIN auth mechanism",
                "AUTH LOGIN | auth_password_file: /none | could not read /none: open /none: no such file or directory",
                "AUTH CRAM-MD5 | auth_secret_file: /none | could not read /none: open /none: no such file or directory",
                "AUTH LOGIN | auth_password_file: empty | missing password for LOGIN auth mechanism",
            })
    void send_noMechanism_isTriedAgain(String offered, String keys, String problems) throws Exception {
        bench.files.put("empty", "\n");
        server.offering(offered);

        assertThat(bench.failure(config(server.port(), "auth_username: user, " + keys)))
                .isEqualTo("find auth mechanism: " + problems.replace('~', '\n'));
        server.awaitEnd();
        assertThat(server.received).containsExactly("EHLO localhost", "QUIT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AUTH PLAIN    | AUTH     | auth_password: CANARY | *smtp.plainAuth auth: 535 \"5.7.8 bad <secret>\"",
                "AUTH LOGIN    | RESPONSE | auth_password: CANARY | *email.loginAuth auth: 535 \"5.7.8 bad <secret>\"",
                "AUTH CRAM-MD5 | RESPONSE | auth_secret: CANARY   | *smtp.cramMD5Auth auth: 535 \"5.7.8 bad <secret>\"",
            })
    void send_refusedWithTheSecretRepeated_isTriedAgainAndHidesIt(
            String offered, String step, String keys, String message) {
        String refusal = "535 5.7.8 bad CANARY";
        server.offering(offered).answering(step, refusal);

        assertThat(bench.failure(config(server.port(), "auth_username: user, " + keys)))
                .isEqualTo(message);
    }

    @Test
    void send_refusedWithTheCommandRepeated_hidesIt() {
        server.offering("AUTH PLAIN").answering("AUTH", "500 unknown: AUTH PLAIN " + encode("\0user\0CANARY"));

        assertThat(bench.failure(config(server.port(), "auth_username: user, auth_password: CANARY")))
                .isEqualTo("*smtp.plainAuth auth: 500 \"unknown: AUTH PLAIN <secret>\"");
    }

    @Test
    void send_laterAnswerRepeatsThePassword_hidesIt() {
        server.offering("AUTH PLAIN").answering("MAIL", "550 not for CANARY");

        assertThat(bench.failure(config(server.port(), "auth_username: user, auth_password: CANARY")))
                .isEqualTo("send MAIL command: 550 \"not for <secret>\"");
    }

    @ParameterizedTest
    @CsvSource({"AUTH LOGIN, AUTH, 334 !", "AUTH CRAM-MD5, AUTH, 334 !"})
    void send_challengeIsNone_isTriedAgain(String offered, String step, String reply) {
        server.offering(offered).answering(step, reply);

        assertThat(bench.failure(config(server.port(), PASSWORD + ", auth_secret: s")))
                .endsWith(" auth: the server's challenge is no Base64");
    }

    @Test
    void send_endlessChallenges_isTriedAgain() {
        server.offering("AUTH LOGIN").answering("RESPONSE", "334 " + encode("Password:"));

        assertThat(bench.failure(config(server.port(), PASSWORD)))
                .isEqualTo("*email.loginAuth auth: unexpected server challenge");
    }

    @Test
    void send_passwordFile_isReadAgainWithoutSpace() {
        // given
        server.offering("AUTH LOGIN");
        EmailConfig config = config(server.port(), "auth_username: user, auth_password_file: pw");
        try (EmailNotifier notifier = bench.notifier(config)) {
            // when
            bench.files.put("pw", " first \n");
            MailBench.await(notifier, TestNotifications.simple());
            bench.files.put("pw", "second");
            MailBench.await(notifier, TestNotifications.simple());
        }

        // then
        assertThat(server.received).contains(encode("first"), encode("second"));
    }

    @Test
    void send_secretFile_isUsedAsItIs() {
        bench.files.put("secret", " sp ace \n");
        server.offering("AUTH CRAM-MD5").answering("AUTH", "334 PDEuMkBwcm9iZT4=");

        assertThat(bench.send(config(server.port(), "auth_username: user, auth_secret_file: secret")))
                .isEqualTo(SendResult.delivered());
        assertThat(server.received).contains(encode("user 32950b721ee319295356f255bbd8a0d2"));
    }

    @Test
    void send_fileBesideThePassword_isUsed() {
        bench.files.put("pw", "ofFile");
        server.offering("AUTH LOGIN");

        assertThat(bench.send(config(server.port(), PASSWORD + ", auth_password_file: pw")))
                .isEqualTo(SendResult.delivered());
        assertThat(server.received).contains(encode("ofFile"));
    }

    @Test
    void choose_plainOverAnOpenLine_isRefused() throws Exception {
        EmailConfig config = config("mail.example:25", PASSWORD);
        var authentication = new Authentication(config, "mail.example", bench.files);
        var redaction = new Redaction();

        assertThat(authentication.choose("PLAIN", true, redaction)).isInstanceOf(AuthMechanism.Plain.class);
        assertThat(authentication.choose("LOGIN", false, redaction)).isInstanceOf(AuthMechanism.Login.class);
        assertThatThrownBy(() -> authentication.choose("PLAIN LOGIN", false, redaction))
                .hasMessage("*smtp.plainAuth auth: unencrypted connection");
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
