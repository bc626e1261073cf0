package io.tocsin.evaluator.config;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code scrape_protocols} and {@code fallback_scrape_protocol}. */
final class ScrapeProtocolsDecoder {
    private static final List<String> NAMES = Arrays.stream(ScrapeProtocol.values())
            .map(ScrapeProtocol::yamlName)
            .sorted()
            .toList();

    private ScrapeProtocolsDecoder() {}

    /** @param owner behind the original's message: {@code for global config} */
    static List<ScrapeProtocol> decode(YamlMapping mapping, List<ScrapeProtocol> fallback, String owner) {
        Optional<YamlNode> list = mapping.present("scrape_protocols");
        if (list.isEmpty()) {
            return fallback;
        }
        List<ScrapeProtocol> protocols = new ArrayList<>();
        for (YamlNode element : list.get().elements("[]config.ScrapeProtocol")) {
            Optional<ScrapeProtocol> protocol = read(element, owner);
            if (protocol.filter(protocols::contains).isPresent()) {
                element.error(
                        "this protocol stands twice in the list",
                        "remove one of the two.",
                        Stage.WHOLE,
                        "duplicated protocol in scrape_protocols " + owner);
            }
            protocol.ifPresent(protocols::add);
        }
        if (list.get().isList() && list.get().isEmpty()) {
            list.get()
                    .error(
                            "expected at least one protocol, got an empty list",
                            "remove the key for the defaults.",
                            Stage.WHOLE,
                            "scrape_protocols cannot be empty " + owner);
        }
        return protocols;
    }

    static Optional<ScrapeProtocol> fallback(YamlMapping mapping, String owner) {
        return mapping.text("fallback_scrape_protocol").isPresent()
                ? read(mapping.at("fallback_scrape_protocol"), owner)
                : Optional.empty();
    }

    private static Optional<ScrapeProtocol> read(YamlNode node, String owner) {
        if (node.isList() || node.isMapping()) {
            node.typeError("the name of a protocol", "config.ScrapeProtocol");
            return Optional.empty();
        }
        String name = node.text().orElse("");
        Optional<ScrapeProtocol> protocol = ScrapeProtocol.of(name);
        if (protocol.isEmpty()) {
            node.error(
                    "expected a protocol, got " + node.describe(),
                    Spelling.closest(name, NAMES)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("one of: " + String.join(", ", NAMES) + "."),
                    Stage.WHOLE,
                    "unknown scrape protocol " + name + ", supported: [" + String.join(" ", NAMES) + "] " + owner);
        }
        return protocol;
    }
}
