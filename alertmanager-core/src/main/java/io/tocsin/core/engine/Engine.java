package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.alert.AlertIntake.Verdict;
import io.tocsin.core.alert.FingerprintOrder;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.inhibit.Inhibition;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.route.Route;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The alert router: takes posts, keeps alerts, routes them to groups, and has groups notify their receivers.
 *
 * <p>Thread-safe: public methods hand events to the owners. With one owner for everything and virtual time the same
 * calls give the same notifications.
 */
public final class Engine {
    private final EnginePorts ports;
    private final EngineSettings settings;
    private final Memory memory;
    private final Shards shards;
    private final IntakeClock clock;
    private final AlertRegister alerts;
    private final Maintenance maintenance;

    /** In the stamps of what this member writes; 0 where it has no stamps. */
    private final long ownNumber;

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    // Volatile: written by the intake alone, read by API threads.
    private volatile PlanInForce inForce;

    /**
     * Restores what the store kept and routes it; groups flush no earlier than the start delay allows.
     *
     * @param plan the first configuration
     */
    public Engine(EnginePorts ports, EngineSettings settings, RoutingPlan plan) {
        this.ports = requireNonNull(ports, "ports");
        this.settings = requireNonNull(settings, "settings");
        Heartbeat heartbeat = new Heartbeat(ports.intake(), this::beat);
        this.memory = new Memory(ports, settings, heartbeat, this::routed);
        this.inForce = new PlanInForce(requireNonNull(plan, "plan"), memory.liveSilences());
        this.shards = new Shards(ports, settings, inForce, memory);
        Stamp first = ports.replication().stamp(ports.intake().now());
        boolean isReplicated = first != null;
        this.ownNumber = first == null ? 0 : first.member();
        HeldAlerts held = new HeldAlerts(isReplicated);
        this.clock = new IntakeClock(ports, memory, held, shards, this::inForce);
        this.alerts = new AlertRegister(
                ports,
                memory,
                new RefreshPace(ports.replication(), isReplicated),
                held,
                settings.retention(),
                this::inForce);
        this.maintenance = new Maintenance(ports, settings, memory, shards, clock, alerts, this::inForce);
        ports.intake().execute(() -> orFail(started, this::start));
    }

    /** Completes when what was kept is back in memory, and in its groups. */
    public CompletionStage<Void> started() {
        return started;
    }

    private void start() {
        StateStore.StoredState stored = ports.store().restore(memory);
        Instant now = clock.begin();
        Duration resolveTimeout = inForce.plan().intake().resolveTimeout();
        Restoration restoration = new Restoration(stored, resolveTimeout, settings.startDelay(), now);
        memory.log().restore(stored.notifications());
        memory.log().clockSetBackTo(now);
        memory.liveSilences().restore(stored.silences());
        stored.alerts().forEach(kept -> restore(kept, restoration, now));
        // Before any group hears of them: what inhibits and what is silenced must not slip out in between.
        memory.alertStore().forEach(holder -> memory.follow(holder, inForce, now));
        ArrivalBatch batch = new ArrivalBatch(ports, shards, false);
        FingerprintOrder.sorted(memory.alertStore().all())
                .forEach(holder -> batch.addDue(holder, restoration::nextFlush));
        restoration.unclaimed().forEach(ports.store()::groupForgotten);
        ports.replication().begin(new EngineRegisters(ports, memory, shards, clock, alerts));
        batch.dispatch();
        maintenance.begin();
        shards.whenIdle(started);
    }

    private void restore(Stamped<Alert> kept, Restoration restoration, Instant now) {
        Alert before = kept.value();
        Alert restored = restoration.restored(before);
        RoutedAlert holder = memory.alertStore().put(before, now).holder();
        // Alone, a stamp that an alert tells by itself would only cost memory.
        holder.setStamp(alerts.isReplicated() ? kept.stamp() : AlertHolder.stampBeside(kept));
        alerts.restored(holder);
        if (!restored.equals(before)) {
            clock.goesOn(holder, restored);
            // At once: the next restart would take it for ended, since this one was alive after its end.
            ports.store().alertStored(holder);
        }
    }

