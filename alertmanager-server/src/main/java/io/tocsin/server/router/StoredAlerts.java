package io.tocsin.server.router;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.route.GroupKey;
import io.tocsin.server.metrics.AlertMetrics;
import io.tocsin.server.metrics.AlertMetrics.States;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Tells the metrics about the engine's alerts. */
public record StoredAlerts(Engine engine) implements AlertMetrics.Source {
    public StoredAlerts {
        requireNonNull(engine, "engine");
    }

    @Override
    public States states() {
        Instant now = engine.now();
        Tally tally = new Tally();
        for (RoutedAlert each : engine.alerts()) {
            if (!each.alert().isResolvedAt(now)) {
                each.state().ifPresent(tally::add);
            }
        }
        return tally.states();
    }

    /**
     * A group of which all alerts are resolved is shown too, as the original does.
     *
     * <p>Deviation D-132: groups with one key are added up; the original answers 500.
     */
    @Override
    public Map<String, States> statesByGroup() {
        Instant now = engine.now();
        Map<GroupKey, Tally> tallies = new HashMap<>();
        for (RoutedAlert each : engine.alerts()) {
            boolean isFiring = !each.alert().isResolvedAt(now);
            each.forEachGroup((key, state) -> {
                Tally tally = tallies.computeIfAbsent(key, group -> new Tally());
                if (isFiring) {
                    tally.add(state);
                }
            });
        }
        Map<String, States> states = new TreeMap<>();
        tallies.forEach((key, tally) -> states.put(key.toString(), tally.states()));
        return states;
    }

    private static final class Tally {
        private long active;
        private long suppressed;
        private long unprocessed;

        void add(MemberState state) {
            switch (state) {
                case ACTIVE -> active++;
                case SUPPRESSED -> suppressed++;
                case UNPROCESSED -> unprocessed++;
            }
        }

        States states() {
            return new States(active, suppressed, unprocessed);
        }
    }
}
