package io.tocsin.notifiers.email;

import io.tocsin.notifiers.http.Redaction;
import io.tocsin.notifiers.http.TransportFailure;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a server to hand over a mail, command by command, so that a failure can say which one it was.
 *
 * <p>Owned by the thread of the attempt, but for {@link #doing}.
 *
 * @see "Upstream: notify/email Email.Notify, v0.33.1; Go: net/smtp"
 */
final class SmtpDialogue extends SMTPTransport {
    private static final String STARTTLS = "send STARTTLS command";

    private static final int OK = 250;
    private static final int GO_ON = 334;
    private static final int AUTHENTICATED = 235;

    /** No mechanism of ours needs more. */
    private static final int CHALLENGES_MAX = 4;

    private static final int CAUSES_MAX = 12;

    private final Redaction redaction;

    /** Read by whoever ends this, to say what it ended. */
    private volatile String doing = "create SMTP client";

    SmtpDialogue(Session session, Redaction redaction) {
        super(session, null);
        this.redaction = redaction;
    }

    /** What is going on, in the words that a failure begins with. */
    String doing() {
        return doing;
    }

    /** Greets, and encrypts if the session says so. */
    void open(Socket connection) throws SmtpException {
        try {
            connect(connection);
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    /** @param mechanism what to authenticate with; null not to */
    void authenticate(@Nullable AuthMechanism mechanism) throws SmtpException {
        if (mechanism == null) {
            return;
        }
        doing = mechanism.step();
        try {
            SmtpReply reply = command(mechanism.opening());
            for (int i = 0; i < CHALLENGES_MAX && reply.code() == GO_ON; i++) {
                String response = encode(mechanism.respond(decode(reply)));
                redaction.hide(response);
                reply = command(response);
            }
            expect(reply.code() == AUTHENTICATED, reply);
        } catch (MessagingException | IOException e) {
            throw failure(e);
        }
    }

    private static String encode(byte[] response) {
        return Base64.getEncoder().encodeToString(response);
    }

    private static byte[] decode(SmtpReply challenge) throws IOException {
        try {
            return Base64.getDecoder().decode(challenge.text().strip());
        } catch (IllegalArgumentException e) {
            throw new AuthMechanism.RefusedException("the server's challenge is no Base64");
        }
    }

    void hand(Mail mail, MimeMessage message) throws SmtpException {
        try {
            doing = "send MAIL command";
            SmtpReply reply = command("MAIL FROM:<" + mail.sender() + ">" + options());
            expect(reply.code() == OK, reply);
            doing = "send RCPT command";
            for (String recipient : mail.recipients()) {
                reply = command("RCPT TO:<" + recipient + ">");
                // 251 and 252: it will see to it.
                expect(reply.code() / 10 == OK / 10, reply);
            }
            transmit(message);
        } catch (MessagingException | IOException e) {
            throw failure(e);
        }
    }

    /** As Go's client says, though there is nothing but ASCII in a mail. */
    private String options() {
        return (supportsExtension("8BITMIME") ? " BODY=8BITMIME" : "")
                + (supportsExtension("SMTPUTF8") ? " SMTPUTF8" : "");
    }

    private synchronized void transmit(MimeMessage message) throws MessagingException, IOException {
        doing = "send DATA command";
        var body = data();
        doing = "delivery failure";
        message.writeTo(body);
        finishData();
    }

    /** @param command sent as UTF-8, as Go does even to servers that do not offer that */
    private synchronized SmtpReply command(String command) throws MessagingException {
        int code = simpleCommand(command.getBytes(StandardCharsets.UTF_8));
        return SmtpReply.of(code, getLastServerResponse());
    }

    private void expect(boolean isExpected, SmtpReply reply) throws SmtpException {
        if (!isExpected) {
            throw SmtpException.retryable(doing + ": " + reply.describe(redaction));
        }
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        // The greeting that follows STARTTLS belongs to it, as in Go.
        if (!doing.equals(STARTTLS)) {
            doing = "send EHLO command";
        }
        return super.ehlo(domain);
    }

    @Override
    protected void startTLS() throws MessagingException {
        doing = STARTTLS;
        super.startTLS();
    }

    /** What went wrong: the connection where there is such a cause, else what the server said. */
    private SmtpException failure(Exception problem) {
        boolean isTransport = problem instanceof IOException || problem.getCause() != null;
        return SmtpException.retryable(doing + ": "
                + (isTransport
                        ? describe(problem)
                        : SmtpReply.of(getLastReturnCode(), getLastServerResponse())
                                .describe(redaction)));
    }

    /** Words for what is wrong with a connection. */
    static String describe(Exception problem) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof SmtpSocket.TooLongException || cause instanceof AuthMechanism.RefusedException) {
                return String.valueOf(cause.getMessage());
            }
            cause = cause.getCause();
        }
        return TransportFailure.describe(problem);
    }
}
