package io.tocsin.evaluator.scrape;

import java.io.Serial;

/** An answer that cannot be taken. The message says why. */
final class ScrapeFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    ScrapeFailedException(String message) {
        super(message);
    }
}
