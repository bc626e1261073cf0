package io.tocsin.notifiers.email;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.Redaction;
import io.tocsin.notifiers.integration.AttemptLimit;
import io.tocsin.notifiers.integration.BlockingAttempt;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.integration.UnsendableException;
import io.tocsin.notifiers.message.Messages;
import io.tocsin.notifiers.rendering.Renderings;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One mail handed over to its smarthost, or not. Deviation D-230: everything is read and rendered before anything is
 * connected to.
 */
final class MailAttempt implements BlockingAttempt {
    /** How long a server may take to answer a goodbye. The mail is delivered by then, or is not. */
    private static final Duration GOODBYE_MAX = Duration.ofSeconds(5);

    private final EmailConfig config;
    private final MailTemplates templates;
    private final Renderings.Share renderings;
    private final NotifierEnvironment environment;
    private final Notification notification;
    private final Smarthost smarthost;
    private final SmtpDialer dialer;
    private final Redaction redaction = new Redaction();

    // What it is doing; read by the thread that ends it.
    private volatile String doing = "read certificates";
    private volatile @Nullable SmtpDialogue dialogue;

    // Set before it is made.
    private volatile Renderings.@Nullable Turn<Mail> rendering;

    MailAttempt(
            EmailConfig config,
            MailTemplates templates,
            Renderings.Share renderings,
            NotifierEnvironment environment,
            Notification notification,
            AttemptLimit limit) {
        this.config = config;
        this.templates = templates;
        this.renderings = renderings;
        this.environment = environment;
        this.notification = notification;
        this.smarthost = requireNonNull(config.smarthost(), "smarthost");
        this.dialer = new SmtpDialer(smarthost, environment.clients().addressGuard(), limit.remaining());
    }

    @Override
    public CompletionStage<?> prepare() {
        Renderings.Turn<Mail> turn = renderings.render(
                () -> templates.render(environment.rendering(Messages.of(notification, environment.externalUrl()))));
        rendering = turn;
        return turn.result().handle((mail, failure) -> Boolean.TRUE);
    }

    @Override
    public void make(Consumer<SendResult> result) {
        try (dialer) {
            result.accept(attempt());
            sayGoodbye();
        }
    }

    @Override
    public String doing() {
        SmtpDialogue spoken = dialogue;
        return spoken == null ? doing : spoken.doing();
    }

    @Override
    public SendResult tooLate() {
        Renderings.Turn<Mail> turn = rendering;
        if (turn == null || turn.isDone()) {
            return BlockingAttempt.super.tooLate();
        }
        return AttemptLimit.notRendered(turn, turn.giveUp());
    }

    @Override
    public void abort() {
        dialer.close();
    }

    private SendResult attempt() {
        try {
            Mail mail = mail();
            SmtpSecurity security = SmtpSecurity.of(config, smarthost, environment.files());
            Session session = session(security);
            MailMessage message = new MailMessage(
                    session,
                    mail,
                    MailIdentity.headers(
                            notification,
                            config.threading(),
                            environment.clock().instant(),
                            ZoneId.systemDefault()));
            SmtpDialogue opened = open(session, security);
            authenticate(opened);
            opened.hand(mail, message);
            return SendResult.delivered();
        } catch (UnsendableException e) {
            return e.result();
        } catch (SmtpException e) {
            return e.result();
        } catch (MessagingException e) {
            return new UnsendableException("write mail: " + e.getMessage(), e).result();
        }
    }

    private Mail mail() throws UnsendableException {
        try {
            return requireNonNull(rendering, "rendering")
                    .result()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnsendableException unsendable) {
                throw unsendable;
            }
            throw e;
        }
    }

    private Session session(SmtpSecurity security) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", smarthost.host());
        properties.put("mail.smtp.localhost", config.hello().isEmpty() ? "localhost" : config.hello());
        security.describe(properties);
        return Session.getInstance(properties);
    }

    private SmtpDialogue open(Session session, SmtpSecurity security) throws SmtpException {
        doing = security.isImplicit() ? "establish TLS connection to server" : "establish connection to server";
        Socket connection = connect(security);
        SmtpDialogue opened = new SmtpDialogue(session, redaction);
        dialogue = opened;
        opened.open(connection);
        if (security.isRequired() && !opened.isSSL()) {
            throw SmtpException.retryable("'require_tls' is true (default) but " + GoQuote.quote(smarthost.toString())
                    + " does not advertise the STARTTLS extension");
        }
        return opened;
    }

    private Socket connect(SmtpSecurity security) throws SmtpException {
        Socket plain = dialer.dial(security.expectedName(smarthost.host()), doing);
        try {
            return security.begin(plain, smarthost.host());
        } catch (IOException e) {
            throw SmtpException.retryable(doing + ": " + SmtpDialogue.describe(e));
        }
    }

    private void authenticate(SmtpDialogue opened) throws SmtpException {
        String offered = opened.getExtensionParameter("AUTH");
        if (offered != null) {
            opened.authenticate(new Authentication(config, smarthost.host(), environment.files())
                    .choose(offered, opened.isSSL(), redaction));
        }
    }

    private void sayGoodbye() {
        SmtpDialogue spoken = dialogue;
        if (spoken == null) {
            return;
        }
        long timer = environment.vertx().setTimer(GOODBYE_MAX.toMillis(), ignored -> dialer.close());
        try {
            spoken.close();
        } catch (MessagingException ignored) {
            // Whatever it says to that, the mail is delivered, or is not.
        } finally {
            environment.vertx().cancelTimer(timer);
        }
    }
}
