package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cluster of one: nobody to tell, nobody to wait for. */
public final class LoneMember implements Replication {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    @Override
    public void alertAccepted(Alert alert) {}

    @Override
    public void notificationRecorded(NotificationEntry entry) {}

    @Override
    public void silenceStored(Silence silence) {}

    @Override
    public CompletionStage<Void> acknowledged() {
        return DONE;
    }

    @Override
    public Duration waitForTurn(String groupKey) {
        return Duration.ZERO;
    }
}
