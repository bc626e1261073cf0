package io.tocsin.evaluator.scrape;

/**
 * How large the body of an answer was. The next one of the same target will be about as large.
 *
 * @param sent bytes as they came
 * @param inflated bytes to be read, more where they came compressed
 */
public record BodySize(int sent, int inflated) {
    /** Nothing is known. */
    public static final BodySize UNKNOWN = new BodySize(0, 0);
}
