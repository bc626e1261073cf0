package io.tocsin.core.config;

import io.tocsin.core.template.Template;
import io.tocsin.core.template.proof.DryRun;
import io.tocsin.core.yaml.LooseYaml;
import io.tocsin.core.yaml.LooseYaml.NotYamlException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts where what is rendered is read as YAML, and nobody means it: sentences such as {@code Firing: {{ .Status }}},
 * which become a map, and {@code [FIRING:1] DiskFull}, of which only the list is read.
 */
final class SentenceProof {
    private static final Pattern ACTION = Pattern.compile("(?s)\\{\\{.*?}}");
    private static final String STRUCTURES = "{[\"'";
    private static final String HINT = "if a text is meant, put it through toJson, as in '%s'.";

    private SentenceProof() {}

    static void check(TemplateUse use, Template template) {
        Optional<String> sample = DryRun.sample(template);
        if (mayBeMeantAsText(use.source())
                && sample.filter(SentenceProof::isMap).isPresent()) {
            use.node()
                    .warning(
                            "is read as YAML once it is rendered, and its colon makes it a map instead of a text",
                            HINT.formatted("{{ printf \"Firing: %s\" .CommonLabels.alertname | toJson }}"));
        } else if (sample.filter(SentenceProof::losesText).isPresent()) {
            use.node()
                    .warning(
                            "is read as YAML once it is rendered: a list or map, and what follows it is lost",
                            HINT.formatted("{{ printf \"[%s] %s\" .Status .CommonLabels.alertname | toJson }}"));
        }
    }

    /** One line with a colon of its own, and not in the brackets or quotes of somebody who knows that it is YAML. */
    private static boolean mayBeMeantAsText(String source) {
        String written = ACTION.matcher(source.strip()).replaceAll("_");
        return written.indexOf('\n') < 0
                && (written.contains(": ") || written.endsWith(":"))
                && STRUCTURES.indexOf(written.charAt(0)) < 0;
    }

    private static boolean isMap(String rendered) {
        return read(rendered) instanceof Map;
    }

    /** The reader takes the first value and does not look further, as the original's. */
    private static boolean losesText(String rendered) {
        String text = rendered.strip();
        return text.startsWith("[") && !text.endsWith("]") && read(rendered) instanceof List
                || text.startsWith("{") && !text.endsWith("}") && read(rendered) instanceof Map;
    }

    /** Null for what is no YAML, too: it stays a text. */
    private static @Nullable Object read(String rendered) {
        try {
            return LooseYaml.read(rendered);
        } catch (NotYamlException ignored) {
            return null;
        }
    }
}