    private void beat() {
        clock.now();
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
        Instant now = clock.now();
        PostOutcome.Problems problems = new PostOutcome.Problems();
        ArrivalBatch batch = new ArrivalBatch(ports, shards, true);
        boolean isJournalled = false;
        int firing = 0;
        try {
            for (PostedAlert each : posted) {
                Verdict verdict = inForce.plan().intake().check(each, now);
                firing += verdict.isFiring() ? 1 : 0;
                if (verdict instanceof Verdict.Accepted accepted) {
                    isJournalled |= alerts.post(clock.meant(accepted.alert(), now), now, batch);
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
        if (isJournalled) {
            ports.store()
                    .committed()
                    .thenCombine(ports.replication().acknowledged(), (stored, sent) -> outcome)
                    .whenComplete((done, failure) -> answer.complete(outcome));
        } else {
            answer.complete(outcome);
        }
    }

    private RoutedAlert routed(Alert alert) {
        return new RoutedAlert(alert, inForce.plan().routes().match(alert.labels()));
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
        private final List<RoutedAlert> holders =
                FingerprintOrder.sorted(memory.alertStore().kept());
        private final List<List<Route>> routes = new ArrayList<>(holders.size());
        private final ArrivalBatch batch = new ArrivalBatch(ports, shards, false);

        /** Does everything that may break, and changes nothing yet. */
        Reconfiguration(RoutingPlan newPlan) {
            fresh = new PlanInForce(newPlan, memory.liveSilences());
            Instant now = clock.now();
            for (RoutedAlert holder : holders) {
                List<Route> matching = newPlan.routes().match(holder.alert().labels());
                if (!holder.isRetired()) {
                    fresh.follow(holder, now);
                }
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
            shards.replan(fresh);
            batch.dispatch();
            shards.whenIdle(formed);
        }
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
        return Optional.ofNullable(memory.alertStore().get(labels));
    }

    /** Whether there are, or may be, other members. */
    public boolean isReplicated() {
        return alerts.isReplicated();
    }

    /**
     * Whether another member of the cluster has written what is known of an alert; or this one in an earlier life, in which it
     * had another number.
     */
    public boolean isOfAnotherMember(RoutedAlert alert) {
        Stamp stamp = alert.stamp();
        return isReplicated() && stamp != null && stamp.member() != 0 && stamp.member() != ownNumber;
    }

    /**
     * The group of {@code route} with {@code groupLabels}, if there is one.
     *
     * @param asked whoever asks wants to know what the group makes of this alert; one that fires and is not in it is taken
     *     for one that has just come
     */
    public CompletionStage<Optional<GroupState>> group(Route route, Labels groupLabels, Alert asked) {
        return shards.state(new Place(route, groupLabels), asked);
    }

    /**
     * The moment by which alerts have ended or fire: wall time; or the last moment at which senders could speak, until what
     * follows from such a gap is known.
     */
    public Instant now() {
        return memory.heartbeat().knownUpTo(ports.intake().now());
    }

    /**
     * Changes whenever something was changed that people see: an alert, but for a refresh that alone puts off its end; what
     * silences or inhibits it; whether its groups have looked at it, and which these are. It has changed before whoever asked for the change
     * hears of it. What the passing of time changes is not counted: an alert ends, a silence or an inhibition with it, a time
     * interval begins.
     */
    public long visibleChanges() {
        return memory.changes().count();
    }

    /** Every stored alert, resolved ones included, in no particular order. */
    public List<RoutedAlert> alerts() {
        return memory.alertStore().all();
    }

    /**
     * The labels of every alert that is not forgotten, in no particular order: {@link #alerts}, and those of whose end
     * somebody still has to be told.
     */
    public Iterable<Labels> keptLabels() {
        return () -> memory.alertStore().kept().stream()
                .map(holder -> holder.alert().labels())
                .iterator();
    }

    /** Number of stored alerts, resolved ones included. */
    public int alertCount() {
        return memory.alertStore().size();
    }

    /** Number of groups. */
    public int groupCount() {
        return shards.groupCount();
    }

    /** The silences of this member. */
    public LiveSilences silences() {
        return memory.liveSilences();
    }

    /** Every entry of the notification log, in no particular order. */
    public List<NotificationEntry> notifications() {
        return memory.log().all();
    }

    /** Number of entries in the notification log. */
    public int notificationLogSize() {
        return memory.log().size();
    }

    /** All groups, in no particular order; each as it was at one moment while they were collected. */
    public CompletionStage<List<GroupView>> groups() {
        return shards.views();
    }

    /**
     * Stops flushing and ends pauses between attempts; attempts under way finish.
     *
     * @return completes when nothing is being sent any more
     */
    public CompletionStage<Void> stop() {
        ports.intake().execute(maintenance::end);
        return shards.stop();
    }
}
