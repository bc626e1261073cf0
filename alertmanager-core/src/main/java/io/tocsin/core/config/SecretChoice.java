package io.tocsin.core.config;

import io.tocsin.core.config.SecretSource.FromFile;
import io.tocsin.core.config.SecretSource.Inline;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text that may stand in the file itself, in another file or in a secret manager: keys {@code x}, {@code x_file} and
 * {@code x_ref}.
 *
 * @param goType what the original calls the type of the text itself
 * @param originalText what the original says when several are given
 */
record SecretChoice(String key, String goType, String originalText) {
    /** The original's type of secrets. */
    static final String SECRET = "config.plain";

    /** The original's type of texts that it does not hide. */
    static final String TEXT = "string";

    /** @return empty if no way is given, and after a problem */
    Optional<SecretSource> decode(YamlMapping mapping, ConfigFolder folder) {
        Optional<String> inline =
                mapping.present(key).flatMap(node -> node.text(goType)).filter(text -> !text.isEmpty());
        Optional<String> file = mapping.text(key + "_file");
        Optional<String> reference = mapping.text(key + "_ref");
        List<String> given = Stream.of(
                        inline.map(present -> key),
                        file.map(present -> key + "_file"),
                        reference.map(present -> key + "_ref"))
                .flatMap(Optional::stream)
                .toList();
        if (given.size() > 1) {
            mapping.at(given.get(1))
                    .error(
                            "\"" + given.get(1) + "\" excludes \"" + given.get(0) + "\"; expected at most one of them",
                            "remove one of the two.",
                            Stage.VALUE,
                            originalText);
            return Optional.empty();
        }
        reference.ifPresent(name -> refuseReference(mapping));
        return inline.<SecretSource>map(text -> new Inline(Secret.of(text)))
                .or(() -> file.map(path -> new FromFile(folder.join(path))));
    }

    /** Deviation D-024: the original notices when it builds the receiver. */
    private void refuseReference(YamlMapping mapping) {
        mapping.at(key + "_ref")
                .error(
                        "no secret manager is there to look the reference up",
                        "use \"" + key + "\" or \"" + key + "_file\".",
                        Stage.WHOLE,
                        "secret manager is not configured");
    }
}
