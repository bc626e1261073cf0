package io.tocsin.core.config;

import io.tocsin.core.template.Template;
import io.tocsin.core.template.proof.DryRun;
import io.tocsin.core.yaml.LooseYaml;
import io.tocsin.core.yaml.LooseYaml.NotYamlException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds sentences such as {@code Firing: {{ .Status }}} where what is rendered is read as YAML: they become a map, which
 * nobody means who writes one line.
 */
final class SentenceProof {
    private static final Pattern ACTION = Pattern.compile("(?s)\\{\\{.*?}}");
    private static final String STRUCTURES = "{[\"'";

    private SentenceProof() {}

    static void check(TemplateUse use, Template template) {
        if (mayBeMeantAsText(use.source())
                && DryRun.sample(template).filter(SentenceProof::isMap).isPresent()) {
            use.node()
                    .warning(
                            "is read as YAML once it is rendered, and its colon makes it a map instead of a text",
                            "if a text is meant, put it through toJson, as in"
                                    + " '{{ printf \"Firing: %s\" .CommonLabels.alertname | toJson }}'.");
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
        try {
            return Optional.ofNullable(LooseYaml.read(rendered))
                    .filter(Map.class::isInstance)
                    .isPresent();
        } catch (NotYamlException e) {
            return false;
        }
    }
}
