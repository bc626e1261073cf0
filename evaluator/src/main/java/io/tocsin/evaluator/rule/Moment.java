package io.tocsin.evaluator.rule;

/** Points in time that may be missing: milliseconds since 1970, which may be 0 or less in tests of rules. */
final class Moment {
    /** No time at all. */
    static final long NONE = Long.MIN_VALUE;

    private Moment() {}

    static boolean isSet(long millis) {
        return millis != NONE;
    }
}
