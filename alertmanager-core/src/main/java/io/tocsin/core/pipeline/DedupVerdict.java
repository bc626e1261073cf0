package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Whether a group is notified again, and why. */
public sealed interface DedupVerdict {
    record Notify(NotificationReason reason) implements DedupVerdict {
        public Notify {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Everything that is not muted is resolved, but the receiver's incident also covers muted alerts that still fire:
     * it stays open until those are resolved, too.
     *
     * @param stillFiring how many they are; {@code > 0}
     */
    record ResolveHeld(int stillFiring) implements DedupVerdict {}

    /** Everything is resolved, and the integration does not want resolved alerts: only the notification log learns of it. */
    record ResolveUnwanted() implements DedupVerdict {}

    /** Nothing fires and nobody was ever told otherwise. */
    record NothingToResolve() implements DedupVerdict {}

    /**
     * Another member of the cluster, whose turn came before, has served the flush: what is news since waits for the next one.
     *
     * @param notifiedAt when the receiver was told
     */
    record ServedByOther(Instant notifiedAt) implements DedupVerdict {
        public ServedByOther {
            requireNonNull(notifiedAt, "notifiedAt");
        }
    }

    /**
     * The receiver knows all there is to know.
     *
     * @param notifiedAt when it was told
     * @param repeatsAfter the first tick later than this repeats the notification, if the group still fires
     */
    record AlreadyNotified(Instant notifiedAt, Instant repeatsAfter) implements DedupVerdict {
        public AlreadyNotified {
            requireNonNull(notifiedAt, "notifiedAt");
            requireNonNull(repeatsAfter, "repeatsAfter");
        }
    }
}
