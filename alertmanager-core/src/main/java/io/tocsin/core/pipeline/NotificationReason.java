package io.tocsin.core.pipeline;

/** Why a group is notified: the deduplication verdicts that send, under the names that receivers are shown. */
public enum NotificationReason {
    FIRST_NOTIFICATION("first notification"),
    NEW_ALERTS("new alerts added"),
    SOME_RESOLVED("some alerts resolved"),
    ALL_RESOLVED("all alerts resolved"),
    REPEAT_INTERVAL("repeat interval elapsed");

    private final String text;

    NotificationReason(String text) {
        this.text = text;
    }

    /** As payloads and templates show it. */
    public String text() {
        return text;
    }
}
