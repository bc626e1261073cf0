package io.tocsin.core.explain;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake.Verdict;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.engine.PlanInForce;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.explain.Explanation.Destination;
import io.tocsin.core.explain.Explanation.IntegrationOutlook;
import io.tocsin.core.explain.Explanation.Mute;
import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingExplanation;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.timeinterval.Location;
import io.tocsin.core.timeinterval.NamedTimeInterval;
import io.tocsin.core.timeinterval.TimeInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Asks the engine why, in few questions at a time. Thread-safe. */
public final class Explainer {
    private final Engine engine;
    private final PastEvents past;
    private final Questions questions = new Questions();

    public Explainer(Engine engine, HistoryLog history) {
        this.engine = requireNonNull(engine, "engine");
        this.past = new PastEvents(history);
    }

    /**
     * As {@link #explain}, with what was done about the alert. May wait for the disk and look at many entries, so it is for a
     * worker.
     */
    public CompletionStage<Explanation> explainWithPast(Labels labels) {
        HistoryPage found = past.of(labels.fingerprint());
        return explain(labels).thenApply(explanation -> explanation.with(found));
    }

    /**
     * @param labels those of a stored alert, or any others: then what would happen to such an alert
     * @throws IllegalArgumentException if no alert can have them; see {@link #refusal}
     */
    public CompletionStage<Explanation> explain(Labels labels) {
        PlanInForce inForce = engine.inForce();
        Instant now = engine.now();
        RoutingExplanation routing = inForce.plan().routes().explain(labels);
        Optional<Alert> alert = engine.alert(labels).map(RoutedAlert::alert);
        Alert asked = alert.orElseGet(() -> supposed(inForce, labels, now));
        CompletableFuture<List<Destination>> all = CompletableFuture.completedFuture(List.of());
        List<Route> answered =
                routing.routes().stream().limit(Explanation.DESTINATIONS_MAX).toList();
        for (Route route : answered) {
            List<Mute> mutes = mutes(inForce, route, asked.labels(), now);
            // One after the other: each looks at all alerts of a group, and flushes are to come in between.
            all = all.thenCompose(before -> questions
                    .ask(() -> destination(inForce, route, asked, mutes))
                    .thenApply(last -> append(before, last)));
        }
        List<NearMiss> misses = NearMisses.find(inForce.plan().routes(), routing, labels);
        ShownRoutes shown = ShownRoutes.of(routing.root());
        int leftOut = routing.routes().size() - answered.size();
        return all.thenApply(destinations ->
                new Explanation(now, labels, alert, shown, destinations, leftOut, misses, HistoryPage.NONE));
    }

    /** Why no alert can have these labels, in the words that whoever posts one reads; empty if one can. */
    public Optional<String> refusal(Labels labels) {
        return ifPosted(engine.inForce(), labels, engine.now()) instanceof Verdict.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }

    /** What would become of the labels if somebody posted them alone. */
    private static Verdict ifPosted(PlanInForce inForce, Labels labels, Instant now) {
        return inForce.plan().intake().check(new PostedAlert(labels, Labels.EMPTY, null, null, ""), now);
    }

