package io.tocsin.evaluator.scrape;

/** Is told what becomes of scrapes. Called on whatever thread that is, of one target by one at a time; must not block. */
public interface ScrapeListener {
    /** A scrape is over. */
    void scraped(String job, ScrapeTarget target, ScrapeReport report);

    /** A scrape begins that is not the first of its target. */
    void begun(ScrapeTarget target, long sinceLastNanos);

    /** A fault of this program ended a scrape; what became of that is told as well. */
    void broken(ScrapeTarget target, Throwable fault);
}
