package io.tocsin.core.template.run;

/**
 * How much one rendering may take.
 *
 * @param stepsMax about one for each character read, two for each made; each expression, call and turn of a loop counts as
 *     25
 * @param outputMax characters of what is rendered, and of any text that is made meanwhile
 * @param depthMax templates that call each other, one inside the other
 */
public record Limits(long stepsMax, int outputMax, int depthMax) {
    /**
     * At most a second of a processor, and some 30 MiB. A mail about a thousand alerts takes less than half of the steps.
     */
    public static final Limits DEFAULT = new Limits(30_000_000, 4 << 20, 10_000);

    /** A tenth: a message with a few alerts takes a thousandth of it. */
    public static final Limits FOR_TRIALS = new Limits(3_000_000, 1 << 20, DEFAULT.depthMax());

    public Limits {
        if (stepsMax <= 0 || outputMax <= 0 || depthMax <= 0) {
            throw new IllegalArgumentException("stepsMax: " + stepsMax + ", outputMax: " + outputMax + ", depthMax: "
                    + depthMax + " (expected: > 0)");
        }
    }
}
