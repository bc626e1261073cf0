package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.message.Introduction.Phase;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The last things that a member does. Owned by the member's owner; used once. */
final class Leaving {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final MemberPorts ports;
    private final Roster roster;
    private final Runnable takeNoTurns;
    private final long begunNanos;

    /** @param takeNoTurns has this member, and all that hear from it, count it as one that leaves */
    Leaving(MemberPorts ports, Roster roster, Runnable takeNoTurns) {
        this.ports = requireNonNull(ports, "ports");
        this.roster = requireNonNull(roster, "roster");
        this.takeNoTurns = requireNonNull(takeNoTurns, "takeNoTurns");
        this.begunNanos = ports.monotonicNanos().getAsLong();
    }

    /** @param longest for all of it; by half of that the others are told, whether or not they have everything */
    void run(Duration longest, Runnable done) {
        waitUntil(() -> hasComparedAll() && hasSentAll(), longest.dividedBy(2), () -> {
            takeNoTurns.run();
            waitUntil(() -> hasSentAll() && haveAllHeard(), longest, done);
        });
    }

    /** What this member holds of others that are gone is compared before it leaves: it may be the only one that has it. */
    private boolean hasComparedAll() {
        return awaited()
                .noneMatch(
                        peer -> peer.exchange().isOrdered() || peer.exchange().isRunning());
    }

    private boolean hasSentAll() {
        return awaited().allMatch(peer -> peer.outbox().size() == 0);
    }

    private Stream<Peer> awaited() {
        return roster.members().stream().filter(peer -> peer.is(Phase.RANKED) && !roster.isSilent(peer));
    }

    private boolean haveAllHeard() {
        return roster.members().stream()
                .filter(peer -> !roster.isSilent(peer))
                .allMatch(peer -> peer.heardOf(Phase.LEAVING));
    }

    /** The other sides answer when they can: nothing tells when the last one has. */
    private void waitUntil(BooleanSupplier condition, Duration longest, Runnable then) {
        if (condition.getAsBoolean() || ports.monotonicNanos().getAsLong() - begunNanos >= longest.toNanos()) {
            then.run();
        } else {
            ports.owner()
                    .schedule(this, ports.owner().now().plus(LOOK_EVERY), () -> waitUntil(condition, longest, then));
        }
    }
}
