package io.tocsin.evaluator.scrape;

import java.util.concurrent.CompletionStage;

/** Asks targets. */
public interface ScrapeClient {
    /**
     * Sends a GET.
     *
     * @param expected how large the last body of this target was
     * @return the answer whatever its status, with its body inflated; completed after the request's timeout at the latest.
     *     Fails with {@link BodyTooLargeException} if the body reaches the limit, and with anything else whose message says
     *     why there is no answer
     */
    CompletionStage<ScrapeAnswer> fetch(ScrapeRequest request, BodySize expected);
}
