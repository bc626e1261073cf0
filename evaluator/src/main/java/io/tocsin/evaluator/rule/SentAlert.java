package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;

/**
 * An alert as it is posted.
 *
 * @param labels external ones put in and relabeled
 * @param startsAtMillis when it began to fire
 * @param endsAtMillis when it was resolved; of one that fires, how long it does without a word
 * @param isHeld whether it fired before a restart and no sample says yet that it still does: who knows better is right
 */
public record SentAlert(
        Labels labels,
        Labels annotations,
        long startsAtMillis,
        long endsAtMillis,
        String generatorUrl,
        boolean isHeld) {
    public SentAlert {
        requireNonNull(labels, "labels");
        requireNonNull(annotations, "annotations");
        requireNonNull(generatorUrl, "generatorUrl");
    }

    /**
     * One that fires does so for so much longer without a word; what is over remains so.
     *
     * @param slotMillis when it was evaluated
     * @param millis {@code >= 0}
     */
    public SentAlert lasting(long slotMillis, long millis) {
        return endsAtMillis <= slotMillis
                ? this
                : new SentAlert(labels, annotations, startsAtMillis, endsAtMillis + millis, generatorUrl, isHeld);
    }
}
