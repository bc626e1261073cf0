package io.tocsin.evaluator.config;

import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/** Reads how metric names are checked and asked for: any UTF-8, which is the default, is what is served. */
final class NamingDecoder {
    private static final String SCHEME = "metric_name_validation_scheme";
    private static final String ESCAPING = "metric_name_escaping_scheme";
    private static final List<String> SCHEMES = List.of("utf8", "legacy");
    private static final List<String> ESCAPINGS = List.of("allow-utf-8", "underscores", "dots", "values");

    private NamingDecoder() {}

    static void decode(YamlMapping mapping) {
        one(mapping, SCHEME, SCHEMES, "unknown name validation method specified, must be either 'legacy' or 'utf8'");
        one(
                mapping,
                ESCAPING,
                ESCAPINGS,
                "unknown name escaping method specified, must be one of 'allow-utf-8', 'underscores', 'dots', or"
                        + " 'values'");
    }

    private static void one(YamlMapping mapping, String key, List<String> known, String original) {
        Optional<String> text = mapping.text(key);
        if (text.isEmpty() || text.get().equals(known.get(0))) {
            return;
        }
        if (known.contains(text.get())) {
            Unserved.refuse(mapping.at(key), key + ": " + text.get());
        } else {
            mapping.at(key)
                    .error(
                            "expected one of: " + String.join(", ", known) + ", got "
                                    + mapping.at(key).describe(),
                            "",
                            Stage.WHOLE,
                            original + ", got " + text.get());
        }
    }
}
