package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Port: the other members of the cluster. Thread-safe, and never blocks. */
public interface Replication {
    /** The intake accepted an alert. Most posts only move the end of a known alert; those may be told together. */
    void alertAccepted(Alert alert);

    void notificationRecorded(NotificationEntry entry);

    /** A silence was created, changed or ended here. */
    void silenceStored(Silence silence);

    /** Completes when another member has what was accepted before this call, or when it is not worth waiting longer. */
    CompletionStage<Void> acknowledged();

    /** How long this member lets others go first with this group; zero when it is the first. */
    Duration waitForTurn(String groupKey);
}
