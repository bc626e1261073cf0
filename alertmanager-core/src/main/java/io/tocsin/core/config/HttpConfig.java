package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.SecretSource.FromFile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an HTTP client connects and authenticates: {@code http_config}.
 *
 * @param authentication at most one kind
 * @param headers added to every request, in the order of their names
 * @see "Upstream: prometheus/common config.HTTPClientConfig"
 */
public record HttpConfig(
        Authentication authentication,
        TlsConfig tls,
        boolean followRedirects,
        boolean enableHttp2,
        ProxyConfig proxy,
        List<Header> headers) {

    /** What an absent {@code http_config} means. */
    public static final HttpConfig DEFAULT =
            new HttpConfig(new Authentication.None(), TlsConfig.DEFAULT, true, true, ProxyConfig.NONE, List.of());

    public HttpConfig {
        requireNonNull(authentication, "authentication");
        requireNonNull(tls, "tls");
        requireNonNull(proxy, "proxy");
        headers = List.copyOf(headers);
    }

    /** Paths of the files that are read for each request, apart from those of {@link #tlsSections}. */
    List<String> files() {
        return Stream.concat(
                        authentication
                                .secrets()
                                .filter(FromFile.class::isInstance)
                                .map(FromFile.class::cast)
                                .map(FromFile::path),
                        headers.stream().flatMap(header -> header.files().stream()))
                .toList();
    }

    List<TlsConfig> tlsSections() {
        return authentication instanceof Authentication.OAuth2 oauth2
                ? List.of(tls, oauth2.config().tls())
                : List.of(tls);
    }

    /** The same, authenticated in another way. */
    public HttpConfig withAuthentication(Authentication other) {
        return new HttpConfig(other, tls, followRedirects, enableHttp2, proxy, headers);
    }

    /** The same, through another proxy. */
    public HttpConfig withProxy(ProxyConfig other) {
        return new HttpConfig(authentication, tls, followRedirects, enableHttp2, other, headers);
    }

    /** The one way, of several, in which requests say who sends them. */
    public sealed interface Authentication {
        /** What it is made of, as far as it is given. */
        Stream<SecretSource> secrets();

        record None() implements Authentication {
            @Override
            public Stream<SecretSource> secrets() {
                return Stream.empty();
            }
        }

        /** {@code basic_auth}; either part may be absent, which stands for the empty string. */
        record Basic(
                @Nullable SecretSource username, @Nullable SecretSource password) implements Authentication {
            @Override
            public Stream<SecretSource> secrets() {
                return Stream.concat(Stream.ofNullable(username), Stream.ofNullable(password));
            }
        }

        /**
         * {@code authorization}, also what the deprecated {@code bearer_token} keys turn into.
         *
         * @param type the scheme, {@code Bearer} by default
         */
        record Header(String type, @Nullable SecretSource credentials) implements Authentication {
            @Override
            public Stream<SecretSource> secrets() {
                return Stream.ofNullable(credentials);
            }
        }

        /** {@code oauth2}: a token fetched from {@code tokenUrl}, kept until it expires. */
        record OAuth2(OAuth2Config config) implements Authentication {
            @Override
            public Stream<SecretSource> secrets() {
                return Stream.concat(
                        Stream.ofNullable(config.clientSecret()), config.jwt().map(JwtBearer::key).stream());
            }
        }
    }

    /**
     * {@code oauth2}.
     *
     * @param grantType {@code client_credentials} or the JWT bearer grant's URN
     * @param clientSecret null only for the JWT bearer grant
     * @param jwt present for the JWT bearer grant
     * @param endpointParams further form parameters of the token request, in file order
     */
    public record OAuth2Config(
            String clientId,
            @Nullable SecretSource clientSecret,
            String grantType,
            Optional<JwtBearer> jwt,
            List<String> scopes,
            URI tokenUrl,
            Map<String, String> endpointParams,
            TlsConfig tls,
            ProxyConfig proxy) {

        public OAuth2Config {
            requireNonNull(clientId, "clientId");
            requireNonNull(grantType, "grantType");
            requireNonNull(jwt, "jwt");
            scopes = List.copyOf(scopes);
            requireNonNull(tokenUrl, "tokenUrl");
            requireNonNull(endpointParams, "endpointParams");
            requireNonNull(tls, "tls");
            requireNonNull(proxy, "proxy");
        }
    }

    /**
     * What signs the assertion of the JWT bearer grant.
     *
     * @param key an RSA private key in PEM
     * @param keyId the {@code kid} header; empty for none
     * @param algorithm RS256, RS384 or RS512
     * @param claims further claims, values being strings, numbers, booleans, lists or maps
     */
    public record JwtBearer(
            SecretSource key,
            String keyId,
            String algorithm,
            String issuer,
            String audience,
            Map<String, Object> claims) {}

    /**
     * One entry of {@code http_headers}: every value is sent, in this order.
     *
     * @param name as written in the file
     */
    public record Header(String name, List<String> values, List<Secret> secrets, List<String> files) {
        public Header {
            requireNonNull(name, "name");
            values = List.copyOf(values);
            secrets = List.copyOf(secrets);
            files = List.copyOf(files);
        }
    }
}
