package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Refused;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error of {@code http_config}, with its column and what amtool 0.33.1 check-config says of it. */
final class HttpConfigErrorsTest {
    private static final String JWT =
            "client_id: x, token_url: 'http://t', grant_type: '" + OAuth2Decoder.JWT_BEARER + "'";

    /** The value starts in line 2, column 16. */
    private static Refused refuse(String http) {
        return Decoding.refuse(
                Decoding.withHttp(http.replace("JWT", JWT).replace("OK", "client_id: x, token_url: 'http://t'")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{basic_auth: {username: x, username_file: y}}|58|at most one of basic_auth username, username_file & username_ref must be configured",
                "{basic_auth: {username: x, username_ref: y}}|57|at most one of basic_auth username, username_file & username_ref must be configured",
                "{basic_auth: {password: x, password_file: y}}|58|at most one of basic_auth password, password_file & password_ref must be configured",
                "{authorization: {type: ' Basic '}}|39|authorization type cannot be set to \"basic\", use \"basic_auth\" instead",
                "{authorization: {credentials: a, credentials_file: b}}|67|at most one of authorization credentials & credentials_file must be configured",
                "{basic_auth: {}, authorization: {}}|48|at most one of basic_auth, oauth2 & authorization must be configured",
                "{authorization: {}, oauth2: {OK}}|44|at most one of basic_auth, oauth2 & authorization must be configured",
                "{basic_auth: {}, oauth2: {OK}}|41|at most one of basic_auth, oauth2 & authorization must be configured",
                "{bearer_token: a, bearer_token_file: b}|53|at most one of bearer_token & bearer_token_file must be configured",
                "{basic_auth: {}, bearer_token: a}|47|at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured",
                "{oauth2: {OK}, bearer_token_file: a}|83|at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured",
                "{authorization: {}, bearer_token: a}|50|authorization is not compatible with bearer_token & bearer_token_file",
                "{oauth2: {token_url: x}}|25|oauth2 client_id must be configured",
                "{oauth2: {client_id: x}}|25|oauth2 token_url must be configured",
                "{oauth2: {OK, client_secret: a, client_secret_file: b}}|101|at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using grant-type=client_credentials",
                "{oauth2: {JWT, signature_algorithm: RS1}}|143|valid signature algorithms are RS256, RS384 and RS512",
                "{oauth2: {OK, no_proxy: b}}|73|if no_proxy is configured, proxy_url must also be configured",
                "{oauth2: {OK, tls_config: {ca: a, ca_file: b}}}|92|at most one of ca, ca_file & ca_ref must be configured",
                "{tls_config: {ca: a, ca_file: b}}|46|at most one of ca, ca_file & ca_ref must be configured",
                "{tls_config: {cert: a, cert_file: b}}|50|at most one of cert, cert_file & cert_ref must be configured",
                "{tls_config: {key: a, key_file: b}}|48|at most one of key and key_file must be configured",
                "{tls_config: {cert: a}}|36|exactly one of key or key_file must be configured when a client certificate is configured",
                "{tls_config: {key_file: a}}|40|exactly one of cert or cert_file must be configured when a client key is configured",
                "{tls_config: {min_version: TLS14}}|43|unknown TLS version: TLS14",
                "{tls_config: {max_version: tls10}}|43|unknown TLS version: tls10",
                "{proxy_url: ':x'}|28|parse \"<secret>\": missing protocol scheme",
                "{no_proxy: x}|27|if no_proxy is configured, proxy_url must also be configured",
                "{proxy_from_environment: true, proxy_url: 'http://x'}|58|if proxy_from_environment is configured, proxy_url must not be configured",
                "{proxy_from_environment: true, no_proxy: x}|57|if proxy_from_environment is configured, no_proxy must not be configured",
                "{proxy_connect_header: {a: [b]}}|39|if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured",
            })
    void decode_contradiction_isLocatedInTheOriginalsWords(String http, int column, String original) {
        Refused refused = refuse(http);
        assertThat(refused.report()).startsWith(Decoding.FILE + ":2:" + column + ": global.http_config.");
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.originalText()).isEqualTo(original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{foo: 1}|17|field foo not found in type config.plain",
                "{basic_auth: {foo: 1}}|30|field foo not found in type config.plain",
                "{authorization: {foo: 1}}|33|field foo not found in type config.Authorization",
                "{oauth2: {OK, foo: 1}}|63|field foo not found in type config.plain",
                "{tls_config: {foo: 1}}|30|field foo not found in type config.plain",
                "{http_headers: {A: {foo: 1}}}|36|field <secret> not found in type config.Header",
                "{oauth2: {OK, scopes: x}}|71|cannot unmarshal !!str `x` into []string",
                "{oauth2: {OK, endpoint_params: {a: [b]}}}|84|cannot unmarshal !!seq into string",
                "{tls_config: []}|29|cannot unmarshal !!seq into config.plain",
                "{tls_config: {insecure_skip_verify: x}}|52|cannot unmarshal !!str `x` into bool",
                "{follow_redirects: x}|35|cannot unmarshal !!str `x` into bool",
                "{enable_http2: 1}|31|cannot unmarshal !!int `1` into bool",
                "{http_headers: []}|31|cannot unmarshal !!seq into config.Headers",
                "{http_headers: {A: [b]}}|35|cannot unmarshal !!seq into config.Header",
                "[]|16|cannot unmarshal !!seq into config.plain",
                "x|16|cannot unmarshal !!str `x` into config.plain",
            })
    void decode_wrongType_isLocatedInTheOriginalsWords(String http, int column, String original) {
        Refused refused = refuse(http);
        assertThat(refused.report()).startsWith(Decoding.FILE + ":2:" + column + ": global.http_config");
        assertThat(refused.originalText()).isEqualTo("yaml: unmarshal errors:\n  line 2: " + original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Host",
                "Content-Encoding",
                "Content-Length",
                "Content-Type",
                "User-Agent",
                "Connection",
                "Keep-Alive",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Www-Authenticate",
                "Accept-Encoding",
                "X-Prometheus-Remote-Write-Version",
                "X-Prometheus-Remote-Read-Version",
                "X-Prometheus-Scrape-Timeout-Seconds",
                "X-Amz-Date",
                "X-Amz-Security-Token",
                "X-Amz-Content-Sha256",
            })
    void headers_reserved_areRefusedInAnyCase(String name) {
        String original = "setting header \"" + name + "\" is not allowed";
        assertThat(refuse("{http_headers: {" + name + ": {values: [a]}}}").originalText())
                .isEqualTo(original);
        assertThat(refuse("{http_headers: {" + name.toLowerCase(Locale.ROOT) + ": {values: [a]}}}")
                        .originalText())
                .isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{basic_auth: {username_ref: r}}",
                "{basic_auth: {password_ref: r}}",
                "{authorization: {credentials_ref: r}}",
                "{oauth2: {OK, client_secret_ref: r}}",
                "{oauth2: {OK, client_certificate_key_ref: r}}",
                "{tls_config: {ca_ref: r}}",
                "{tls_config: {cert_ref: r, key: k}}",
                "{tls_config: {cert: c, key_ref: k}}",
            })
    void references_withoutASecretManager_areRefused(String http) {
        assertThat(refuse(http).report()).contains("no secret manager is there to look the reference up");
    }

    /** Alertmanager 0.33.1 loads these, and then fails each time it sends. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{http_headers: {Authorization:canary}}|52|http_headers[\"Authorization...\"]: no request can have a header of this name",
                "{http_headers: {'a b': {values: [canary]}}}|39|http_headers[\"a...\"]: no request can have a header of this name",
                "{http_headers: {'': {values: [canary]}}}|36|http_headers[\"\"]: no request can have a header of this name",
                "{http_headers: {A: {values: [x, \"canary\\r\\nb: c\"]}}}|44|http_headers.A.values: a header cannot hold",
                "{http_headers: {A: {secrets: [\"canary\\0\"]}}}|45|http_headers.A.secrets: a header cannot hold",
                "{authorization: {type: \"can\\nary\"}}|39|authorization.type: a header cannot hold",
                "{authorization: {credentials: \"canary\\n\"}}|46|authorization.credentials: a header cannot hold",
                "{bearer_token: \"canary\\n\"}|31|bearer_token: a header cannot hold",
            })
    void headers_thatCannotBeSent_areWarnedAbout(String http, int column, String warning) {
        assertThat(Decoding.accept(Decoding.withHttp(http)).warnings())
                .map(Object::toString)
                .anySatisfy(shown -> assertThat(shown)
                        .startsWith(Decoding.FILE + ":2:" + column + ": warning: global.http_config." + warning)
                        .doesNotContain("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{http_headers: {A-1: {values: [\"x\\ty\", ä]}}}", "{authorization: {credentials: x y}}"})
    void headers_thatCanBeSent_areNot(String http) {
        assertThat(Decoding.accept(Decoding.withHttp(http)).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{basic_auth: canary}",
                "{authorization: canary}",
                "{authorization: {credentials: [canary]}}",
                "{basic_auth: {password: canary, password_file: canary}}",
                "{proxy_url: 'http://u:canary@h:canary'}",
                "{proxy_url: 'http://canary canary'}",
                "{proxy_url: 'http://h/%zcanary'}",
                "{oauth2: {OK, client_secret: {canary: canary}}}",
                "{proxy_connect_header: {A: canary}, proxy_url: 'http://x'}",
                "{http_headers: {A: {secrets: canary}}}",
                "{http_headers: {A: canary}}",
                "{bearer_token: [canary], bearer_token_file: {canary: x}}",
            })
    void problems_ofSecrets_neverShowThem(String http) {
        Refused refused = refuse(http);
        assertThat(refused.report()).doesNotContain("canary");
        assertThat(refused.originalText()).doesNotContain("canary");
    }
}
