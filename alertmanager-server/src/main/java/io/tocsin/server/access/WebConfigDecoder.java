package io.tocsin.server.access;

import io.tocsin.core.config.ConfigDurations;
import io.tocsin.core.config.ConfigFolder;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.server.access.PasswordHash.MalformedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the web configuration. What it looks at in the original's order, it also complains about in that order, because
 * the first complaint is what the original would say.
 *
 * @see "Upstream: exporter-toolkit web/tls_config.go getConfig, Serve; web/handler.go validateHeaderConfig, validateUsers"
 */
final class WebConfigDecoder {
    /** Names as they must be written, with the values allowed; none for any. */
    private static final Map<String, List<String>> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put("Content-Security-Policy", List.of());
        HEADERS.put("X-Frame-Options", List.of("deny", "sameorigin"));
        HEADERS.put("X-Content-Type-Options", List.of("nosniff"));
        HEADERS.put("X-XSS-Protection", List.of());
        HEADERS.put("Strict-Transport-Security", List.of());
    }

    /** Becomes a space, as in the original, so that long values can be written in several lines. */
    private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]");

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");

    private final FileSource files;

    /** @param files where certificates and keys are read from */
    WebConfigDecoder(FileSource files) {
        this.files = files;
    }

    /**
     * @param path of the file, which the paths in it are relative to
     * @param problems gets what is wrong; the result is of no use if there are errors
     */
    WebConfig decode(String path, String text, Problems problems) {
        ConfigFolder folder = ConfigFolder.of(path);
        return YamlDocument.read(path, text, problems)
                .flatMap(root -> root.mapping("web.Config", mapping -> read(mapping, folder)))
                .orElse(WebConfig.DEFAULT);
    }

    private Optional<WebConfig> read(YamlMapping root, ConfigFolder folder) {
        Optional<Map<String, String>> headers = Optional.empty();
        boolean offersHttp2 = true;
        Optional<HttpPart> http = root.mapping("http_server_config", "web.HTTPConfig", WebConfigDecoder::readHttp);
        if (http.isPresent()) {
            headers = Optional.of(http.get().headers());
            offersHttp2 = http.get().offersHttp2();
        }
        Optional<RateLimit> rateLimit =
                root.mapping("rate_limit", "web.RateLimiterConfig", WebConfigDecoder::readRateLimit);
        Map<String, PasswordHash> users = users(root);
        boolean isHttp2 = offersHttp2;
        Optional<ServerTls> tls = root.mapping(
                "tls_server_config",
                "web.TLSConfig",
                mapping -> new ServerTlsDecoder(files, folder, isHttp2).read(mapping));
        return Optional.of(new WebConfig(tls, offersHttp2, headers.orElse(Map.of()), rateLimit, users));
    }

    private record HttpPart(boolean offersHttp2, Map<String, String> headers) {}

    private static Optional<HttpPart> readHttp(YamlMapping mapping) {
        boolean offersHttp2 = mapping.flag("http2", true);
        Map<String, String> headers = new LinkedHashMap<>();
        mapping.get("headers")
                .map(node -> node.entries("map[string]string"))
                .orElse(Map.of())
                .forEach((name, value) -> {
                    String text = value.text().orElse("");
                    checkHeader(name, text, value);
                    headers.put(name, LINE_BREAK.matcher(text).replaceAll(" ").strip());
                });
        return Optional.of(new HttpPart(offersHttp2, headers));
    }

    private static void checkHeader(String name, String text, YamlNode value) {
        List<String> allowed = HEADERS.get(name);
        if (allowed == null) {
            value.error(
                    "the header " + GoQuote.quote(name) + " cannot be set",
                    "headers that can: " + String.join(", ", HEADERS.keySet()) + ".",
                    Stage.WHOLE,
                    "HTTP header " + GoQuote.quote(name) + " can not be configured");
        } else if (!allowed.isEmpty() && !allowed.contains(text)) {
            value.error(
                    "expected " + String.join(" or ", allowed) + ", got " + GoQuote.quote(text),
                    "in lower case.",
                    Stage.WHOLE,
                    "invalid value for " + name + ". Expected one of: "
                            + allowed.stream().map(GoQuote::quote).collect(Collectors.joining(" ", "[", "]"))
                            + ", but got: " + GoQuote.quote(text));
        } else if (CONTROL.matcher(text).find()) {
            // Deviation D-112: the original sends an answer that clients cannot read.
            String problem = "a header cannot hold control characters";
            value.error(problem, "remove them.", Stage.WHOLE, problem);
        }
    }

    private static Optional<RateLimit> readRateLimit(YamlMapping mapping) {
        Duration interval = mapping.get("interval").flatMap(ConfigDurations::go).orElse(Duration.ZERO);
        long burst =
                mapping.get("burst").flatMap(node -> node.wholeNumber("int")).orElse(0L);
        if (mapping.hasErrors()) {
            return Optional.empty();
        }
        if (interval.isNegative() || interval.isZero()) {
            if (mapping.get("burst").isPresent() || mapping.get("interval").isPresent()) {
                mapping.self().warning("without an \"interval\" above 0 nothing is limited", "add \"interval: 1s\".");
            }
            return Optional.empty();
        }
        if (burst < 1) {
            mapping.self().warning("without a \"burst\" of at least 1 every request is refused", "add \"burst: 20\".");
        }
        return Optional.of(new RateLimit(interval, (int) Math.min(Math.max(burst, 0), Integer.MAX_VALUE)));
    }

    private static Map<String, PasswordHash> users(YamlMapping root) {
        Map<String, PasswordHash> users = new LinkedHashMap<>();
        root.get("basic_auth_users")
                .map(node -> node.entries("map[string]config.Secret"))
                .orElse(Map.of())
                .forEach((name, value) -> {
                    String text = value.text("config.plain").orElse("");
                    try {
                        users.put(name, PasswordHash.parse(text));
                    } catch (MalformedException e) {
                        value.error(
                                "expected a bcrypt hash such as \"$2y$10$...\" of 60 characters",
                                "make one with: htpasswd -nBC 10 USER",
                                Stage.WHOLE,
                                String.valueOf(e.getMessage()));
                    }
                });
        return users;
    }
}
