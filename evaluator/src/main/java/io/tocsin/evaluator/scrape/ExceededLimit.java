package io.tocsin.evaluator.scrape;

/** What a scrape had too much of. */
public enum ExceededLimit {
    BODY_SIZE,
    SAMPLES,
    /** Number or length of labels. */
    LABELS,
    /** Targets of the job. */
    TARGETS,
    /** Series in the store. */
    STORE
}
