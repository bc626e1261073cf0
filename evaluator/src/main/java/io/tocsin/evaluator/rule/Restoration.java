package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives what was kept of alerts before a restart back to the rules that they are of. Used once.
 *
 * <p>Mostly that is the same rule of the same group. Where there is none, for files, groups and rules may have been renamed
 * along with the restart, it is a rule of the alert's name whose own labels the alert has: the original knows alerts by nothing
 * else.
 */
final class Restoration {
    private static final String TEMPLATE = "{{";
    private static final double NANOS = 1e9;

    private final Map<String, List<Place>> placesByName = new HashMap<>();
    private final Map<GroupId, GroupState> states = new HashMap<>();
    private final Outage outage;

    /** A rule, and what it has got; one alert of each label set. */
    private record Place(GroupId group, AlertingRule rule, Map<Labels, Before> taken) {
        boolean isOf(KeptAlert kept) {
            return kept.rule().filter(rule.key()::equals).isPresent();
        }

        boolean fits(KeptAlert kept) {
            Labels labels = kept.labels();
            return rule.config().labels().asMap().entrySet().stream()
                    // What templates make differs from alert to alert, and the name cannot be overruled.
                    .filter(own ->
                            !own.getValue().contains(TEMPLATE) && !own.getKey().equals(AlertingRule.ALERT_NAME))
                    .allMatch(own -> labels.get(own.getKey()).equals(own.getValue()));
        }
    }

    /** @param seenMillis when it was evaluated last */
    private record Before(AlertInstance alert, long seenMillis) {
        /** As if it had been evaluated later: the time in between does not count. */
        AlertInstance seenAt(long millis) {
            return alert.state() == AlertState.PENDING
                    ? alert.activeSince(alert.activeAtMillis() + millis - seenMillis)
                    : alert;
        }

        Before newer(Before other) {
            return other.seenMillis > seenMillis ? other : this;
        }
    }

    Restoration(Outage outage) {
        this.outage = outage;
    }

    void restore(Collection<GroupState> kept, Collection<RuleGroup> groups, LongSupplier nanoClock) {
        Map<RuleGroup, List<Place>> places = new LinkedHashMap<>();
        groups.forEach(group -> places.put(group, placesOf(group)));
        for (GroupState state : kept) {
            states.put(state.id(), state);
            for (KeptAlert alert : state.alerts()) {
                Before before = new Before(alert.alert(), state.evaluatedAtMillis());
                place(state.id(), alert).ifPresent(place -> place.taken().merge(alert.labels(), before, Before::newer));
            }
        }
        places.forEach((group, those) -> {
            long startNanos = nanoClock.getAsLong();
            restore(group, those);
            group.restoredIn((nanoClock.getAsLong() - startNanos) / NANOS);
        });
    }

    private List<Place> placesOf(RuleGroup group) {
        List<Place> places = new ArrayList<>();
        for (AlertingRule rule : group.alertingRules()) {
            Place place = new Place(group.id(), rule, new LinkedHashMap<>());
            places.add(place);
            placesByName
                    .computeIfAbsent(rule.key().name(), name -> new ArrayList<>())
                    .add(place);
        }
        return places;
    }

    private Optional<Place> place(GroupId group, KeptAlert alert) {
        List<Place> all = placesByName.getOrDefault(alert.labels().get(AlertingRule.ALERT_NAME), List.of());
        List<Place> own =
                all.stream().filter(place -> place.group().equals(group)).toList();
        return best(own, alert).or(() -> best(all, alert));
    }

    private static Optional<Place> best(List<Place> places, KeptAlert alert) {
        Optional<Place> same =
                places.stream().filter(place -> place.isOf(alert)).findFirst();
        return same.isPresent()
                ? same
                : places.stream().filter(place -> place.fits(alert)).findFirst();
    }

    private void restore(RuleGroup group, List<Place> places) {
        Optional<GroupState> own = Optional.ofNullable(states.get(group.id()));
        long seenMillis = places.stream()
                .flatMap(place -> place.taken().values().stream())
                .mapToLong(Before::seenMillis)
                .max()
                .orElse(Moment.NONE);
        List<KeptAlert> all = new ArrayList<>();
        for (Place place : places) {
            AlertingRule rule = place.rule();
            List<AlertInstance> alerts = place.taken().values().stream()
                    .map(before -> before.seenAt(seenMillis))
                    .toList();
            rule.restore(
                    alerts,
                    seenMillis,
                    outage.timing(),
                    outage.lookBackMillis(rule.config().expr()));
            alerts.forEach(alert -> all.add(new KeptAlert(Optional.of(rule.key()), alert)));
        }
        GroupState restored = new GroupState(group.id(), seenMillis, all);
        group.restored(restored, own.filter(restored::equals).isPresent());
    }
}
