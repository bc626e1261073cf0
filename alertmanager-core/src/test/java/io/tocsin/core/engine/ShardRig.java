package io.tocsin.core.engine;

import static io.tocsin.core.engine.FixedTurns.PEER_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.EngineEvent.DeliveryEnded;
import io.tocsin.core.engine.EngineEvent.TurnEnded;
import io.tocsin.core.engine.GroupShard.Arrival;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.Predecessors;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.Muter;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A shard whose groups share their deliveries with members that a test plays. */
final class ShardRig {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration GROUP_WAIT = Duration.ofSeconds(30);

    /** When the first flush is due. */
    static final Instant TICK = START.plus(GROUP_WAIT);

    private static final long OTHER = 7;

    final VirtualTime time = new VirtualTime(START);
    final FixedTurns turns = new FixedTurns();
    final VirtualProcess intake = new VirtualProcess(time);
    final List<Notification> delivered = new ArrayList<>();
    final List<Instant> deliveredAt = new ArrayList<>();
    final List<TurnEnded> ended = new ArrayList<>();
    final List<DeliveryOutcome> outcomes = new ArrayList<>();
    final Set<Labels> silenced = new HashSet<>();
    final GroupShard shard;

    /** Run when the intake catches up after a gap. */
    Runnable caughtUp = () -> {};

    boolean isReceiverDown;

    /** How long the receiver takes. */
    Duration takes = Duration.ZERO;

    private final EngineSettings settings;
    private final Heartbeat heartbeat = new Heartbeat(intake, this::beat);
    private final JournaledLog log;
    private final PlanInForce inForce;
    private final Route route;

    private void beat() {
        caughtUp.run();
        heartbeat.at(intake.now());
    }

    /** An integration that wants resolved alerts and opens no incidents. */
    static ShardRig of(Duration groupInterval) {
        return new ShardRig(groupInterval, true, false, ResolvesWhileMuted.INCIDENT);
    }

    ShardRig(Duration groupInterval, boolean sendResolved, boolean opensIncidents, ResolvesWhileMuted mode) {
        settings = new EngineSettings(
                Duration.ofDays(5), Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ZERO, 0, mode);
        EnginePorts ports = ports();
        log = new Memory(ports, settings, heartbeat, alert -> new RoutedAlert(alert, List.of())).log();
        RoutingTree routes = RoutingTree.of(RouteConfigBuilder.route()
                .receiver("r")
                .groupBy("job")
                .groupWait(GROUP_WAIT)
                .groupInterval(groupInterval)
                .repeatInterval(Duration.ofHours(4))
                .build());
        route = routes.match(Labels.EMPTY).get(0);
        inForce = new PlanInForce(plan(routes, sendResolved, opensIncidents), (Muter) this::silences);
        GroupShard.WayOut wayOut = new GroupShard.WayOut(
                new FlushGate(time, heartbeat, Duration.ZERO), new Deliveries(time, ports, log, settings));
        shard = new GroupShard(time, inForce, ports, wayOut, new VisibleChanges());
        beatOn();
    }

    private void beatOn() {
        intake.schedule(this, intake.now().plus(Heartbeat.INTERVAL), () -> {
            heartbeat.at(intake.now());
            beatOn();
        });
    }

