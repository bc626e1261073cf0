package io.tocsin.core.engine;

import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps nothing: the engine runs from memory alone, and a restart starts empty. Not final, so that a test can let one thing
 * about it fail.
 */
public class NoStateStore implements StateStore {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    @Override
    public StoredState restore(LiveState live) {
        return StoredState.EMPTY;
    }

    @Override
    public void alertStored(AlertHolder alert) {}

    @Override
    public void alertRefreshed(AlertHolder alert) {}

    @Override
    public void alertForgotten(AlertHolder alert) {}

    @Override
    public void alertReplaced(AlertHolder old, AlertHolder stored) {}

    @Override
    public void notificationRecorded(Stamped<NotificationEntry> entry) {}

    @Override
    public void notificationForgotten(NotificationKey key) {}

    @Override
    public void silenceStored(Stamped<Silence> silence) {}

    @Override
    public void silenceForgotten(String id) {}

    @Override
    public void flushScheduled(String groupKey, Instant at) {}

    @Override
    public void groupForgotten(String groupKey) {}

    @Override
    public CompletionStage<Void> committed() {
        return DONE;
    }

    @Override
    public CompletionStage<Void> committedSoon() {
        return committed();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }
}
