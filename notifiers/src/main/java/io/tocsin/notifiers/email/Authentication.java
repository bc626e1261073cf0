package io.tocsin.notifiers.email;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.http.Redaction;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how to authenticate: the first mechanism, in the order in which the server names them, that there is a secret
 * for. Reads secrets from their files each time. Immutable.
 *
 * @see "Upstream: notify/email Email.auth, v0.33.1"
 */
final class Authentication {
    /** Where a password that anybody on the way could read goes nowhere. */
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    private static final String STEP = "find auth mechanism: ";

    private final EmailConfig config;
    private final String host;
    private final FileSource files;

    /** @param host of the smarthost */
    Authentication(EmailConfig config, String host, FileSource files) {
        this.config = config;
        this.host = host;
        this.files = files;
    }

    /**
     * The mechanism to use; null for none, because there is no user.
     *
     * @param offered names of mechanisms, as the server lists them
     * @param redaction learns what no message may show from now on
     * @throws SmtpException if the server offers none that can be used
     */
    @Nullable
    AuthMechanism choose(String offered, boolean isEncrypted, Redaction redaction) throws SmtpException {
        if (config.authUsername().isEmpty()) {
            return null;
        }
        List<String> problems = new ArrayList<>();
        for (String name : offered.split(" ", -1)) {
            try {
                @Nullable AuthMechanism mechanism = mechanism(name, redaction);
                if (mechanism != null) {
                    return allowed(mechanism, isEncrypted);
                }
                problems.add("unknown auth mechanism: " + name);
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        throw SmtpException.retryable(STEP + redaction.excerpt(String.join("\n", problems)));
    }

    private AuthMechanism allowed(AuthMechanism mechanism, boolean isEncrypted) throws SmtpException {
        if (mechanism instanceof AuthMechanism.Plain && !isEncrypted && !THIS_MACHINE.contains(host)) {
            throw SmtpException.retryable(mechanism.step() + ": unencrypted connection");
        }
        return mechanism;
    }

    /** @return null for a mechanism that is not known */
    private @Nullable AuthMechanism mechanism(String name, Redaction redaction) throws IOException {
        String user = config.authUsername();
        return switch (name) {
            case "CRAM-MD5" -> cramMd5(user, redaction);
            case "PLAIN" -> plain(user, redaction);
            case "LOGIN" -> new AuthMechanism.Login(user, password(name, redaction));
            default -> null;
        };
    }

    private AuthMechanism plain(String user, Redaction redaction) throws IOException {
        var plain = new AuthMechanism.Plain(config.authIdentity(), user, password("PLAIN", redaction));
        redaction.hide(plain.opening().substring("AUTH PLAIN ".length()));
        return plain;
    }

    private AuthMechanism cramMd5(String user, Redaction redaction) throws IOException {
        String secret = read(config.authSecret());
        if (secret.isEmpty()) {
            throw new IOException("missing secret for CRAM-MD5 auth mechanism");
        }
        hide(secret, redaction);
        try {
            return new AuthMechanism.CramMd5(user, secret, host);
        } catch (SaslException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Unlike the secret, the password is taken from its file without the space around it. */
    private String password(String mechanism, Redaction redaction) throws IOException {
        String read = read(config.authPassword());
        String password = config.authPassword().file() == null ? read : read.strip();
        if (password.isEmpty()) {
            throw new IOException("missing password for " + mechanism + " auth mechanism");
        }
        hide(password, redaction);
        return password;
    }

    /** Servers repeat what they refuse, also as it was encoded. */
    private static void hide(String secret, Redaction redaction) {
        redaction.hide(secret);
        redaction.hide(secret.strip());
        redaction.hide(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private String read(SecretOrFile secret) throws IOException {
        String file = secret.file();
        if (file == null) {
            Secret inline = secret.secret();
            return inline == null ? "" : inline.reveal();
        }
        try {
            return new String(files.read(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("could not read " + file + ": " + e.getMessage(), e);
        }
    }
}
