package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;

/**
 * An alert as it is posted.
 *
 * @param labels external ones put in and relabeled
 * @param startsAtMillis when it began to fire
 * @param endsAtMillis when it was resolved; of one that fires, how long it does without a word
 */
public record SentAlert(
        Labels labels, Labels annotations, long startsAtMillis, long endsAtMillis, String generatorUrl) {
    public SentAlert {
        requireNonNull(labels, "labels");
        requireNonNull(annotations, "annotations");
        requireNonNull(generatorUrl, "generatorUrl");
    }
}
