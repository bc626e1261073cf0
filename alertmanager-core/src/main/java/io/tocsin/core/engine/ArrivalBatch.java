package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupShard.Arrival;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Alerts of one event of the intake on their way to their groups, collected so that each shard gets one event. */
final class ArrivalBatch {
    private final EnginePorts ports;
    private final Shards shards;
    private final boolean arePosted;
    private final long begun;
    private final List<@Nullable List<Arrival>> byShard = new ArrayList<>();
    private int count;
    private boolean isSeen;

    /** @param arePosted whether they just came in; not so where groups form anew out of stored alerts */
    ArrivalBatch(EnginePorts ports, Shards shards, boolean arePosted) {
        this.ports = requireNonNull(ports, "ports");
        this.shards = requireNonNull(shards, "shards");
        this.arePosted = arePosted;
        this.begun = ports.monotonicNanos().getAsLong();
    }

    void add(RoutedAlert holder) {
        addDue(holder, place -> null);
    }

    /** @param nextFlushes when the group of a place is due if the alert opens it; null for when the alert says */
    void addDue(RoutedAlert holder, Function<Place, @Nullable Instant> nextFlushes) {
        // Marked before the event is sent: if a group lets go of it in between, that must win.
        holder.sentToGroups();
        collect(holder, holder.routes(), nextFlushes);
    }

    /** As {@link #add}, for routes that the alert is to get; whoever gives it these marks it, too. */
    void collect(RoutedAlert holder, List<Route> routes) {
        collect(holder, routes, place -> null);
    }

    private void collect(RoutedAlert holder, List<Route> routes, Function<Place, @Nullable Instant> nextFlushes) {
        count++;
        isSeen = true;
        Labels labels = holder.alert().labels();
        for (Route route : routes) {
            Place place = new Place(route, route.groupLabels(labels));
            arrivalsOf(shards.indexOf(place)).add(new Arrival(place, holder, nextFlushes.apply(place)));
        }
    }

    private List<Arrival> arrivalsOf(int shard) {
        while (byShard.size() <= shard) {
            byShard.add(null);
        }
        List<Arrival> arrivals = byShard.get(shard);
        if (arrivals == null) {
            arrivals = new ArrayList<>();
            byShard.set(shard, arrivals);
        }
        return arrivals;
    }

    /**
     * Counts an alert that nobody has to be told of.
     *
     * @param before the version before
     */
    void refreshed(Alert before, Alert after) {
        count++;
        isSeen |= !before.annotations().equals(after.annotations())
                || !before.generatorUrl().equals(after.generatorUrl())
                // Whoever has looked counts on it until the end that was known then. A later end is no news.
                || after.endsAt().isBefore(before.endsAt());
    }

    void dispatch() {
        for (int i = 0; i < byShard.size(); i++) {
            List<Arrival> arrivals = byShard.get(i);
            if (arrivals != null) {
                shards.arrive(i, arrivals);
            }
        }
        if (isSeen) {
            shards.alertsChanged();
        }
        if (count > 0) {
            Duration processing = Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
            ports.listener().on(new EngineEvent.AlertsRouted(count, arePosted, processing));
        }
    }
}
