package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;

/** Puts label sets together, as the original's builder does: an empty value takes a label away. */
final class LabelChanges {
    private LabelChanges() {}

    /** {@code base} with what is in {@code changes}. */
    static Labels with(Labels base, Labels changes) {
        Labels.Builder labels = new Labels.Builder(base.size() + changes.size());
        base.asMap().forEach(labels::add);
        changes.asMap().forEach(labels::add);
        return withoutEmpty(labels.build());
    }

    /** {@code base} with those of {@code fallback} that it lacks. */
    static Labels or(Labels base, Labels fallback) {
        return with(fallback, base);
    }

    static Labels withoutEmpty(Labels labels) {
        return labels.filter(name -> !labels.get(name).isEmpty());
    }
}
