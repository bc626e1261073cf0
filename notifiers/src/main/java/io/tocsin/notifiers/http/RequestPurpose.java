package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

/**
 * What requests are made for, in the words of the log and of messages. Immutable.
 *
 * @param component whose log lines they cause
 * @param user what the log calls the name of whoever sends them
 * @param waiting said when requests wait long
 * @param waitingNoLonger said when they do not any more
 * @param owner who has too many of them: {@code of this integration}
 * @param headMaxBytes most bytes of the status line of an answer, and again of all its headers
 */
public record RequestPurpose(
        String component, String user, String waiting, String waitingNoLonger, String owner, int headMaxBytes) {
    /** Deviation D-185: Go reads ten times as much. */
    static final int NOTIFICATION_HEAD_MAX_BYTES = 1 << 20;

    public static final RequestPurpose NOTIFICATIONS = new RequestPurpose(
            "notifier",
            "integration",
            "Notifications wait until requests under way end: the receiver is slow or does not answer",
            "Notifications wait no longer",
            "of this integration",
            NOTIFICATION_HEAD_MAX_BYTES);

    public RequestPurpose {
        requireNonNull(component, "component");
        requireNonNull(user, "user");
        requireNonNull(waiting, "waiting");
        requireNonNull(waitingNoLonger, "waitingNoLonger");
        requireNonNull(owner, "owner");
    }
}
