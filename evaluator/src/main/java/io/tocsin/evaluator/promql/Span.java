package io.tocsin.evaluator.promql;

/**
 * Where in the text something stands.
 *
 * @param start index of its first character, in UTF-16 units; {@code >= 0}
 * @param end index behind its last one; {@code >= start}
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span: " + start + " to " + end + " (expected: 0 <= start <= end)");
        }
    }

    /** From the start of this to the end of {@code last}. */
    public Span to(Span last) {
        return new Span(start, Math.max(end, last.end));
    }
}
