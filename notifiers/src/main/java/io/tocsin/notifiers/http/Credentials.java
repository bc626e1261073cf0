package io.tocsin.notifiers.http;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.notifiers.http.HttpCall.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@code http_config} adds to a request from secrets and files, read at one moment. Immutable.
 *
 * @param authorization the {@code Authorization} header; null for none, and for OAuth 2, whose token comes later
 * @param oauthSecret the client secret or the private key that tokens are fetched with; null without OAuth 2
 */
record Credentials(
        @Nullable String authorization, @Nullable String oauthSecret, List<Header> headers, TlsMaterial tls) {

    Credentials {
        headers = List.copyOf(headers);
    }

    /** Whether {@link #read} touches files, and therefore blocks and may give something else each time. */
    static boolean needFiles(HttpConfig config) {
        return isFromFile(config.authentication())
                || isFromFile(config.tls())
                || config.headers().stream().anyMatch(header -> !header.files().isEmpty());
    }

    static Credentials read(HttpConfig config, SecretReader reader) throws CallFailedException {
        return new Credentials(
                authorization(config.authentication(), reader),
                oauthSecret(config.authentication(), reader),
                headers(config, reader),
                tls(config.tls(), reader));
    }

    /** Tells {@code redaction} what no message may repeat. */
    void hideIn(Redaction redaction) {
        if (authorization != null) {
            redaction.hideAuthorization(authorization);
        }
        if (oauthSecret != null) {
            redaction.hide(oauthSecret);
        }
        headers.forEach(header -> redaction.hide(header.value()));
    }

    Credentials withAuthorization(String header) {
        return new Credentials(header, oauthSecret, headers, tls);
    }

    @Override
    public String toString() {
        return "Credentials";
    }

    private static boolean isFromFile(Authentication authentication) {
        if (authentication instanceof Authentication.Basic basic) {
            return SecretReader.isFile(basic.username()) || SecretReader.isFile(basic.password());
        }
        if (authentication instanceof Authentication.Header header) {
            return SecretReader.isFile(header.credentials());
        }
        return authentication instanceof Authentication.OAuth2 oauth && SecretReader.isFile(secretOf(oauth.config()));
    }

    private static boolean isFromFile(TlsConfig tls) {
        return SecretReader.isFile(tls.ca())
                || SecretReader.isFile(tls.certificate())
                || SecretReader.isFile(tls.key());
    }

    private static @Nullable String authorization(Authentication authentication, SecretReader reader)
            throws CallFailedException {
        if (authentication instanceof Authentication.Basic basic) {
            String username = reader.readOrEmpty(basic.username(), "basic auth username");
            String password = reader.readOrEmpty(basic.password(), "basic auth password");
            return TargetUrl.basicAuthorization(username + ":" + password);
        }
        if (authentication instanceof Authentication.Header header) {
            return header.type() + " " + reader.readOrEmpty(header.credentials(), "authorization credentials");
        }
        return null;
    }

    private static @Nullable String oauthSecret(Authentication authentication, SecretReader reader)
            throws CallFailedException {
        if (authentication instanceof Authentication.OAuth2 oauth) {
            return reader.readOrEmpty(secretOf(oauth.config()), "oauth2 client secret");
        }
        return null;
    }

    private static @Nullable SecretSource secretOf(OAuth2Config config) {
        return config.jwt().isPresent() ? config.jwt().get().key() : config.clientSecret();
    }

    private static List<Header> headers(HttpConfig config, SecretReader reader) throws CallFailedException {
        var headers = new ArrayList<Header>();
        for (HttpConfig.Header header : config.headers()) {
            header.values().forEach(value -> headers.add(new Header(header.name(), value)));
            for (Secret secret : header.secrets()) {
                headers.add(new Header(header.name(), secret.reveal()));
            }
            for (String file : header.files()) {
                headers.add(new Header(header.name(), reader.readFile(file, "header file")));
            }
        }
        return headers;
    }

    static TlsMaterial tls(TlsConfig tls, SecretReader reader) throws CallFailedException {
        return new TlsMaterial(
                reader.read(tls.ca(), "CA cert"),
                reader.read(tls.certificate(), "client cert"),
                reader.read(tls.key(), "client key"));
    }
}
