package io.tocsin.evaluator.scrape;

/**
 * The inflated body of an answer. Not copied, as it may be large.
 *
 * @param bytes begins with the body, and may have room behind it; who reads it may write there, and nobody else writes
 * @param length of the body
 * @param sentLength how many bytes of it came, fewer than {@code length} where they were compressed
 */
@SuppressWarnings("ArrayRecordComponent") // Two bodies are never compared.
public record ScrapeBody(byte[] bytes, int length, int sentLength) {
    public static final ScrapeBody EMPTY = new ScrapeBody(new byte[0], 0, 0);

    public ScrapeBody {
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException("length: " + length + " (expected: 0 to " + bytes.length + ")");
        }
    }

    /** All of an array. */
    public static ScrapeBody of(byte[] bytes) {
        return new ScrapeBody(bytes, bytes.length, bytes.length);
    }

    public BodySize size() {
        return new BodySize(sentLength, length);
    }
}
