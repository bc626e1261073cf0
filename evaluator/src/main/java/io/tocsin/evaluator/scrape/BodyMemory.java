package io.tocsin.evaluator.scrape;

/** Where memory for the body of one answer comes from, until the answer is over. */
public interface BodyMemory {
    /** There is as much as is wanted. */
    BodyMemory UNLIMITED = bytes -> true;

    /**
     * Takes memory.
     *
     * @param bytes how many more, {@code > 0}
     * @return false if there are none
     */
    boolean reserve(long bytes);
}
