package io.tocsin.evaluator.query;

/**
 * Which time a selector looks at when it is evaluated at a step.
 *
 * @param isFixed whether it is the same at each step, because of {@code @}
 * @param millis the time itself if it is fixed, else what is added to that of the step
 */
record Reference(boolean isFixed, long millis) {
    long at(long stepMillis) {
        return isFixed ? millis : stepMillis + millis;
    }

    long first(Steps steps) {
        return at(steps.startMillis());
    }

    long last(Steps steps) {
        return at(steps.lastMillis());
    }
}
