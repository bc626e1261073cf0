package io.tocsin.core.config;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the proxy keys that {@code http_config} and {@code oauth2} share.
 *
 * @see "Upstream: prometheus/common config.ProxyConfig.Validate"
 */
final class ProxyConfigDecoder {
    private ProxyConfigDecoder() {}

    static ProxyConfig decode(YamlMapping mapping) {
        Optional<GoUrl> url = mapping.get("proxy_url").flatMap(node -> ConfigUrls.any(node, ""));
        String noProxy = mapping.text("no_proxy", "");
        boolean fromEnvironment = mapping.flag("proxy_from_environment", false);
        Map<String, List<Secret>> headers = connectHeaders(mapping);
        Optional<URI> uri = url.filter(present -> !present.text().isEmpty() && !lacksHost(present))
                .flatMap(GoUrl::toUri);
        if (url.isPresent() && uri.isEmpty() && !url.get().text().isEmpty()) {
            // Deviation D-024: the original takes such a URL and fails every request.
            mapping.at("proxy_url")
                    .error(
                            "expected the URL of a proxy, got one without a host",
                            "write it as in \"http://proxy.example.org:3128\".",
                            Stage.VALUE,
                            "proxy_url is not a URL");
        }
        String shown = uri.isPresent() ? url.map(GoUrl::redacted).orElse("") : "";
        return new ProxyConfig(uri, shown, noProxy, fromEnvironment, headers);
    }

    /** In {@code user:password@proxy:3128} the password is no password to anybody who reads or shows the URL. */
    private static boolean lacksHost(GoUrl url) {
        return url.host().isEmpty() && url.text().contains("@");
    }

    /** Looks for contradictions; call it when all keys of {@code mapping} have been asked for. */
    static void check(YamlMapping mapping, ProxyConfig proxy) {
        boolean hasUrl = proxy.url().isPresent();
        if (!hasUrl && mapping.get("proxy_url").filter(node -> !node.isEmpty()).isPresent()) {
            // It is no good, which has been told.
            return;
        }
        // An empty URL is none, but allows no_proxy in the original.
        boolean isUrlWritten = mapping.present("proxy_url").isPresent();
        if (!proxy.connectHeaders().isEmpty() && !proxy.fromEnvironment() && !hasUrl) {
            refuse(
                    mapping,
                    "proxy_connect_header",
                    "there is no proxy to send these headers to",
                    "add \"proxy_url\" or \"proxy_from_environment: true\".",
                    "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured");
        }
        if (proxy.fromEnvironment() && hasUrl) {
            refuse(
                    mapping,
                    "proxy_url",
                    "\"proxy_url\" excludes \"proxy_from_environment\"",
                    "remove one of the two.",
                    "if proxy_from_environment is configured, proxy_url must not be configured");
        }
        if (proxy.fromEnvironment() && !proxy.noProxy().isEmpty()) {
            refuse(
                    mapping,
                    "no_proxy",
                    "\"no_proxy\" excludes \"proxy_from_environment\"",
                    "set NO_PROXY in the environment instead.",
                    "if proxy_from_environment is configured, no_proxy must not be configured");
        }
        if (!isUrlWritten && !proxy.fromEnvironment() && !proxy.noProxy().isEmpty()) {
            refuse(
                    mapping,
                    "no_proxy",
                    "there is no proxy to make exceptions from",
                    "add \"proxy_url\" or remove this key.",
                    "if no_proxy is configured, proxy_url must also be configured");
        }
    }

    /** The original stops at the first of these, wherever in the file the next is: only the first is of the stage of values. */
    private static void refuse(YamlMapping mapping, String key, String message, String hint, String original) {
        mapping.at(key).error(message, hint, mapping.checkStage(), original);
    }

    private static Map<String, List<Secret>> connectHeaders(YamlMapping mapping) {
        Map<String, List<Secret>> headers = new LinkedHashMap<>();
        mapping.get("proxy_connect_header")
                .map(node -> node.entries("config.ProxyHeader"))
                .orElse(Map.of())
                .forEach((name, values) -> headers.put(name, secrets(values)));
        return headers;
    }

    static List<Secret> secrets(YamlNode values) {
        return values.elements("[]config.Secret").stream()
                .map(value -> Secret.of(value.text().orElse("")))
                .toList();
    }
}
