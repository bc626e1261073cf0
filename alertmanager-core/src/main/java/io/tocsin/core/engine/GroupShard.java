package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.engine.WaitingFlushes.Waiting;
import io.tocsin.core.group.AggregationGroup;
import io.tocsin.core.group.GroupEffect;
import io.tocsin.core.group.GroupEvent;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.group.GroupFlush.FlushedAlert;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.FlushedGroup;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.MuteStage;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.RouteLabels;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The groups whose key falls to one owner, and their flushes.
 *
 * <p>Owned by {@code owner}: every method but the constructor and {@link #groupCount} runs as one of its events.
 */
final class GroupShard {
    /** Groups and alerts that are copied in one event; takes about a millisecond. */
    static final int VIEWED_AT_ONCE_MAX = 4_096;

    private final Owner owner;
    private final EngineListener listener;
    private final StateStore store;
    private final Deliveries deliveries;
    private final FlushGate gate;
    private final VisibleChanges changes;
    private final WaitingFlushes waiting;
    private final Map<Place, AggregationGroup> groups = new LinkedHashMap<>();

    // Volatile: written by the owner, read by whoever scrapes metrics.
    private volatile int groupCount;

    private PlanInForce inForce;

    /** Where an alert belongs. Routes are told apart by identity: equal siblings are two places. */
    record Place(Route route, Labels labels) {}

    /**
     * An alert on its way to its group.
     *
     * @param nextFlush when the group was to be flushed before a restart; null if this is none, or nobody knows
     */
    record Arrival(
            Place place, GroupMember member, @Nullable Instant nextFlush) {
        GroupEvent event() {
            return nextFlush == null
                    ? new GroupEvent.AlertArrived(member)
                    : new GroupEvent.AlertRestored(member, nextFlush);
        }
    }

    /**
     * How flushes leave a shard.
     *
     * @param gate what they have to wait for
     * @param deliveries what becomes of them
     */
    record WayOut(FlushGate gate, Deliveries deliveries) {
        WayOut {
            requireNonNull(gate, "gate");
            requireNonNull(deliveries, "deliveries");
        }
    }

    GroupShard(Owner owner, PlanInForce inForce, EnginePorts ports, WayOut wayOut, VisibleChanges changes) {
        this.owner = requireNonNull(owner, "owner");
        this.inForce = requireNonNull(inForce, "inForce");
        this.listener = ports.listener();
        this.store = ports.store();
        this.deliveries = wayOut.deliveries();
        this.gate = wayOut.gate();
        this.changes = requireNonNull(changes, "changes");
        this.waiting = new WaitingFlushes(owner, ports.replication(), new OwnFlushes());
    }

    int groupCount() {
        return groupCount;
    }

    void arrive(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            AggregationGroup group = groups.computeIfAbsent(
                    arrival.place(), place -> new AggregationGroup(place.route(), place.labels()));
            deliver(group, arrival.event());
        }
        groupCount = groups.size();
        changes.happened();
    }

    /** Whether a group still has to tell somebody that this alert, which is resolved, has ended. */
    boolean awaitsEndOf(Place place, Labels alert) {
        AggregationGroup group = groups.get(place);
        return group != null && (group.has(alert) || deliveries.owesResolve(group.key(), alert));
    }

    /** Forgets all groups: the same alerts arrive again under the new plan. Sends under way finish. */
    void replan(PlanInForce newPlan) {
        inForce = newPlan;
        groups.values().forEach(group -> store.groupForgotten(group.key()));
        forgetAll();
        deliveries.supersede();
    }

    /**
     * Forgets all groups, but not in the journal: whoever comes next goes on with them.
     *
     * @return completes when no notification of this shard is being sent any more
     */
    CompletionStage<Void> stop() {
        forgetAll();
        return deliveries.drain();
    }

    private void forgetAll() {
        groups.values().forEach(owner::cancel);
        waiting.forgetAll();
        groups.clear();
        groupCount = 0;
        deliveries.forgetAll();
    }

    /**
     * Shows every group to {@code taker}, in events of bounded length, so that no flush waits until all are copied.
     *
     * @param whenDone runs on the owner after the last one
     */
    void view(Consumer<GroupView> taker, Runnable whenDone) {
        viewSome(List.copyOf(groups.values()).iterator(), taker, whenDone);
    }

    private void viewSome(Iterator<AggregationGroup> rest, Consumer<GroupView> taker, Runnable whenDone) {
        int copied = 0;
        while (rest.hasNext() && copied < VIEWED_AT_ONCE_MAX) {
            AggregationGroup group = rest.next();
            if (isCurrent(group)) {
                GroupView view = view(group);
                copied += 1 + view.members().size();
                taker.accept(view);
            }
        }
        if (rest.hasNext()) {
            owner.execute(() -> viewSome(rest, taker, whenDone));
        } else {
            whenDone.run();
        }
    }

    private GroupView view(AggregationGroup group) {
        Route route = group.route();
        List<GroupMember> members = group.members();
        Instant now = gate.shown();
        return new GroupView(
                group.key(),
                group.labels(),
                group.route().receiver(),
                routeLabels(route, () -> WholeGroup.of(route, group.key(), group.labels(), members, now)),
                members,
                inForce.timeIntervals().intervalsThatMute(group.route(), owner.now()),
                () -> Optional.ofNullable(group.nextFlush()));
    }

    /** Whether the group is still one of this shard's, and has not made room for a successor of the same key. */
    private boolean isCurrent(AggregationGroup group) {
        return groups.get(new Place(group.route(), group.labels())) == group;
    }

    /** @param asked the alert that the question is about; taken for a member if it fires and is none yet */
    Optional<GroupState> state(Place place, Alert asked) {
        return Optional.ofNullable(groups.get(place)).map(group -> state(group, asked, gate.shown()));
    }

    private GroupState state(AggregationGroup group, Alert asked, Instant now) {
        Optional<Waiting> held = waiting.of(group);
        FlushedGroup ifFlushedNow =
                behindOthers(muted(group.preview(asked, now)).group(), held);
        List<IntegrationState> integrations = inForce
                .plan()
                .receiver(group.route().receiver())
                .integrations()
                .stream()
                .map(integration -> deliveries.state(integration, ifFlushedNow, asked.labels()))
                .toList();
        return new GroupState(
                group.key(),
                group.members().size(),
                group.has(asked.labels()),
                Optional.ofNullable(group.lastFlush()),
                Optional.ofNullable(group.nextFlush()).map(gate::notTooEarly),
                group.isFlushing(),
                waiting.turn(group),
                held.map(Waiting::state),
                integrations);
    }

    private static FlushedGroup behindOthers(FlushedGroup content, Optional<Waiting> waited) {
        return content.behindOthers(waited.map(Waiting::servedAfter));
    }

    private MuteStage.Result muted(GroupFlush flush) {
        return inForce.muteStage().apply(flush, routeLabels(flush.route(), () -> WholeGroup.of(flush)));
    }

    private RouteLabels routeLabels(Route route, Supplier<Notification> group) {
        return RouteLabels.of(route.labels(), inForce.plan().routeLabels(), group);
    }

    private void deliver(AggregationGroup group, GroupEvent event) {
        deliver(group, event, owner.now());
    }

    private void deliver(AggregationGroup group, GroupEvent event, Instant now) {
        for (GroupEffect effect : group.on(event, now)) {
            perform(group, effect);
        }
    }

    private void perform(AggregationGroup group, GroupEffect effect) {
        if (effect instanceof GroupEffect.FlushAt flush) {
            Instant at = gate.notTooEarly(flush.at());
            owner.schedule(group, at, () -> flushDue(group, at));
            store.flushScheduled(group.key(), at);
        } else if (effect instanceof GroupEffect.Flush flush) {
            flushAtTurn(group, flush.flush());
        } else if (effect instanceof GroupEffect.Forget) {
            owner.cancel(group);
            groups.remove(new Place(group.route(), group.labels()), group);
            groupCount = groups.size();
            deliveries.forget(group.key());
            store.groupForgotten(group.key());
            listener.on(
                    new EngineEvent.GroupForgotten(group.key(), group.route().receiver()));
        } else {
            throw new AssertionError("unhandled effect: " + effect);
        }
    }

    private void flushDue(AggregationGroup group, Instant at) {
        gate.pass(now -> {
            // It may have had to wait, and the group be gone.
            if (isCurrent(group)) {
                deliver(group, new GroupEvent.FlushDue(at, othersTold(group, now)), now);
            }
        });
    }

    private void flushAtTurn(AggregationGroup group, GroupFlush flush) {
        orEnd(group, flush, () -> {
            Turn turn = waiting.turn(group);
            if (turn instanceof Turn.First || (turn instanceof Turn.Behind && !hasToTell(flush))) {
                flush(group, flush, Optional.empty());
            } else {
                waiting.hold(group, flush, turn);
            }
        });
    }

    /** What comes while a flush waits for others is theirs to tell with the next one: it may step in for what it had to tell. */
    private boolean hasToTell(GroupFlush flush) {
        MuteStage.Result result = muted(flush);
        // What is shown of its alerts does not wait for other members.
        mark(flush, result.muted());
        return deliveries.hasToTell(inForce.plan().receiver(flush.route().receiver()), result.group());
    }

    /** The order of the members of the cluster may have changed. */
    void turnsChanged() {
        waiting.turnsChanged();
    }

    private Optional<Instant> othersTold(AggregationGroup group, Instant now) {
        Receiver receiver = inForce.plan().receiver(group.route().receiver());
        return deliveries.othersTold(receiver, group.key(), now);
    }

    private final class OwnFlushes implements WaitingFlushes.Shard {
        @Override
        public void turnCame(Waiting held) {
            gate.pass(now -> {
                // It may have had to wait at the gate, and the flush be let go of.
                if (waiting.goesOn(held)) {
                    // Deviation D-286: what the group was at its tick is old by now.
                    orEnd(held.group(), held.flush(), () -> flush(held.group(), held.retaken(now), Optional.of(held)));
                }
            });
        }

        @Override
        public Optional<Instant> othersTold(AggregationGroup group, Instant now) {
            return GroupShard.this.othersTold(group, now);
        }
    }

    /** A flush that breaks must end all the same: a group that waits for its end would never flush again. */
    private void orEnd(AggregationGroup group, GroupFlush flush, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            waiting.forget(group);
            ended(group, flush, FlushResult.BROKEN, false);
            throw e;
        }
    }

    /** @param waited as which it had to wait for its turn, if it had to */
    private void flush(AggregationGroup group, GroupFlush flush, Optional<Waiting> waited) {
        MuteStage.Result result = muted(flush);
        mark(flush, result.muted());
        listener.on(new EngineEvent.GroupFlushed(flush, result.muted()));
        deliveries.begin(
                inForce.plan().receiver(flush.route().receiver()),
                behindOthers(result.group(), waited),
                ended -> finish(group, flush, waited, ended));
    }

    private void mark(GroupFlush flush, Map<Alert, MuteCause> muted) {
        boolean isSeen = false;
        for (FlushedAlert each : flush.alerts()) {
            MuteCause cause = muted.get(each.alert());
            boolean isSuppressed = cause != null && cause.concernsAlert();
            isSeen |= each.member().marked(flush.route(), isSuppressed ? MemberState.SUPPRESSED : MemberState.ACTIVE);
        }
        if (isSeen) {
            changes.happened();
        }
    }

    private void finish(AggregationGroup group, GroupFlush flush, Optional<Waiting> waited, FlushResult result) {
        try {
            waited.ifPresent(held -> listener.on(held.ended(flush, result)));
            listener.on(new EngineEvent.FlushEnded(flush, result.isSuccess()));
        } finally {
            finished(group, flush, result, waited.isPresent() && result.hasTold());
        }
    }

    private void finished(AggregationGroup group, GroupFlush flush, FlushResult result, boolean hasSteppedIn) {
        if (isCurrent(group)) {
            ended(group, flush, result, hasSteppedIn);
        } else if (!groups.containsKey(new Place(group.route(), group.labels()))) {
            deliveries.forget(group.key());
        }
    }

    private void ended(AggregationGroup group, GroupFlush flush, FlushResult result, boolean hasSteppedIn) {
        boolean owesResolves = deliveries.owesResolves(group.key());
        deliver(
                group,
                new GroupEvent.FlushFinished(flush, result.isSuccess(), result.kept(), owesResolves, hasSteppedIn));
        if (flush.alerts().stream().anyMatch(FlushedAlert::isResolved)) {
            // One that the group let go of may have been posted again meanwhile, and have joined anew.
            changes.happened();
        }
    }
}
