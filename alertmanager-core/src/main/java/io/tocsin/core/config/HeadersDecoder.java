package io.tocsin.core.config;

import io.tocsin.core.config.HttpConfig.Header;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads {@code http_headers}.
 *
 * @see "Upstream: prometheus/common config.Headers.Validate"
 */
record HeadersDecoder(ConfigFolder folder) {
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "accept-encoding",
            "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version",
            "x-prometheus-scrape-timeout-seconds",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256");

    List<Header> decode(YamlMapping parent) {
        return parent.get("http_headers")
                .map(node -> decode(node, HeadersDecoder::checkName))
                .orElse(List.of());
    }

    /** Headers of any name. */
    List<Header> decodeUnchecked(YamlNode node) {
        return decode(node, (name, header) -> {});
    }

    private List<Header> decode(YamlNode node, BiConsumer<String, YamlNode> check) {
        List<Header> headers = new ArrayList<>();
        node.alone().entries("config.Headers").forEach((name, header) -> {
            check.accept(name, header);
            headers.add(header.mapping("config.Header", mapping -> read(name, mapping))
                    .orElse(new Header(name, List.of(), List.of(), List.of())));
        });
        return headers;
    }

    private static void checkName(String name, YamlNode node) {
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            node.error(
                    "the header " + GoQuote.quote(name) + " is set by other means",
                    name.equalsIgnoreCase("authorization") ? "use \"authorization\" or \"basic_auth\"." : "remove it.",
                    Stage.VALUE,
                    "setting header " + GoQuote.quote(HeaderName.canonical(name)) + " is not allowed");
        } else if (!HeaderName.isSendable(name)) {
            // What is wrong with the name may be its value, as in "X-Token:hunter2"; the path shows what may be shown.
            node.warning(
                    "no request can have a header of this name, so that every send fails",
                    "use letters, digits and hyphens only, and a colon and a blank behind the name.");
        }
    }

    /** The original says nothing until it sends. */
    static void warnOfValue(YamlNode node) {
        node.warning(
                "a header cannot hold a line break or another control character, so that every send fails",
                "write the value in one line; a block text (|) ends with a line break unless it begins with \"|-\".");
    }

    private Optional<Header> read(String name, YamlMapping mapping) {
        List<String> values = mapping.texts("values");
        List<Secret> secrets =
                mapping.get("secrets").map(ProxyConfigDecoder::secrets).orElse(List.of());
        if (!values.stream().allMatch(HeaderName::isSendableValue)) {
            warnOfValue(mapping.at("values"));
        }
        if (!secrets.stream().map(Secret::reveal).allMatch(HeaderName::isSendableValue)) {
            warnOfValue(mapping.at("secrets"));
        }
        List<String> files = mapping.texts("files").stream().map(folder::join).toList();
        return Optional.of(new Header(name, values, secrets, files));
    }
}
