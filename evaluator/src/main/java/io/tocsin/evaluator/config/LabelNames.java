package io.tocsin.evaluator.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;

/** Labels that a file gives names to. */
final class LabelNames {
    private LabelNames() {}

    static void refuse(YamlNode node, String name) {
        node.error(
                "a label needs a name, got " + GoQuote.quote(name),
                "",
                Stage.VALUE,
                GoQuote.quote(name) + " is not a valid label name");
    }

    /** The labels of a map from names to values; none if the key is absent. Empty values are kept. */
    static Labels decode(YamlMapping parent, String key, String goType) {
        Labels.Builder labels = new Labels.Builder();
        parent.get(key)
                .ifPresent(node -> node.entries(goType).forEach((name, value) -> {
                    if (!LabelName.isUtf8(name)) {
                        refuse(value, name);
                    }
                    labels.add(name, value.text().orElse(""));
                }));
        return labels.build();
    }
}
