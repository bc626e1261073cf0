package io.tocsin.core.config;

import io.tocsin.core.config.HttpConfig.Header;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code tracing}.
 *
 * @see "Upstream: tracing.TracingConfig; observed with 0.33.1"
 */
final class TracingDecoder {
    private static final String DEFAULT_CLIENT = "grpc";

    /** What the original says before why it cannot begin to trace. */
    private static final String APPLYING = "failed to apply tracing config: failed to build a new tracer provider: ";

    private TracingDecoder() {}

    /** @return empty if the section is absent, and after problems */
    static Optional<TracingConfig> decode(YamlMapping root) {
        return root.get("tracing").flatMap(node -> node.alone().mapping("tracing.plain", TracingDecoder::read));
    }

    private static Optional<TracingConfig> read(YamlMapping mapping) {
        Optional<YamlNode> client = mapping.get("client_type");
        String clientType = mapping.text("client_type", DEFAULT_CLIENT);
        String endpoint = mapping.text("endpoint", "");
        double fraction =
                mapping.present("sampling_fraction").flatMap(YamlNode::decimal).orElse(0.0);
        boolean insecure = mapping.flag("insecure", false);
        TlsSections tlsSections = new TlsSections();
        TlsConfig tls = new TlsConfigDecoder(ConfigFolder.NONE, tlsSections::add)
                .decode(mapping, "tls_config")
                .orElse(null);
        List<Header> headers = mapping.present("headers")
                .map(node -> new HeadersDecoder(ConfigFolder.NONE).decodeUnchecked(node))
                .orElse(null);
        String compression = mapping.text("compression", "");
        Duration timeout =
                mapping.get("timeout").flatMap(ConfigDurations::prometheus).orElse(Duration.ZERO);
        client.ifPresent(node -> checkClient(node, clientType));
        if (!compression.isEmpty() && !compression.equals("gzip")) {
            mapping.at("compression")
                    .error(
                            "expected gzip, got " + GoQuote.quote(compression),
                            "remove the key for no compression.",
                            Stage.VALUE,
                            "invalid compression type " + compression + " provided, valid options: gzip");
        }
        if (endpoint.isEmpty() && mapping.isSound()) {
            mapping.at("endpoint")
                    .error(
                            "tracing needs an endpoint",
                            "write where traces are sent, such as \"localhost:4317\".",
                            Stage.VALUE,
                            "tracing endpoint must be set");
        }
        if (tls != null && !insecure) {
            tlsSections.refuse(tls, APPLYING);
        }
        tlsSections.warnOfOthers();
        if (headers != null) {
            headers.stream()
                    .filter(header -> !header.files().isEmpty()
                            && header.values().isEmpty()
                            && header.secrets().isEmpty())
                    .forEach(header -> refuseFiles(mapping.at("headers")));
        }
        if (mapping.isSound()) {
            mapping.self().warning("tracing has no effect yet", "docs/compatibility.md says what works today.");
        }
        return Optional.of(
                new TracingConfig(clientType, endpoint, fraction, insecure, tls, headers, compression, timeout));
    }

    private static void checkClient(YamlNode node, String type) {
        if (node.isNull()) {
            // The original notices when it begins to trace.
            node.error(
                    "expected grpc or http, got nothing",
                    "remove the key for grpc.",
                    Stage.WHOLE,
                    APPLYING + "unknown tracing client type: ");
        } else if (!node.isList() && !node.isMapping() && !type.equals(DEFAULT_CLIENT) && !type.equals("http")) {
            node.error(
                    "expected grpc or http, got " + GoQuote.quote(type),
                    "",
                    Stage.VALUE,
                    "expected tracing client type to be to be http or grpc, but got " + type);
        }
    }

    private static void refuseFiles(YamlNode headers) {
        headers.error(
                "values of headers cannot come from files alone here",
                "use \"values\" or \"secrets\".",
                Stage.WHOLE,
                APPLYING + "header files are not supported for tracing configuration");
    }
}
