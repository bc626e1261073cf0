package io.tocsin.notifiers.email;

import io.tocsin.notifiers.email.Mail.Body;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Map;
import java.util.Set;

/**
 * A mail as it is sent: the configured headers, those that every mail has, and the text before the HTML, of which mail
 * programs show the last that they can.
 *
 * @see "Upstream: notify/email Email.Notify, v0.33.1"
 */
final class MailMessage extends MimeMessage {
    /** What describes our own body. Deviation D-231: in the original such a header is sent twice. */
    private static final Set<String> OURS = Set.of("Content-Type", "Content-Transfer-Encoding", "Mime-Version");

    /** @param identity used unless the configuration has such headers */
    MailMessage(Session session, Mail mail, Map<String, String> identity) throws MessagingException {
        super(session);
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            if (!OURS.contains(header.getKey())) {
                add(header.getKey(), header.getValue());
            }
        }
        for (Map.Entry<String, String> header : identity.entrySet()) {
            if (getHeader(header.getKey()) == null) {
                add(header.getKey(), header.getValue());
            }
        }
        setContent(content(mail));
        saveChanges();
    }

    private void add(String name, String value) throws MessagingException {
        setHeader(name, HeaderText.of(name, value));
    }

    private static MimeMultipart content(Mail mail) throws MessagingException {
        MimeMultipart alternatives = new MimeMultipart("alternative");
        // A multipart without parts is none.
        if (mail.text().isPresent() || !mail.html().isPresent()) {
            alternatives.addBodyPart(part(mail.text(), "plain"));
        }
        if (mail.html().isPresent()) {
            alternatives.addBodyPart(part(mail.html(), "html"));
        }
        return alternatives;
    }

    private static MimeBodyPart part(Body body, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(body.content(), "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** It has one already. */
    @Override
    protected void updateMessageID() {}
}
