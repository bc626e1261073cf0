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
     * As it is handed on at {@code nowMillis}: one that fires does so for so much longer without a word; what is over is so by
     * now, also where the clock was set back after the slot had been armed.
     *
     * @param slotMillis when it was evaluated
     * @param longerMillis {@code >= 0}
     */
    public SentAlert handedOn(long slotMillis, long nowMillis, long longerMillis) {
        if (endsAtMillis > slotMillis) {
            return between(startsAtMillis, endsAtMillis + longerMillis);
        }
        long end = Math.min(endsAtMillis, nowMillis);
        return end == endsAtMillis ? this : between(Math.min(startsAtMillis, end), end);
    }

    private SentAlert between(long start, long end) {
        return new SentAlert(labels, annotations, start, end, generatorUrl, isHeld);
    }
}
