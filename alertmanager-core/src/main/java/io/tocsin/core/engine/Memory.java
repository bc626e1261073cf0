package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.alert.AlertNameLimit;
import io.tocsin.core.alert.AlertStore;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the engine knows: the truth for reads and decisions, and what the journal is a copy of. Each part says who may
 * change it.
 */
final class Memory implements StateStore.LiveState {
    private final JournaledLog log;
    private final AlertStore<RoutedAlert> alerts;
    private final LiveSilences silences;
    private final AlertNameLimit nameLimit;
    private final Heartbeat heartbeat;
    private final VisibleChanges changes = new VisibleChanges();

    /**
     * @param heartbeat says up to when it knows everything
     * @param routed routes an alert that is new
     */
    Memory(EnginePorts ports, EngineSettings settings, Heartbeat heartbeat, Function<Alert, RoutedAlert> routed) {
        this.log = new JournaledLog(ports.store());
        this.alerts = new AlertStore<>(requireNonNull(routed, "routed"));
        this.silences = new LiveSilences(ports, alerts, changes);
        this.nameLimit = new AlertNameLimit(settings.alertsPerNameMax());
        this.heartbeat = requireNonNull(heartbeat, "heartbeat");
    }

    JournaledLog log() {
        return log;
    }

    AlertStore<RoutedAlert> alertStore() {
        return alerts;
    }

    LiveSilences liveSilences() {
        return silences;
    }

    AlertNameLimit nameLimit() {
        return nameLimit;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    VisibleChanges changes() {
        return changes;
    }

    /** Tells all who watch alerts that one was stored, began to fire again or was resolved. */
    void follow(RoutedAlert holder, PlanInForce inForce, Instant now) {
        nameLimit.changed(holder, now);
        inForce.follow(holder, now);
    }

    @Override
    public Iterable<? extends AlertHolder> alerts() {
        return alerts.eachKept();
    }

    @Override
    public void takeRefreshed(Predicate<? super AlertHolder> taker) {
        alerts.forEachKept(holder -> holder.takeRefreshed(taker));
    }

    @Override
    public List<Stamped<NotificationEntry>> notifications() {
        return log.toJournal();
    }

    @Override
    public Instant knownUpTo(Instant now) {
        return heartbeat.knownUpTo(now);
    }

    @Override
    public List<Stamped<Silence>> silences() {
        return silences.stored();
    }
}
