package io.tocsin.evaluator.scrape;

/** Answers for tests. */
final class ScrapeAnswers {
    private ScrapeAnswers() {}

    static ScrapeAnswer ok(String contentType, byte[] body) {
        return new ScrapeAnswer(200, "OK", contentType, ScrapeBody.of(body), () -> {});
    }
}
