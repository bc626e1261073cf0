package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

/** What a target has answered. */
public final class ScrapeAnswer {
    private static final int OK = 200;

    private final int status;
    private final String reason;
    private final String contentType;
    private final byte[] body;

    /**
     * @param reason the words behind the status; may be empty
     * @param contentType empty if there was none
     * @param body inflated; must not change afterwards
     */
    public ScrapeAnswer(int status, String reason, String contentType, byte[] body) {
        this.status = status;
        this.reason = requireNonNull(reason, "reason");
        this.contentType = requireNonNull(contentType, "contentType");
        this.body = requireNonNull(body, "body");
    }

    boolean isOk() {
        return status == OK;
    }

    String refusal() {
        return ("server returned HTTP status " + status + " " + reason).strip();
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }
}
