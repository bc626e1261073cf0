package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Introduction;
import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.cluster.message.Message;
import io.tocsin.cluster.transport.Node;
import io.tocsin.cluster.transport.Transport;
import io.tocsin.core.engine.Registers;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.engine.Replication;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster: knows the others, takes its turns, and sees that all hold the same.
 *
 * <p>Everything that it knows of the others belongs to its owner; whatever happens ends in {@link #review}, which works out
 * what follows. Thread-safe; nothing blocks but {@link #start}.
 */
public final class ClusterMember implements Replication {
    private static final int AWAY_PROBES = 3;
    private static final Duration AWAY_MIN = Duration.ofSeconds(3);

    /** Clocks that are only corrected move by less. */
    private static final Duration STEP_MIN = Duration.ofMillis(200);

    /** For so long what was written here may be on its way to the other members, where they have more to do than they can. */
    private static final Duration ON_THEIR_WAY = Duration.ofSeconds(10);

    private final MemberSettings settings;
    private final MemberPorts ports;
    private final ClusterClock clock;
    private final Instant startedAt;
    private final Wire wire;
    private final Roster roster;
    private final Ranking ranking;
    private final Greetings greetings;
    private final Outgoing outgoing;
    private final Exchanges exchanges;
    private final StatusBoard status;
    private final Object probeTimer = new Object();

    /** Where there was no review for so long, though there is a probe every so often, the process was suspended. */
    private final Duration awayMin;

    /** Written by the owner, read by whoever flushes a group. */
    private volatile long reviewedNanos;

    private Instant reviewedAt;

    /** Whoever was told to wait has to be told that it is over, whether or not the owner comes to think the same. */
    private volatile boolean hasDoubted;

    private String shownName;
    private Introduction said;
    private Phase toldPhase = Phase.JOINING;

    /** The transport tells of others before it says who this node is. */
    private boolean isStarted;

    /** Written once, by whoever starts the engine; null until {@link #begin}. */
    private volatile @Nullable State state;

    /** Written by the owner, read by whoever flushes a group. */
    private volatile Turns turns = new Turns.Unsettled(new Turn.Unsettled("this member has not started yet"));

    /** What there is once the engine takes part. */
    private record State(Registers registers, Arrivals arrivals, RegisterScan scan, ExchangeAnswers answers) {}

    public ClusterMember(MemberSettings settings, MemberPorts ports) {
        this.settings = requireNonNull(settings, "settings");
        this.ports = requireNonNull(ports, "ports");
        this.clock = new ClusterClock(settings.number());
        this.startedAt = ports.owner().now();
        Duration probes = settings.probeInterval().multipliedBy(AWAY_PROBES);
        this.awayMin = probes.compareTo(AWAY_MIN) > 0 ? probes : AWAY_MIN;
        this.reviewedNanos = ports.monotonicNanos().getAsLong();
        this.reviewedAt = startedAt;
        this.shownName = settings.name();
        this.said = said(0, 0, Phase.JOINING);
        this.wire = new Wire(ports);
        this.outgoing = new Outgoing(settings.name(), ports, wire);
        this.roster = new Roster(settings, ports, outgoing::outboxOf);
        this.ranking = new Ranking(settings, ports, roster, this::review);
        this.greetings = new Greetings(ports, wire, roster, this::introduction, this::review);
        this.exchanges = new Exchanges(settings, ports, roster, this::exchange, this::review);
        this.status = new StatusBoard(settings.name(), ports, roster);
    }

    /**
     * Looks for others; returns when the first attempt is over, whether or not somebody was found. To be called once, after
     * the engine has called {@link #begin}.
     */
    public void start() {
        ports.transport().start(new Ears());
        ports.owner().execute(() -> {
            isStarted = true;
            ranking.begin();
            probe();
        });
    }

    @Override
    public void begin(Registers registers) {
        // The clock of this machine may have been set back since these were written.
        registers.forEach(register -> clock.saw(register.stamp(), startedAt));
        RegisterScan scan = new RegisterScan(registers, ports.workers());
        state = new State(registers, new Arrivals(ports, clock, registers), scan, new ExchangeAnswers(scan));
        status.scanWith(scan);
    }

    @Override
    public Stamp stamp(Instant now) {
        return clock.next(now);
    }

    @Override
    public void changed(Replica replica) {
        outgoing.changed(replica);
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        return outgoing.acknowledged();
    }

    @Override
    public Turn turn(String groupKey) {
        // Whoever asks may run before the owner, which has yet to notice that time has passed without it. Asked before
        // the turns are read, as the owner says so after it has changed them.
        boolean isUnnoticed = wasAway();
        Turns now = turns;
        if (now instanceof Turns.Ranked ranked && !ranked.isAlone() && isUnnoticed) {
            hasDoubted = true;
            return new Turn.Unsettled(Turns.SUSPENDED);
        }
        return now.turn(groupKey);
    }

    private boolean wasAway() {
        return ports.monotonicNanos().getAsLong() - reviewedNanos > awayMin.toNanos();
    }

    /**
     * The cluster as this member sees it; costs next to nothing. The digest is as old as the last question, unless that was less
     * than a second ago; asking has it made anew.
     */
    public ClusterStatus status() {
        return status.latest();
    }

    /** The same with a digest of what is held now: looks through everything, on a worker. */
    public CompletionStage<ClusterStatus> freshStatus() {
        return status.fresh();
    }

    /** Another configuration is in force: the other members are told at once. */
    public void configurationLoaded() {
        ports.owner().execute(() -> {
            greetings.compareConfigurations();
            greetings.greetMembers();
            review();
        });
    }

    /**
     * Takes leave: gives the others what they do not have yet, and tells them.
     *
     * @param longest for both together
     * @return completes when the transport can be closed
     */
    public CompletionStage<Void> leave(Duration longest) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ports.owner()
                .execute(() -> new Leaving(ports, roster, ranking::leave).run(longest, () -> {
                    ports.owner().cancel(probeTimer);
                    done.complete(null);
                }));
        return done;
    }

    private void probe() {
        greetings.round();
        review();
        ports.owner().schedule(probeTimer, ports.owner().now().plus(settings.probeInterval()), this::probe);
    }

    /** What the others are told now. */
    private Introduction introduction() {
        long configHash = ports.configHash().getAsLong();
        if (configHash != said.configHash() || ranking.phase() != said.phase()) {
            said = said(said.revision() + 1, configHash, ranking.phase());
        }
        return said;
    }

    private Introduction said(long revision, long configHash, Phase phase) {
        return new Introduction(
                settings.name(),
                settings.number(),
                startedAt,
                settings.label(),
                Message.WIRE_VERSION,
                Message.WIRE_VERSION,
                settings.version(),
                revision,
                configHash,
                phase);
    }

    private CompletionStage<ClusterEvent.Exchanged> exchange(Peer peer, boolean isWhole) {
        State begun = state;
        if (begun == null) {
            return CompletableFuture.failedStage(new IllegalStateException("this member is not ready yet"));
        }
        // What is on its way while alerts pour in would look like a difference, in every bucket.
        long upTo = isWhole
                ? Message.Compare.ALL
                : clock.at(ports.owner().now().minus(ON_THEIR_WAY)).ticks();
        return new Exchange(ports, wire, begun.scan(), begun.arrivals(), peer, upTo).run();
    }

    /** Works out what follows from what is known by now. */
    private void review() {
        if (!isStarted) {
            return;
        }
        long nanos = ports.monotonicNanos().getAsLong();
        noticeTime(nanos);
        Introduction self = introduction();
        Node node = ports.transport().self();
        shownName = roster.review(self, node.address());
        outgoing.review(roster.members());
        clock.compare(roster.clocksAhead());
        if (state != null && ranking.phase() != Phase.LEAVING) {
            exchanges.review(ranking.isLearning());
        }
        ranking.review();
        if (ranking.phase() != toldPhase) {
            toldPhase = ranking.phase();
            greetings.greetMembers();
        }
        status.show(self, shownName, node.address(), ranking);
        publish(ranking.turns(shownName));
        // Not before: until now whoever flushes a group is given the turns from before the time was noticed.
        reviewedNanos = nanos;
    }

    /** The process may have been suspended, the machine have been asleep, its clock have been set. */
    private void noticeTime(long nanos) {
        Instant now = ports.owner().now();
        Duration step = Duration.between(reviewedAt, now).minusNanos(nanos - reviewedNanos);
        if (wasAway() || step.compareTo(awayMin) > 0) {
            ranking.doubt(Turns.SUSPENDED);
        }
        if (step.abs().compareTo(STEP_MIN) > 0) {
            roster.nodes().forEach(peer -> peer.clock().stepped(step));
        }
        reviewedAt = now;
    }

    private void publish(Turns next) {
        boolean hasToBeTold = hasDoubted;
        hasDoubted = false;
        if (hasToBeTold || !next.equals(turns)) {
            turns = next;
            State begun = state;
            if (begun != null) {
                begun.registers().turnsChanged();
            }
        }
    }

    /** A member has asked something. @return the answer */
    private CompletionStage<? extends Message> answer(Node from, Message question) {
        Peer peer = roster.node(from).orElse(null);
        if (!isStarted) {
            return refusal("this member is not ready yet");
        }
        if (peer == null) {
            return refusal("this member does not know " + from.address() + " yet");
        }
        if (question instanceof Message.Greeting greeting) {
            return CompletableFuture.completedStage(greetings.received(peer, greeting));
        }
        State begun = state;
        if (!peer.isIntroduced() || begun == null) {
            return refusal(begun == null ? "this member is not ready yet" : "a greeting has to come first");
        }
        Instant now = ports.owner().now();
        peer.heardAt(now);
        return answer(peer, question, begun, now);
    }

    private CompletionStage<? extends Message> answer(Peer peer, Message question, State begun, Instant now) {
        if (question instanceof Message.Updates updates) {
            Arrivals.Sender sender = peer.sender();
            return CompletableFuture.supplyAsync(
                            () -> begun.arrivals().take(updates.versions(), sender), ports.workers())
                    .thenCompose(taken -> taken)
                    .thenApply(Message.Taken::new);
        } else if (question instanceof Message.Compare compare) {
            peer.exchange().compared(now);
            return begun.answers().to(compare, now);
        } else if (question instanceof Message.ListBuckets list) {
            return begun.answers().to(list, now);
        } else if (question instanceof Message.Fetch fetch) {
            return begun.answers().to(fetch);
        }
        return refusal(question.getClass().getSimpleName() + " is no question");
    }

    private static CompletionStage<Message> refusal(String reason) {
        return CompletableFuture.failedStage(new IllegalStateException(reason));
    }

    /** What the transport tells, on threads of its own. */
    private final class Ears implements Transport.Listener {
        @Override
        public void appeared(Node node) {
            ports.owner().execute(() -> {
                Peer peer = roster.appeared(node);
                if (isStarted) {
                    greetings.greet(peer);
                }
            });
        }

        @Override
        public void gone(Node node) {
            ports.owner().execute(() -> {
                roster.gone(node);
                review();
            });
        }

        @Override
        public CompletionStage<byte[]> received(Node from, byte[] message) {
            return wire.answer(message, question -> answer(from, question));
        }
    }
}
