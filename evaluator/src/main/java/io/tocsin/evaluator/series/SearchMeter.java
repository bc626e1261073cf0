package io.tocsin.evaluator.series;

/**
 * Is told how much a search has done, and ends it when nobody wants its result any more.
 *
 * @param <E> what it is ended by
 */
@FunctionalInterface
public interface SearchMeter<E extends Exception> {
    /**
     * So much has been done since the last call.
     *
     * @param units steps of some nanoseconds each; {@code >= 0}
     * @throws E if the search is to end
     */
    void work(long units) throws E;

    /** One that lets every search come to its end. */
    static SearchMeter<RuntimeException> endless() {
        return units -> {};
    }
}
