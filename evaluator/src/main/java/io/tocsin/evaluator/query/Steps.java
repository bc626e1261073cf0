package io.tocsin.evaluator.query;

/** The times of the columns that are computed: {@code count} of them, the first at {@code startMillis}. */
record Steps(long startMillis, long stepMillis, int count) {
    long timeMillis(int index) {
        return startMillis + index * stepMillis;
    }

    long lastMillis() {
        return timeMillis(count - 1);
    }

    /** The first one alone. */
    Steps first() {
        return new Steps(startMillis, stepMillis, 1);
    }
}
