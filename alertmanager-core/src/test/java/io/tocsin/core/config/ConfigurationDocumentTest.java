package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every setting has its line in {@code docs/configuration.md}. */
final class ConfigurationDocumentTest {
    private static final List<Class<?>> RECORDS = List.of(
            GlobalConfig.class,
            RouteConfig.class,
            ReceiverConfig.class,
            HttpConfig.class,
            HttpConfig.Authentication.Basic.class,
            HttpConfig.Authentication.Header.class,
            HttpConfig.OAuth2Config.class,
            HttpConfig.JwtBearer.class,
            HttpConfig.Header.class,
            TlsConfig.class,
            ProxyConfig.class);

    /** Where the key is not the component's name in lower case with underscores. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("GlobalConfig.http", "http_config"),
            Map.entry("GlobalConfig.integrations", "smtp_smarthost"),
            Map.entry("RouteConfig.continues", "continue"),
            Map.entry("ReceiverConfig.integrations", "webhook_configs"),
            Map.entry("HttpConfig.authentication", "authorization"),
            Map.entry("HttpConfig.tls", "tls_config"),
            Map.entry("HttpConfig.proxy", "proxy_url"),
            Map.entry("HttpConfig.headers", "http_headers"),
            Map.entry("OAuth2Config.jwt", "client_certificate_key"),
            Map.entry("OAuth2Config.tls", "tls_config"),
            Map.entry("OAuth2Config.proxy", "proxy_url"),
            Map.entry("JwtBearer.key", "client_certificate_key_file"),
            Map.entry("JwtBearer.keyId", "client_certificate_key_id"),
            Map.entry("JwtBearer.algorithm", "signature_algorithm"),
            Map.entry("JwtBearer.issuer", "iss"),
            Map.entry("Header.name", "http_headers"),
            Map.entry("TlsConfig.certificate", "cert"),
            Map.entry("ProxyConfig.url", "proxy_url"),
            Map.entry("ProxyConfig.fromEnvironment", "proxy_from_environment"),
            Map.entry("ProxyConfig.connectHeaders", "proxy_connect_header"));

    private static String keyOf(Class<?> type, RecordComponent component) {
        String snake = component.getName().replaceAll("([A-Z0-9]+)", "_$1").toLowerCase(Locale.ROOT);
        return KEYS.getOrDefault(type.getSimpleName() + "." + component.getName(), snake.replace("http_2", "http2"));
    }

    @Test
    void document_everyRecordComponent_hasItsKeyThere() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "configuration.md"));
        Stream<String> keys = RECORDS.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()).map(component -> keyOf(type, component)));
        assertThat(Stream.concat(keys, NotServedYet.TOP_LEVEL.stream()))
                .allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
    }

    @Test
    void document_everyIntegrationList_isNamed() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "configuration.md"))).contains(NotServedYet.INTEGRATIONS);
    }
}
