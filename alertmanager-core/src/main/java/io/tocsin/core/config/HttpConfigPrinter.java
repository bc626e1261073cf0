package io.tocsin.core.config;

import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.Header;
import io.tocsin.core.config.HttpConfig.JwtBearer;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.yaml.YamlFields;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows an {@code http_config} as the original does: secrets masked, what is not set left out. */
public final class HttpConfigPrinter {
    private HttpConfigPrinter() {}

    public static YamlFields print(HttpConfig http) {
        YamlFields out = new YamlFields();
        printAuthentication(http.authentication(), out);
        out.fieldsIfAny("tls_config", print(http.tls()));
        out.flag("follow_redirects", http.followRedirects());
        out.flag("enable_http2", http.enableHttp2());
        printProxy(http.proxy(), out);
        out.fieldsIfAny("http_headers", print(http.headers()));
        return out;
    }

    private static void printAuthentication(Authentication authentication, YamlFields out) {
        if (authentication instanceof Authentication.Basic basic) {
            YamlFields fields = new YamlFields();
            printText("username", basic.username(), fields);
            printSecret("password", basic.password(), fields);
            out.fields("basic_auth", fields);
        } else if (authentication instanceof Authentication.Header header) {
            YamlFields fields = new YamlFields().text("type", header.type());
            printSecret("credentials", header.credentials(), fields);
            out.fields("authorization", fields);
        } else if (authentication instanceof Authentication.OAuth2 oauth2) {
            out.fields("oauth2", print(oauth2.config()));
        } else if (!(authentication instanceof Authentication.None)) {
            throw new AssertionError("unhandled authentication: " + authentication);
        }
    }

    /** Shows text that is no secret although it may stand in a file. */
    private static void printText(String key, @Nullable SecretSource source, YamlFields out) {
        if (source instanceof SecretSource.Inline inline) {
            out.textIfAny(key, inline.secret().reveal());
        } else {
            printSecret(key, source, out);
        }
    }

    private static void printSecret(String key, @Nullable SecretSource source, YamlFields out) {
        if (source instanceof SecretSource.Inline inline && !inline.secret().isEmpty()) {
            out.text(key, Secret.MASK);
        } else if (source instanceof SecretSource.FromFile file) {
            out.text(key + "_file", file.path());
        }
    }

    private static YamlFields print(OAuth2Config config) {
        YamlFields out = new YamlFields().text("client_id", config.clientId());
        printSecret("client_secret", config.clientSecret(), out);
        if (!config.grantType().equals(OAuth2Decoder.CLIENT_CREDENTIALS)) {
            config.jwt().ifPresent(jwt -> printKey(jwt, out));
            out.text("grant_type", config.grantType());
            config.jwt().ifPresent(jwt -> printAssertion(jwt, out));
        }
        out.textsIfAny("scopes", config.scopes());
        out.text("token_url", config.tokenUrl().toString());
        out.textMapIfAny("endpoint_params", config.endpointParams());
        out.fieldsIfAny("tls_config", print(config.tls()));
        printProxy(config.proxy(), out);
        return out;
    }

    private static void printKey(JwtBearer jwt, YamlFields out) {
        out.textIfAny("client_certificate_key_id", jwt.keyId());
        printSecret("client_certificate_key", jwt.key(), out);
    }

    private static void printAssertion(JwtBearer jwt, YamlFields out) {
        out.textIfAny("signature_algorithm", jwt.algorithm());
        out.textIfAny("iss", jwt.issuer());
        out.textIfAny("audience", jwt.audience());
        if (!jwt.claims().isEmpty()) {
            out.anything("claims", jwt.claims());
        }
    }

    /** Empty for the default, which the original leaves out. */
    public static YamlFields print(TlsConfig tls) {
        YamlFields out = new YamlFields();
        if (tls.equals(TlsConfig.DEFAULT)) {
            return out;
        }
        printText("ca", tls.ca(), out);
        printText("cert", tls.certificate(), out);
        printSecret("key", tls.key(), out);
        out.textIfAny("server_name", tls.serverName());
        out.flag("insecure_skip_verify", tls.insecureSkipVerify());
        tls.minVersion().ifPresent(version -> out.text("min_version", version.name()));
        tls.maxVersion().ifPresent(version -> out.text("max_version", version.name()));
        return out;
    }

    /** As {@link #print(TlsConfig)}, for a section that the original shows with its default too. */
    public static YamlFields printAlways(TlsConfig tls) {
        YamlFields out = print(tls);
        return out.isEmpty() ? out.flag("insecure_skip_verify", false) : out;
    }

    /** Deviation D-022: an empty URL is left out unless something depends on it. */
    private static void printProxy(ProxyConfig proxy, YamlFields out) {
        proxy.url().ifPresent(url -> out.text("proxy_url", proxy.shownUrl()));
        if (proxy.url().isEmpty()
                && !proxy.fromEnvironment()
                && !proxy.noProxy().isEmpty()) {
            // Written so in the file: without any URL the exceptions are not read back.
            out.text("proxy_url", "");
        }
        out.textIfAny("no_proxy", proxy.noProxy());
        out.flagIfTrue("proxy_from_environment", proxy.fromEnvironment());
        YamlFields headers = new YamlFields();
        sorted(proxy.connectHeaders()).forEach((name, values) -> printMasks(name, values, headers));
        out.fieldsIfAny("proxy_connect_header", headers);
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        Map<String, V> sorted = new TreeMap<>(YamlFields.KEY_ORDER);
        sorted.putAll(map);
        return sorted;
    }

    static YamlFields print(List<Header> headers) {
        YamlFields fields = new YamlFields();
        headers.stream()
                .sorted(Comparator.comparing(Header::name, YamlFields.KEY_ORDER))
                .forEach(header -> fields.fields(header.name(), print(header)));
        return fields;
    }

    private static YamlFields print(Header header) {
        YamlFields out = new YamlFields().textsIfAny("values", header.values());
        printMasks("secrets", header.secrets(), out);
        return out.textsIfAny("files", header.files());
    }

    private static void printMasks(String key, List<Secret> secrets, YamlFields out) {
        out.masksIfAny(
                key,
                Secret.MASK,
                secrets.stream().map(secret -> !secret.isEmpty()).toList());
    }
}
