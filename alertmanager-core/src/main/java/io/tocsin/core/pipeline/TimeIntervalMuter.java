package io.tocsin.core.pipeline;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.MuteCause.InMuteInterval;
import io.tocsin.core.pipeline.MuteCause.OutsideActiveInterval;
import io.tocsin.core.route.Route;
import io.tocsin.core.timeinterval.NamedTimeInterval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mutes routes outside their active time intervals, and inside their mute time intervals. Immutable.
 *
 * @param byName the configured time intervals; every name that a route uses is among them
 * @see "Upstream: notify.TimeActiveStage and TimeMuteStage, v0.34.0"
 */
public record TimeIntervalMuter(Map<String, NamedTimeInterval> byName) implements Muter {
    public TimeIntervalMuter {
        byName = Map.copyOf(byName);
    }

    @Override
    public boolean concernsRoute() {
        return true;
    }

    @Override
    public boolean goesByTick() {
        return true;
    }

    @Override
    public Optional<MuteCause> causeFor(Labels labels, Route route, Instant now) {
        return causeFor(route, now);
    }

    /** Whether any are configured: if not, nothing is ever muted, and otherwise something may change with every full minute. */
    public boolean hasAny() {
        return !byName.isEmpty();
    }

    /** What mutes every alert of {@code route}. */
    public Optional<MuteCause> causeFor(Route route, Instant now) {
        List<String> needed = route.activeTimeIntervals();
        if (!needed.isEmpty() && activeOf(needed, now).isEmpty()) {
            return Optional.of(new OutsideActiveInterval(needed));
        }
        List<String> mute = activeOf(route.muteTimeIntervals(), now);
        return mute.isEmpty() ? Optional.empty() : Optional.of(new InMuteInterval(mute));
    }

    /** Names of the time intervals that mute {@code route}, as the API shows them. */
    public List<String> intervalsThatMute(Route route, Instant now) {
        Optional<MuteCause> cause = causeFor(route, now);
        if (cause.isPresent() && cause.get() instanceof OutsideActiveInterval outside) {
            return outside.intervals();
        }
        return cause.isPresent() && cause.get() instanceof InMuteInterval inside ? inside.intervals() : List.of();
    }

    private List<String> activeOf(List<String> names, Instant now) {
        return names.stream().filter(name -> named(name).isActiveAt(now)).toList();
    }

    private NamedTimeInterval named(String name) {
        NamedTimeInterval interval = byName.get(name);
        if (interval == null) {
            throw new IllegalStateException("time interval: " + name + " (expected: one of " + byName.keySet() + ")");
        }
        return interval;
    }
}
