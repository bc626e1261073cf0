package io.tocsin.notifiers.email;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * One way to tell a server who we are. Used once.
 *
 * @see "Go: net/smtp PlainAuth and CRAMMD5Auth; upstream: notify/email loginAuth"
 */
interface AuthMechanism {
    /** What a failure begins with: the names of the original's types. */
    String step();

    /** The first command. */
    String opening();

    /** What to answer to a challenge. */
    byte[] respond(byte[] challenge) throws IOException;

    /** The exchange cannot go on. The message holds no secret. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** User and password at once. */
    record Plain(String identity, String username, String password) implements AuthMechanism {
        @Override
        public String step() {
            return "*smtp.plainAuth auth";
        }

        @Override
        public String opening() {
            String credentials = identity + "\0" + username + "\0" + password;
            return "AUTH PLAIN " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public byte[] respond(byte[] challenge) throws IOException {
            throw new RefusedException("unexpected server challenge");
        }

        @Override
        public String toString() {
            return "Plain";
        }
    }

    /** User and password when asked for them. Deviation D-232: whatever words they are asked for with. */
    final class Login implements AuthMechanism {
        private final String username;
        private final String password;
        private int asked;

        Login(String username, String password) {
            this.username = username;
            this.password = password;
        }

        @Override
        public String step() {
            return "*email.loginAuth auth";
        }

        @Override
        public String opening() {
            return "AUTH LOGIN";
        }

        @Override
        public byte[] respond(byte[] challenge) throws IOException {
            asked++;
            if (asked > 2) {
                throw new RefusedException("unexpected server challenge");
            }
            return (asked == 1 ? username : password).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Proves to know a secret without telling it. */
    final class CramMd5 implements AuthMechanism {
        private final SaslClient client;

        /** @throws SaslException if this Java has no such mechanism */
        CramMd5(String username, String secret, String host) throws SaslException {
            @Nullable
            SaslClient made =
                    Sasl.createSaslClient(new String[] {"CRAM-MD5"}, null, "smtp", host, Map.of(), callbacks -> {
                        for (Callback callback : callbacks) {
                            if (callback instanceof NameCallback name) {
                                name.setName(username);
                            } else if (callback instanceof PasswordCallback password) {
                                password.setPassword(secret.toCharArray());
                            }
                        }
                    });
            if (made == null) {
                throw new SaslException("this Java has no CRAM-MD5");
            }
            client = made;
        }

        @Override
        public String step() {
            return "*smtp.cramMD5Auth auth";
        }

        @Override
        public String opening() {
            return "AUTH CRAM-MD5";
        }

        @Override
        public byte[] respond(byte[] challenge) throws IOException {
            try {
                byte[] response = client.evaluateChallenge(challenge);
                return response == null ? new byte[0] : response;
            } catch (SaslException | IllegalStateException e) {
                throw new RefusedException("unexpected server challenge");
            }
        }
    }
}
