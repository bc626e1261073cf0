package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake.Verdict;
import io.tocsin.core.alert.AlertNameLimit;
import io.tocsin.core.alert.AlertStore;
import io.tocsin.core.alert.AlertStore.Change;
import io.tocsin.core.alert.FingerprintOrder;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.GroupShard.Arrival;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.inhibit.Inhibition;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationLog;
import io.tocsin.core.route.Route;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The alert router: takes posts, keeps alerts, routes them to groups, and has groups notify their receivers.
 *
 * <p>Thread-safe: public methods hand events to the owners. With one owner for everything and virtual time the same
 * calls give the same notifications.
 */
public final class Engine {
    private static final Duration SOURCES_COLLECT_INTERVAL = Duration.ofMinutes(1);

    /** Key of a timer. */
    private static final Object SOURCES = new Object();

    private final EnginePorts ports;
    private final EngineSettings settings;
    private final NotificationLog log = new NotificationLog();
    private final List<GroupShard> shards = new ArrayList<>();
    private final AlertNameLimit nameLimit;
    private final AlertStore<RoutedAlert> alerts = new AlertStore<>(this::routed);
    private final LiveSilences silences;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    // Volatile: written by the intake alone, read by API threads.
    private volatile PlanInForce inForce;

    /** The latest moment at which the intake may have let go of something because it had ended; the intake's own. */
    private Instant endedUpTo = Instant.MIN;

    /**
     * Restores what the store kept and routes it; groups flush no earlier than the start delay allows.
     *
     * @param plan the first configuration
     */
    public Engine(EnginePorts ports, EngineSettings settings, RoutingPlan plan) {
        this.ports = requireNonNull(ports, "ports");
        this.settings = requireNonNull(settings, "settings");
        this.nameLimit = new AlertNameLimit(settings.alertsPerNameMax());
        this.silences = new LiveSilences(ports, alerts);
        this.inForce = new PlanInForce(requireNonNull(plan, "plan"), silences);
        for (Owner owner : ports.shards()) {
            Deliveries ofShard = new Deliveries(owner, ports, log, settings);
            shards.add(new GroupShard(owner, inForce, ports, ofShard, settings.startDelay()));
        }
        ports.intake().execute(() -> orFail(started, this::start));
    }

    /** What the journal may ask. */
    private final class Live implements StateStore.LiveState {
        @Override
        public Iterable<Alert> alerts() {
            return alerts.alerts();
        }

        @Override
        public List<NotificationEntry> notifications() {
            return log.all();
        }

        @Override
        public List<Silence> silences() {
            return silences.stored();
        }
    }

    /** Completes when what was kept is back in memory, and in its groups. */
    public CompletionStage<Void> started() {
        return started;
    }

    private void start() {
        StateStore.StoredState stored = ports.store().restore(new Live());
        stored.notifications().forEach(log::merge);
        silences.restore(stored.silences());
        Instant now = intakeNow();
        stored.alerts().forEach(alert -> alerts.put(alert, now));
        alerts.forEach(holder -> follow(holder, now));
        sendAllToGroups();
        collectAlertsLater();
        collectSourcesLater();
        collectLogLater();
        collectSilencesLater();
        visitShards(0, started, (shard, next) -> next.run(), () -> started.complete(null));
    }

    /**
     * The moment of an event of the intake. What was let go of as ended, at a moment that the clock has been set back
     * from, is taken up again: its refreshes would not do it.
     */
    private Instant intakeNow() {
        Instant now = ports.intake().now();
        if (now.isBefore(endedUpTo)) {
            nameLimit.clear();
            alerts.forEach(holder -> follow(holder, now));
            log.clockSetBackTo(now);
            silences.takeUpAgain(now);
        }
        endedUpTo = now;
        return now;
    }

    /**
     * Takes alerts in, as of now. The answer comes when they are in the store, in the journal and at another member, as
     * far as those can be had.
     */
    public CompletionStage<PostOutcome> post(List<PostedAlert> posted) {
        CompletableFuture<PostOutcome> answer = new CompletableFuture<>();
        // If it breaks, the sender must hear that its alerts may not be stored, and post them again.
        ports.intake().execute(() -> orFail(answer, () -> takeIn(posted, answer)));
        return answer;
    }

