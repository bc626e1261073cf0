package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Introduction.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * When everything is compared with whom: by a member that joins with all others, then by the lower number of each two now and
 * then, and at once where two meet again, a third one is gone, or something may be missing. One exchange at a time; that is
 * enough work.
 *
 * <p>Owned by the member's owner.
 */
final class Exchanges {
    private final MemberSettings settings;
    private final MemberPorts ports;
    private final Roster roster;
    private final Exchanger exchange;
    private final Runnable changed;
    private @Nullable Peer running;

    /** Compares with a member. */
    @FunctionalInterface
    interface Exchanger {
        /** @param isWhole whether nothing may be left out, however new it is */
        CompletionStage<ClusterEvent.Exchanged> exchange(Peer peer, boolean isWhole);
    }

    /** @param changed called when one has ended */
    Exchanges(MemberSettings settings, MemberPorts ports, Roster roster, Exchanger exchange, Runnable changed) {
        this.settings = requireNonNull(settings, "settings");
        this.ports = requireNonNull(ports, "ports");
        this.roster = requireNonNull(roster, "roster");
        this.exchange = requireNonNull(exchange, "exchange");
        this.changed = requireNonNull(changed, "changed");
    }

    /**
     * Begins one if one is due.
     *
     * @param isLearning whether this member waits for what the others hold
     */
    void review(boolean isLearning) {
        relayAroundSilent();
        if (running == null || isInVain(running)) {
            next(isLearning).ifPresent(this::run);
        }
    }

    /**
     * A member that is there and does not answer may be cut off from this one alone: then others have what it writes, and what
     * it has not heard from here.
     */
    private void relayAroundSilent() {
        List<Peer> members = roster.members();
        long now = ports.monotonicNanos().getAsLong();
        long pause = settings.peerTimeout().toNanos() / 3;
        if (members.stream().anyMatch(roster::isSilent)) {
            members.stream()
                    .filter(peer ->
                            !roster.isSilent(peer) && now - peer.exchange().endedNanos() > pause)
                    .forEach(peer -> peer.exchange().order(now));
        }
    }

    /** One with a member that does not answer ends when the transport gives up: nobody waits for that. */
    private boolean isInVain(Peer peer) {
        return !roster.members().contains(peer) || roster.isSilent(peer);
    }

    /** First those that answer, then where something is missing, then whoever has waited longest. */
    private Optional<Peer> next(boolean isLearning) {
        long now = ports.monotonicNanos().getAsLong();
        return roster.members().stream()
                .filter(peer -> !peer.is(Phase.LEAVING))
                // One that has not answered a greeting may not know this member yet, and would refuse.
                .filter(Peer::knowsThisMember)
                .filter(peer -> peer.exchange().isDue(now) && !peer.exchange().isRunning())
                .filter(peer -> peer.exchange().isOrdered() || isBegunHere(peer, isLearning))
                .min(Comparator.comparing(roster::isSilent)
                        .thenComparing(peer -> !peer.exchange().isOrdered())
                        .thenComparing(peer -> peer.exchange().isDone())
                        .thenComparing(peer -> peer.exchange().dueNanos() - now));
    }

    private boolean isBegunHere(Peer peer, boolean isLearning) {
        if (isLearning && !peer.exchange().isDone()) {
            return true;
        }
        return !peer.is(Phase.JOINING)
                && Long.compareUnsigned(settings.number(), peer.introduction().number()) < 0;
    }

    private void run(Peer peer) {
        running = peer;
        boolean wasOrdered = peer.exchange().isOrdered();
        boolean isWhole = wasOrdered || !peer.exchange().isSeen();
        peer.exchange().begin();
        if (isWhole) {
            peer.outbox().exchangeBegins();
        }
        exchange.exchange(peer, isWhole)
                .whenCompleteAsync((done, problem) -> ended(peer, wasOrdered, done, problem), ports.owner()::execute);
    }

    private void ended(
            Peer peer, boolean wasOrdered, ClusterEvent.@Nullable Exchanged done, @Nullable Throwable problem) {
        if (running == peer) {
            running = null;
        }
        long now = ports.monotonicNanos().getAsLong();
        if (done != null) {
            peer.exchange()
                    .succeeded(now, settings.pushPullInterval(), ports.owner().now());
            peer.outbox().exchangeEnded();
            ports.listener().on(done);
        } else {
            peer.exchange().failed(now, wasOrdered);
            ports.listener().on(new ClusterEvent.ExchangeFailed(peer.shownName(), reason(problem)));
        }
        changed.run();
    }

    /** Without the exceptions that only say that there was one. */
    private static String reason(@Nullable Throwable problem) {
        Throwable cause = problem;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
    }
}
