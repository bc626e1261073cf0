package io.tocsin.server.health;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.server.health.IntegrationHealth.Failure;
import io.tocsin.server.health.IntegrationHealth.Success;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how integrations fare. One is known by its receiver's name, its type and its place in the list of that type; what is
 * known of it outlives reloads as long as it is there. Others are forgotten then, but for what is still being sent, so that there
 * is never more than what two configurations hold.
 *
 * <p>Thread-safe: told on the engine's threads, which wait for nothing but one another.
 */
public final class ReceiverHealth implements EngineListener {
    private final InstantSource clock;

    // Guarded by this. Told a few times per notification, which costs far more.
    private final Map<Key, Tally> tallies = new HashMap<>();

    /** Names an integration. */
    private record Key(String receiver, String integration, int index) {
        static Key of(NotificationKey key) {
            return new Key(key.receiver(), key.integration(), key.index());
        }
    }

    /** What is known of one integration, with the groups that it is being told of. */
    private static final class Tally {
        private final Set<String> groups = new HashSet<>();
        private IntegrationHealth health = IntegrationHealth.UNTRIED;
    }

    public ReceiverHealth(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** Forgets all integrations but those of {@code receivers}. */
    public synchronized void keep(Collection<ReceiverConfig> receivers) {
        Set<Key> kept = new HashSet<>();
        for (ReceiverConfig receiver : receivers) {
            for (ConfiguredIntegration each : receiver.integrations()) {
                kept.add(new Key(receiver.name(), each.type().name(), each.index()));
            }
        }
        tallies.keySet().retainAll(kept);
    }

    /** How an integration fares; as one that was never tried if nothing is known of it. */
    public synchronized IntegrationHealth of(String receiver, String integration, int index) {
        @Nullable Tally tally = tallies.get(new Key(receiver, integration, index));
        return tally == null ? IntegrationHealth.UNTRIED : tally.health;
    }

    @Override
    public void on(EngineEvent event) {
        if (event instanceof EngineEvent.DeliveryBegun begun) {
            begun(begun.key());
        } else if (event instanceof EngineEvent.AttemptEnded ended) {
            attemptEnded(ended);
        } else if (event instanceof EngineEvent.DeliveryEnded ended) {
            ended(ended.key(), ended.outcome());
        }
    }

    private synchronized void begun(NotificationKey key) {
        Tally tally = tally(key);
        tally.groups.add(key.groupKey());
        tally.health = tally.health.underWay(tally.groups.size());
    }

    private synchronized void attemptEnded(EngineEvent.AttemptEnded ended) {
        Tally tally = tally(ended.key());
        if (ended.result() instanceof SendResult.Delivered) {
            tally.health = tally.health.sent(new Success(clock.instant(), ended.latency()));
        } else if (ended.result() instanceof SendResult.RetryLater later) {
            tally.health = tally.health.attemptFailed(failure(later.reason(), later.message()));
        } else if (ended.result() instanceof SendResult.Rejected rejected) {
            tally.health = tally.health.attemptFailed(failure(rejected.reason(), rejected.message()));
        } else {
            throw new AssertionError("unhandled result: " + ended.result());
        }
    }

    /** What a reload or the stop of the server ended says nothing of the receiver. */
    private synchronized void ended(NotificationKey key, DeliveryOutcome outcome) {
        Tally tally = tally(key);
        tally.groups.remove(key.groupKey());
        tally.health = tally.health.underWay(tally.groups.size());
        if (outcome instanceof DeliveryOutcome.Failed failed && !failed.isSuperseded()) {
            tally.health = tally.health.givenUp(failure(failed.reason(), failed.message()));
        }
    }

    private Tally tally(NotificationKey key) {
        return tallies.computeIfAbsent(Key.of(key), added -> new Tally());
    }

    private Failure failure(FailureReason reason, String message) {
        return new Failure(clock.instant(), reason, message);
    }
}
