package io.tocsin.notifiers.email;

import static java.util.Objects.requireNonNullElse;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.notifiers.http.CallFailedException;
import io.tocsin.notifiers.http.TlsSockets;
import io.tocsin.notifiers.integration.UnsendableException;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;

/**
 * How a connection is encrypted: from the first byte, with STARTTLS, or not at all. Immutable.
 *
 * @param isImplicit from the first byte
 * @param isRequired with STARTTLS if not from the first byte
 * @param tls empty if neither
 */
record SmtpSecurity(boolean isImplicit, boolean isRequired, TlsConfig config, Optional<TlsSockets> tls) {
    private static final String IMPLICIT_TLS_PORT = "465";

    /**
     * Reads the certificates. Blocks.
     *
     * @throws UnsendableException if they cannot be used
     */
    static SmtpSecurity of(EmailConfig config, Smarthost smarthost, FileSource files) throws UnsendableException {
        boolean isImplicit =
                requireNonNullElse(config.forceImplicitTls(), smarthost.port().equals(IMPLICIT_TLS_PORT));
        TlsConfig tls = requireNonNullElse(config.tls(), TlsConfig.DEFAULT);
        if (!isImplicit && !config.requireTls()) {
            return new SmtpSecurity(false, false, tls, Optional.empty());
        }
        try {
            return new SmtpSecurity(isImplicit, config.requireTls(), tls, Optional.of(TlsSockets.of(tls, files)));
        } catch (CallFailedException e) {
            throw new UnsendableException("parse TLS configuration: " + e.getMessage(), e);
        }
    }

    /** Whom the certificate has to be for. */
    String expectedName(String host) {
        return tls.map(sockets -> sockets.expectedName(host)).orElse(host);
    }

    /** What is to be spoken over: {@code plain} itself unless it is to be encrypted from the first byte. */
    Socket begin(Socket plain, String host) throws IOException {
        return isImplicit && tls.isPresent() ? tls.get().encrypt(plain, host) : plain;
    }

    /** What Angus has to know to encrypt later. */
    void describe(Properties properties) {
        if (isImplicit || tls.isEmpty()) {
            return;
        }
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls.get().factory());
        properties.put("mail.smtp.ssl.protocols", String.join(" ", TlsSockets.protocols(config)));
        properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(!config.insecureSkipVerify()));
    }
}
