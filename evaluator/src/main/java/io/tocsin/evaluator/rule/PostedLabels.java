package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.relabel.Relabeling;
import java.util.Optional;

/** The labels under which an alert of a rule is handed to the router. */
public final class PostedLabels {
    private PostedLabels() {}

    /**
     * With external labels where the alert lacks them, and relabelled.
     *
     * @param alert the labels of an {@link AlertInstance}
     * @return empty if relabeling drops the alert
     */
    public static Optional<Labels> of(Labels alert, Labels externalLabels, Relabeling relabeling) {
        return relabeling.apply(LabelChanges.or(alert, externalLabels));
    }
}