    private EnginePorts ports() {
        return new EnginePorts(
                intake,
                List.of(time),
                Runnable::run,
                time::monotonicNanos,
                new Random(1),
                new NoStateStore(),
                turns,
                this::happened,
                new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "s"));
    }

    private RoutingPlan plan(RoutingTree routes, boolean sendResolved, boolean opensIncidents) {
        Integration integration = new Integration("r", "webhook", 0, sendResolved, opensIncidents, this::deliver);
        return new RoutingPlan(
                routes,
                Map.of("r", new Receiver("r", List.of(integration))),
                List.of(),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private Optional<MuteCause> silences(Labels labels, Route ofRoute, Instant now) {
        return silenced.contains(labels) ? Optional.of(new MuteCause.Silenced(List.of("s"))) : Optional.empty();
    }

    private CompletionStage<SendResult> deliver(Notification notification) {
        if (isReceiverDown) {
            return CompletableFuture.completedStage(new SendResult.RetryLater(FailureReason.SERVER_ERROR, "503"));
        }
        delivered.add(notification);
        deliveredAt.add(time.now());
        CompletableFuture<SendResult> answer = new CompletableFuture<>();
        if (takes.isZero()) {
            answer.complete(SendResult.delivered());
        } else {
            time.schedule(answer, time.now().plus(takes), () -> answer.complete(SendResult.delivered()));
        }
        return answer;
    }

    private void happened(EngineEvent event) {
        if (event instanceof TurnEnded turn) {
            ended.add(turn);
        } else if (event instanceof DeliveryEnded delivery) {
            outcomes.add(delivery.outcome());
        }
    }

    static Labels labels(String name) {
        return Labels.of("alertname", name);
    }

    /** An alert that fires for a day comes to its group. */
    RoutedAlert fires(String name) {
        return fires(labels(name));
    }

    RoutedAlert fires(Labels labels) {
        RoutedAlert holder = new RoutedAlert(version(labels, time.now().plus(Duration.ofDays(1))), List.of(route));
        arrives(holder);
        return holder;
    }

    /** As a refresh, of which groups are not told. */
    void lastsUntil(RoutedAlert holder, Instant endsAt) {
        holder.update(version(holder.alert().labels(), endsAt));
    }

    void resolves(RoutedAlert holder) {
        holder.update(version(holder.alert().labels(), time.now()));
        arrives(holder);
    }

    private Alert version(Labels labels, Instant endsAt) {
        return new Alert(labels, Labels.EMPTY, Timestamp.of(START), Timestamp.of(endsAt), false, "", time.now());
    }

    private void arrives(RoutedAlert holder) {
        Labels labels = holder.alert().labels();
        Place place = new Place(route, route.groupLabels(labels));
        time.execute(() -> shard.arrive(List.of(new Arrival(place, holder, null))));
        time.settle();
    }

    /** Another member has told the receiver at this moment of the one group that there is without a job. */
    void otherTells(List<String> firing, List<String> resolved) {
        tells(entry(firing, resolved));
    }

    NotificationEntry entry(List<String> firing, List<String> resolved) {
        Instant now = time.now();
        return new NotificationEntry(
                key(), now, hashes(firing), hashes(resolved), Map.of(), now.plus(Duration.ofDays(1)), known());
    }

    /** The other member knows what has been told so far. */
    private Predecessors known() {
        return Predecessors.of(log.stamped().stream()
                .mapToLong(version -> version.stamp().ticks())
                .toArray());
    }

    void tells(NotificationEntry entry) {
        Stamp stamp = new Stamp(Stamp.of(entry.notifiedAt()).ticks(), OTHER);
        assertThat(log.merge(new Stamped<>(entry, stamp), () -> stamp)).isPresent();
    }

    /** What the receiver was told last of the one group that there is without a job. */
    Optional<NotificationEntry> last() {
        return log.find(key());
    }

    private NotificationKey key() {
        return new NotificationKey(route.groupKey(Labels.EMPTY).toString(), "r", "webhook", 0);
    }

    private static AlertHashes hashes(List<String> names) {
        return AlertHashes.of(
                names.stream().mapToLong(name -> AlertHash.of(labels(name))).toArray());
    }

    void turnsChangeTo(Turn turn) {
        turns.set(turn);
        time.execute(shard::turnsChanged);
        time.settle();
    }

    /** The same configuration is loaded again; what is stored arrives anew. */
    void reload(RoutedAlert... stored) {
        time.execute(() -> shard.replan(inForce));
        time.settle();
        for (RoutedAlert each : stored) {
            arrives(each);
        }
    }

    /** When the one group that there is without a job is due next. */
    Instant nextFlush() {
        return shard.state(new Place(route, Labels.EMPTY), version(labels("A"), time.now()))
                .flatMap(GroupState::nextFlush)
                .orElseThrow();
    }

    GroupState state(RoutedAlert asked) {
        Labels labels = asked.alert().labels();
        return shard.state(new Place(route, route.groupLabels(labels)), asked.alert())
                .orElseThrow();
    }

    /** The names of the alerts of a notification, resolved ones with a minus. */
    static List<String> told(Notification notification) {
        return notification.alerts().stream()
                .map(each -> (each.isResolved() ? "-" : "") + each.alert().name())
                .toList();
    }

    List<List<String>> told() {
        return delivered.stream().map(ShardRig::told).toList();
    }

    /** Goes on until {@code seconds} after the first tick. */
    void toTickPlus(long seconds) {
        time.advanceTo(TICK.plusSeconds(seconds));
    }

    static Instant afterTimeouts(int members) {
        return TICK.plus(PEER_TIMEOUT.multipliedBy(members));
    }
}
