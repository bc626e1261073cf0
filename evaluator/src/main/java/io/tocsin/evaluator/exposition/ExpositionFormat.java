package io.tocsin.evaluator.exposition;

/** The formats that are read. */
public enum ExpositionFormat {
    /** Prometheus's own, versions 0.0.4 and 1.0.0, which differ in nothing that a reader has to know. */
    TEXT,
    /** Versions 0.0.1 and 1.0.0, likewise. */
    OPEN_METRICS;

    /** @param body is read while the parser is used, and must not change */
    public ExpositionParser parser(byte[] body) {
        return parser(body, body.length);
    }

    /**
     * @param body is read while the parser is used, and must not change; what is behind its first {@code length} bytes may
     *     be overwritten
     */
    public ExpositionParser parser(byte[] body, int length) {
        return switch (this) {
            case TEXT -> new TextParser(body, length);
            case OPEN_METRICS -> new OpenMetricsParser(body, length);
        };
    }
}
