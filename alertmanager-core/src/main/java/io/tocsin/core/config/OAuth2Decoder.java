package io.tocsin.core.config;

import io.tocsin.core.config.GoUrl.UrlSyntaxException;
import io.tocsin.core.config.HttpConfig.JwtBearer;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code oauth2}.
 *
 * @see "Upstream: prometheus/common config.OAuth2, config.HTTPClientConfig.Validate"
 */
record OAuth2Decoder(ConfigFolder folder) {
    /** The grant of RFC 7523. */
    static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** Stands for text that Java takes for no URL. */
    private static final URI NO_URL = URI.create("invalid:url");

    static final String CLIENT_CREDENTIALS = "client_credentials";

    private static final SecretChoice SECRET = new SecretChoice(
            "client_secret",
            SecretChoice.SECRET,
            "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured"
                    + " using grant-type=client_credentials");
    private static final SecretChoice KEY = new SecretChoice(
            "client_certificate_key",
            SecretChoice.SECRET,
            "at most one of oauth2 client_certificate_key, client_certificate_key_file & client_certificate_key_ref"
                    + " must be configured using grant-type=" + JWT_BEARER);

    Optional<OAuth2Config> decode(YamlMapping mapping) {
        String grant = mapping.text("grant_type", "");
        boolean isJwt = grant.equals(JWT_BEARER);
        Optional<SecretSource> secret = SECRET.decode(mapping, folder);
        Optional<SecretSource> key = KEY.decode(mapping, folder);
        Optional<JwtBearer> jwt = readJwt(mapping, key, isJwt);
        OAuth2Config config = new OAuth2Config(
                mapping.text("client_id", ""),
                secret.orElse(null),
                grant.isEmpty() ? CLIENT_CREDENTIALS : grant,
                jwt,
                mapping.texts("scopes"),
                tokenUrl(mapping),
                mapping.textEntries("endpoint_params"),
                new TlsConfigDecoder(folder).decode(mapping),
                ProxyConfigDecoder.decode(mapping));
        ProxyConfigDecoder.check(mapping, config.proxy());
        if (!isJwt && !grant.isEmpty() && !grant.equals(CLIENT_CREDENTIALS)) {
            mapping.at("grant_type")
                    .warning(
                            "unknown grant type " + GoQuote.quote(grant) + ", taken for " + CLIENT_CREDENTIALS,
                            "expected " + CLIENT_CREDENTIALS + " or " + JWT_BEARER + ".");
        }
        for (String required : List.of("client_id", "token_url")) {
            if (mapping.isSound() && mapping.text(required).isEmpty()) {
                refuseMissing(mapping.at(required), required);
            }
        }
        return mapping.isSound() ? Optional.of(config) : Optional.empty();
    }

    private static void refuseMissing(YamlNode node, String key) {
        node.error("\"" + key + "\" is missing", "", Stage.VALUE, "oauth2 " + key + " must be configured");
    }

    /** The original checks this URL only when it asks for a token, so an odd one is a warning. */
    private static URI tokenUrl(YamlMapping mapping) {
        String text = mapping.text("token_url", "");
        Optional<GoUrl> url = parse(text);
        boolean isCallable = url.isPresent()
                && url.get().scheme().startsWith("http")
                && !url.get().host().isEmpty();
        if (!isCallable && !text.isEmpty()) {
            warnOfTokenUrl(mapping.at("token_url"));
        }
        return url.flatMap(GoUrl::toUri).orElse(NO_URL);
    }

    private static Optional<GoUrl> parse(String text) {
        try {
            return Optional.of(GoUrl.parse(text));
        } catch (UrlSyntaxException ignored) {
            return Optional.empty();
        }
    }

    private static void warnOfTokenUrl(YamlNode node) {
        node.warning(
                "no token can be asked for there; expected an http or https URL",
                "write it as in \"https://login.example.org/token\".");
    }

    private static Optional<JwtBearer> readJwt(YamlMapping mapping, Optional<SecretSource> key, boolean isJwt) {
        String keyId = mapping.text("client_certificate_key_id", "");
        String algorithm = mapping.text("signature_algorithm", "");
        String issuer = mapping.text("iss", "");
        String audience = mapping.text("audience", "");
        Map<String, Object> claims = new LinkedHashMap<>();
        mapping.get("claims")
                .map(node -> node.entries("map[string]interface {}"))
                .orElse(Map.of())
                .forEach((name, value) -> value.anything().ifPresent(present -> claims.put(name, present)));
        if (!isJwt) {
            return Optional.empty();
        }
        if (!algorithm.isEmpty() && !List.of("RS256", "RS384", "RS512").contains(algorithm)) {
            mapping.at("signature_algorithm")
                    .error(
                            "expected RS256, RS384 or RS512, got " + GoQuote.quote(algorithm),
                            "",
                            Stage.VALUE,
                            "valid signature algorithms are RS256, RS384 and RS512");
        }
        SecretSource pem = key.orElse(new SecretSource.Inline(Secret.of("")));
        return Optional.of(new JwtBearer(pem, keyId, algorithm, issuer, audience, claims));
    }
}
