package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

/** What a target has answered. */
public final class ScrapeAnswer {
    private static final int OK = 200;

    private final int status;
    private final String reason;
    private final String contentType;
    private final ScrapeBody body;
    private final Runnable whenDone;

    /**
     * @param reason the words behind the status; may be empty
     * @param contentType empty if there was none
     * @param whenDone called when the body is not needed any more
     */
    public ScrapeAnswer(int status, String reason, String contentType, ScrapeBody body, Runnable whenDone) {
        this.status = status;
        this.reason = requireNonNull(reason, "reason");
        this.contentType = requireNonNull(contentType, "contentType");
        this.body = requireNonNull(body, "body");
        this.whenDone = requireNonNull(whenDone, "whenDone");
    }

    public boolean isOk() {
        return status == OK;
    }

    /** What it means that it is not {@link #isOk}. */
    public String refusal() {
        return ("server returned HTTP status " + status + " " + reason).strip();
    }

    public String contentType() {
        return contentType;
    }

    public ScrapeBody body() {
        return body;
    }

    /** The answer has been taken, and its memory is for others. */
    public void done() {
        whenDone.run();
    }
}
