package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.message.Introduction.Phase;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The last things that a member does. Owned by the member's owner; used once. */
final class Leaving {
    private static final Duration STEP_MAX = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final MemberPorts ports;
    private final Roster roster;
    private final Runnable takeNoTurns;

    /** @param takeNoTurns has this member, and all that hear from it, count it as one that leaves */
    Leaving(MemberPorts ports, Roster roster, Runnable takeNoTurns) {
        this.ports = requireNonNull(ports, "ports");
        this.roster = requireNonNull(roster, "roster");
        this.takeNoTurns = requireNonNull(takeNoTurns, "takeNoTurns");
    }

    void run(Runnable done) {
        waitUntil(this::hasSentAll, () -> {
            takeNoTurns.run();
            waitUntil(this::haveAllHeard, done);
        });
    }

    private boolean hasSentAll() {
        return roster.members().stream()
                .filter(peer -> peer.is(Phase.RANKED))
                .allMatch(peer -> peer.outbox().size() == 0);
    }

    private boolean haveAllHeard() {
        return roster.members().stream().allMatch(peer -> peer.heardOf(Phase.LEAVING));
    }

    /** The other sides answer when they can: nothing tells when the last one has. */
    private void waitUntil(BooleanSupplier condition, Runnable then) {
        waitUntil(condition, then, ports.monotonicNanos().getAsLong() + STEP_MAX.toNanos());
    }

    private void waitUntil(BooleanSupplier condition, Runnable then, long endNanos) {
        if (condition.getAsBoolean() || ports.monotonicNanos().getAsLong() - endNanos >= 0) {
            then.run();
        } else {
            ports.owner()
                    .schedule(this, ports.owner().now().plus(LOOK_EVERY), () -> waitUntil(condition, then, endNanos));
        }
    }
}
