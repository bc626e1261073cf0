package io.tocsin.evaluator.scrape;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer that cannot be taken. The message says why. */
final class ScrapeFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable ExceededLimit limit;

    ScrapeFailedException(String message) {
        super(message);
        this.limit = null;
    }

    ScrapeFailedException(ExceededLimit limit, String message) {
        super(message);
        this.limit = limit;
    }

    /** What it has too much of, if that is why. */
    Optional<ExceededLimit> limit() {
        return Optional.ofNullable(limit);
    }
}