    /**
     * Runs an event that somebody waits for. Whatever breaks, a deep recursion included, is told to whoever waits, and
     * thrown on to the owner, which logs it.
     */
    static void orFail(CompletableFuture<?> answer, Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            throw e;
        }
    }

    private void takeIn(List<PostedAlert> posted, CompletableFuture<PostOutcome> answer) {
        Instant now = intakeNow();
        PostOutcome.Problems problems = new PostOutcome.Problems();
        Batch batch = new Batch(true);
        int firing = 0;
        try {
            for (PostedAlert each : posted) {
                Verdict verdict = inForce.plan().intake().check(each, now);
                firing += verdict.isFiring() ? 1 : 0;
                if (verdict instanceof Verdict.Accepted accepted) {
                    store(accepted.alert(), now, batch);
                } else if (verdict instanceof Verdict.Refused refused) {
                    problems.add(refused.reason());
                }
            }
        } finally {
            // Whatever is stored counts as sent to its groups, so it has to be.
            batch.dispatch();
        }
        PostOutcome outcome = problems.outcome();
        ports.listener().on(new EngineEvent.AlertsPosted(firing, posted.size() - firing, outcome.refused()));
        if (batch.isJournalled) {
            ports.store()
                    .committed()
                    .thenCombine(ports.replication().acknowledged(), (stored, sent) -> outcome)
                    .whenComplete((done, failure) -> answer.complete(outcome));
        } else {
            answer.complete(outcome);
        }
    }

    private void store(Alert incoming, Instant now, Batch batch) {
        if (!nameLimit.admits(incoming.name(), now) && alerts.get(incoming.labels()) == null) {
            ports.listener().on(new EngineEvent.AlertLimited(incoming.name()));
            return;
        }
        Change<RoutedAlert> change = alerts.put(incoming, now);
        RoutedAlert holder = change.holder();
        Alert alert = holder.alert();
        Alert before = change.before();
        ports.replication().alertAccepted(alert);
        if (isRefresh(before, alert, now) && holder.isInGroups()) {
            ports.store().alertRefreshed(alert);
            // Its groups look at the newest version themselves: a known alert that goes on firing costs no more.
            batch.refreshed();
            return;
        }
        ports.store().alertStored(alert);
        // Before its groups hear of it: what it inhibits must not slip out in between.
        follow(holder, now);
        batch.add(holder);
        batch.isJournalled = true;
    }

    /** Tells all who watch alerts that one was stored, began to fire again or was resolved. */
    private void follow(RoutedAlert holder, Instant now) {
        nameLimit.changed(holder, now);
        inForce.follow(holder, now);
    }

    private static boolean isRefresh(@Nullable Alert before, Alert alert, Instant now) {
        return before != null
                && !before.isResolvedAt(now)
                && !alert.isResolvedAt(now)
                && before.startsAt().equals(alert.startsAt());
    }

    private RoutedAlert routed(Alert alert) {
        return new RoutedAlert(alert, inForce.plan().routes().match(alert.labels()));
    }

    /** Alerts of one event on their way to their groups, collected so that each shard gets one event. */
    private final class Batch {
        private final List<@Nullable List<Arrival>> byShard = new ArrayList<>();
        private final long begun = ports.monotonicNanos().getAsLong();
        private final boolean arePosted;
        private int count;
        private boolean isJournalled;

        Batch(boolean arePosted) {
            this.arePosted = arePosted;
        }

        void add(RoutedAlert holder) {
            // Marked before the event is sent: if a group lets go of it in between, that must win.
            holder.sentToGroups();
            collect(holder, holder.routes());
        }

        /** As {@link #add}, for routes that the alert is to get; whoever gives it these marks it, too. */
        void collect(RoutedAlert holder, List<Route> routes) {
            count++;
            Labels labels = holder.alert().labels();
            for (Route route : routes) {
                Place place = new Place(route, route.groupLabels(labels));
                arrivalsOf(shardOf(place)).add(new Arrival(place, holder));
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

        /** Counts an alert that nobody has to be told of. */
        void refreshed() {
            count++;
        }

        void dispatch() {
            for (int i = 0; i < byShard.size(); i++) {
                List<Arrival> arrivals = byShard.get(i);
                if (arrivals != null) {
                    GroupShard shard = shards.get(i);
                    ports.shards().get(i).execute(() -> shard.arrive(arrivals));
                }
            }
            if (count > 0) {
                Duration processing = Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
                ports.listener().on(new EngineEvent.AlertsRouted(count, arePosted, processing));
            }
        }
    }

    private int shardOf(Place place) {
        return Math.floorMod(
                31 * place.route().key().hashCode() + place.labels().hashCode(), shards.size());
    }

    private void sendAllToGroups() {
        Batch batch = new Batch(false);
        FingerprintOrder.sorted(alerts.all()).forEach(batch::add);
        batch.dispatch();
    }

    /**
     * Changes to another configuration: every group is forgotten and every stored alert routed anew, as upstream does.
     *
     * @return completes when the groups have formed again; exceptionally only if the configuration before it stays in force
     */
    public CompletionStage<Void> reconfigure(RoutingPlan newPlan) {
        CompletableFuture<Reconfiguration> prepared = new CompletableFuture<>();
        CompletableFuture<Void> formed = new CompletableFuture<>();
        ports.intake().execute(() -> {
            orFail(prepared, () -> prepared.complete(new Reconfiguration(newPlan)));
            orFail(formed, () -> prepared.join().bringIntoForce(formed));
        });
        // In force from then on, whatever breaks: that is for the log of the owner on which it does.
        return prepared.thenCompose(change -> formed.handle((done, failure) -> null));
    }

    /** A change to another plan, an event of the intake: made, or not even begun. */
    private final class Reconfiguration {
        private final PlanInForce fresh;
        private final List<RoutedAlert> holders = FingerprintOrder.sorted(alerts.all());
        private final List<List<Route>> routes = new ArrayList<>(holders.size());
        private final Batch batch = new Batch(false);

        /** Does everything that may break, and changes nothing yet. */
        Reconfiguration(RoutingPlan newPlan) {
            fresh = new PlanInForce(newPlan, silences);
            Instant now = intakeNow();
            for (RoutedAlert holder : holders) {
                List<Route> matching = newPlan.routes().match(holder.alert().labels());
                fresh.follow(holder, now);
                routes.add(matching);
                batch.collect(holder, matching);
            }
        }

        /** Assigns what is there, and hands it to the shards. */
        void bringIntoForce(CompletableFuture<Void> formed) {
            inForce = fresh;
            for (int i = 0; i < holders.size(); i++) {
                holders.get(i).reroute(routes.get(i));
                holders.get(i).sentToGroups();
            }
            for (int i = 0; i < shards.size(); i++) {
                GroupShard shard = shards.get(i);
                ports.shards().get(i).execute(() -> shard.replan(fresh));
            }
            batch.dispatch();
            visitShards(0, formed, (shard, next) -> next.run(), () -> formed.complete(null));
        }
    }

    /**
     * Visits one shard after the other, each on its owner, then runs {@code whenDone} on the last one's.
     *
     * @param answer is told what breaks
     * @param visit is given a shard and what to run on the shard's owner when the visit is over
     */
    private void visitShards(
            int index, CompletableFuture<?> answer, BiConsumer<GroupShard, Runnable> visit, Runnable whenDone) {
        if (index == shards.size()) {
            whenDone.run();
            return;
        }
        ports.shards()
                .get(index)
                .execute(() -> orFail(
                        answer,
                        () -> visit.accept(shards.get(index), () -> visitShards(index + 1, answer, visit, whenDone))));
    }

    /** What inhibits an alert with {@code labels} now. */
    public Optional<Inhibition> inhibitionOf(Labels labels) {
        return inForce.inhibitor().inhibitionOf(labels, now());
    }

    /** What the configuration in force says, and what mutes by it now. */
    public PlanInForce inForce() {
        return inForce;
    }

    /** The stored alert with exactly these labels. */
    public Optional<RoutedAlert> alert(Labels labels) {
        return Optional.ofNullable(alerts.get(labels));
    }

    /**
     * The group of {@code route} with {@code groupLabels}, if there is one.
     *
     * @param asked whoever asks wants to know what the group makes of this alert; one that fires and is not in it is taken
     *     for one that has just come
     */
    public CompletionStage<Optional<GroupState>> group(Route route, Labels groupLabels, Alert asked) {
        Place place = new Place(route, groupLabels);
        int shard = shardOf(place);
        CompletableFuture<Optional<GroupState>> answer = new CompletableFuture<>();
        ports.shards()
                .get(shard)
                .execute(() ->
                        orFail(answer, () -> answer.complete(shards.get(shard).state(place, asked))));
        return answer;
    }

    /** Wall time of the intake. */
    public Instant now() {
        return ports.intake().now();
    }

    /** Every stored alert, resolved ones included, in no particular order. */
    public List<RoutedAlert> alerts() {
        return alerts.all();
    }

    /** Number of stored alerts, resolved ones included. */
    public int alertCount() {
        return alerts.size();
    }

    /** Number of groups. */
    public int groupCount() {
        return shards.stream().mapToInt(GroupShard::groupCount).sum();
    }

    /** The silences of this member. */
    public LiveSilences silences() {
        return silences;
    }

    /** Number of entries in the notification log. */
    public int notificationLogSize() {
        return log.size();
    }

    /** All groups, in no particular order; each as it was at one moment while they were collected. */
    public CompletionStage<List<GroupView>> groups() {
        // Asked one after the other, so that the list has one writer at a time.
        List<GroupView> all = new ArrayList<>();
        CompletableFuture<List<GroupView>> answer = new CompletableFuture<>();
        ports.intake()
                .execute(() -> visitShards(
                        0, answer, (shard, next) -> shard.view(all::add, next), () -> answer.complete(all)));
        return answer;
    }

    private void collectAlertsLater() {
        Owner owner = ports.intake();
        owner.schedule(alerts, owner.now().plus(settings.alertCollectInterval()), () -> {
            List<Labels> gone = new ArrayList<>();
            for (RoutedAlert removed : alerts.collectResolved(intakeNow())) {
                Labels labels = removed.alert().labels();
                nameLimit.removed(removed);
                ports.store().alertForgotten(labels);
                gone.add(labels);
            }
            if (!gone.isEmpty()) {
                ports.listener().on(new EngineEvent.AlertsCollected(gone));
            }
            collectAlertsLater();
        });
    }

    /** Alerts that ended without a word no longer inhibit; this only keeps lookups from having to pass them by. */
    private void collectSourcesLater() {
        Owner owner = ports.intake();
        owner.schedule(SOURCES, owner.now().plus(SOURCES_COLLECT_INTERVAL), () -> {
            inForce.inhibitor().collectEnded(intakeNow());
            collectSourcesLater();
        });
    }

    private void collectLogLater() {
        Owner owner = ports.intake();
        owner.schedule(log, owner.now().plus(settings.logCollectInterval()), () -> {
            long begun = ports.monotonicNanos().getAsLong();
            int expired = log.collectExpired(intakeNow(), ports.store()::notificationForgotten);
            Duration duration = Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
            ports.listener().on(new EngineEvent.LogCollected(duration, expired));
            collectLogLater();
        });
    }

    private void collectSilencesLater() {
        Owner owner = ports.intake();
        owner.schedule(silences, owner.now().plus(settings.logCollectInterval()), () -> {
            silences.collect(intakeNow());
            collectSilencesLater();
        });
    }

    /**
     * Stops flushing and ends pauses between attempts; attempts under way finish.
     *
     * @return completes when nothing is being sent any more
     */
    public CompletionStage<Void> stop() {
        ports.intake().execute(() -> {
            ports.intake().cancel(alerts);
            ports.intake().cancel(log);
            ports.intake().cancel(silences);
            ports.intake().cancel(SOURCES);
        });
        List<CompletableFuture<Void>> drains = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            CompletableFuture<Void> drained = new CompletableFuture<>();
            drains.add(drained);
            GroupShard shard = shards.get(i);
            ports.shards()
                    .get(i)
                    .execute(() -> orFail(
                            drained, () -> shard.stop().whenComplete((done, failure) -> drained.complete(null))));
        }
        return CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new));
    }
}