    private static Alert supposed(PlanInForce inForce, Labels labels, Instant now) {
        Verdict verdict = ifPosted(inForce, labels, now);
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted.alert();
        }
        throw new IllegalArgumentException(
                "labels: " + ((Verdict.Refused) verdict).reason() + " (expected: those of an alert)");
    }

    private static List<Destination> append(List<Destination> before, Destination last) {
        List<Destination> all = new ArrayList<>(before);
        all.add(last);
        return all;
    }

    private List<Mute> mutes(PlanInForce inForce, Route route, Labels labels, Instant now) {
        return inForce.muteStage().causesFor(labels, route, now).stream()
                .map(cause -> mute(inForce, cause, labels, now))
                .toList();
    }

    private CompletionStage<Destination> destination(PlanInForce inForce, Route route, Alert asked, List<Mute> mutes) {
        Labels groupLabels = route.groupLabels(asked.labels());
        boolean isBlackHole =
                inForce.plan().receiver(route.receiver()).integrations().isEmpty();
        return engine.group(route, groupLabels, asked)
                .thenApply(group -> new Destination(
                        route,
                        groupLabels,
                        isBlackHole,
                        mutes,
                        group,
                        group.map(state -> outlooks(state, route)).orElse(List.of())));
    }

    private Mute mute(PlanInForce inForce, MuteCause cause, Labels labels, Instant now) {
        if (cause instanceof MuteCause.Silenced silenced) {
            return silenced(silenced, labels, now);
        } else if (cause instanceof MuteCause.Inhibited inhibited) {
            return new Mute(
                    cause,
                    List.of(),
                    Optional.of(inhibited.by().source().endsAt().toInstant()));
        } else if (cause instanceof MuteCause.InMuteInterval inside) {
            List<NamedTimeInterval> intervals = intervals(inForce, inside.intervals());
            return new Mute(cause, locations(intervals), latestChange(intervals, now));
        } else if (cause instanceof MuteCause.OutsideActiveInterval outside) {
            List<NamedTimeInterval> intervals = intervals(inForce, outside.intervals());
            Optional<Instant> earliest = changes(intervals, now).stream().min(Comparator.naturalOrder());
            return new Mute(cause, locations(intervals), earliest);
        }
        throw new AssertionError("unhandled cause: " + cause);
    }

    private Mute silenced(MuteCause.Silenced cause, Labels labels, Instant now) {
        List<Silence> silences = cause.silenceIds().stream()
                .map(engine.silences()::get)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Silence::endsAt).reversed())
                .toList();
        List<Silence> successors = engine.silences().successors(labels, now);
        Stream<Instant> ends =
                Stream.concat(successors.stream(), silences.stream()).map(Silence::endsAt);
        List<Silence> named = named(silences);
        return new Mute(
                cause,
                named,
                silences.size() - named.size(),
                named(successors),
                List.of(),
                ends.max(Comparator.naturalOrder()));
    }

    private static List<Silence> named(List<Silence> silences) {
        return silences.stream().limit(Explanation.SILENCES_MAX).toList();
    }

    private static List<NamedTimeInterval> intervals(PlanInForce inForce, List<String> names) {
        return names.stream().map(inForce.plan().timeIntervals()::get).toList();
    }

    private static List<Location> locations(List<NamedTimeInterval> intervals) {
        return intervals.stream()
                .flatMap(interval -> interval.members().stream())
                .map(TimeInterval::clock)
                .distinct()
                .toList();
    }

    /** Several intervals mute until the last of them ends. */
    private static Optional<Instant> latestChange(List<NamedTimeInterval> intervals, Instant now) {
        List<Instant> ends = changes(intervals, now);
        return ends.size() < intervals.size() ? Optional.empty() : ends.stream().max(Comparator.naturalOrder());
    }

    private static List<Instant> changes(List<NamedTimeInterval> intervals, Instant now) {
        return intervals.stream()
                .map(interval -> interval.nextChange(now))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<IntegrationOutlook> outlooks(GroupState group, Route route) {
        return group.integrations().stream()
                .map(state -> new IntegrationOutlook(state, nextDue(state, group, route)))
                .toList();
    }

    private static Optional<Instant> nextDue(IntegrationState state, GroupState group, Route route) {
        DedupVerdict verdict = state.outlook().verdict();
        if (verdict instanceof DedupVerdict.Notify) {
            return group.waiting().isPresent() ? group.waiting().get().until() : group.nextFlush();
        }
        return verdict instanceof DedupVerdict.AlreadyNotified already
                ? group.nextFlush().map(tick -> firstTickAfter(already.repeatsAfter(), tick, route.groupInterval()))
                : Optional.empty();
    }

    /** Repeats come at ticks only, so they are later than {@code repeat_interval} alone would have it. */
    private static Instant firstTickAfter(Instant earliest, Instant tick, Duration interval) {
        if (tick.isAfter(earliest)) {
            return tick;
        }
        long ticks = Duration.between(tick, earliest).dividedBy(interval) + 1;
        return tick.plus(interval.multipliedBy(ticks));
    }
}
