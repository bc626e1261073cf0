package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Introduction;
import io.tocsin.cluster.message.Message;
import io.tocsin.cluster.message.Message.Greeted;
import io.tocsin.cluster.message.Message.Greeting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells every node who this member is, and judges what they say of themselves. Members that have nothing to do with each
 * other refuse each other with a reason that both tell once.
 *
 * <p>Owned by the member's owner.
 */
final class Greetings {
    /** Who is refused may be let in after a restart only; it is asked now and then all the same. */
    private static final int REFUSED_EVERY = 30;

    private final MemberPorts ports;
    private final Wire wire;
    private final Roster roster;
    private final Supplier<Introduction> self;
    private final Runnable changed;
    private int rounds;

    /** @param changed called when something is known that was not known before */
    Greetings(MemberPorts ports, Wire wire, Roster roster, Supplier<Introduction> self, Runnable changed) {
        this.ports = requireNonNull(ports, "ports");
        this.wire = requireNonNull(wire, "wire");
        this.roster = requireNonNull(roster, "roster");
        this.self = requireNonNull(self, "self");
        this.changed = requireNonNull(changed, "changed");
    }

    /** It is time for the next round. */
    void round() {
        boolean isForAll = rounds++ % REFUSED_EVERY == 0;
        roster.nodes().stream()
                .filter(peer -> isForAll || peer.refusal().isEmpty())
                .forEach(this::greet);
    }

    /** Something about this member has changed. */
    void greetMembers() {
        roster.nodes().stream().filter(Peer::isIntroduced).forEach(this::greet);
    }

    void greet(Peer peer) {
        Greeting greeting = new Greeting(self.get(), ports.owner().now());
        long sent = ports.monotonicNanos().getAsLong();
        if (!peer.greetingSlot().take(greeting, sent)) {
            return;
        }
        wire.ask(peer, greeting, Greeted.class).whenComplete((answer, problem) -> {
            if (answer != null) {
                answered(
                        peer,
                        greeting,
                        answer,
                        Duration.ofNanos(ports.monotonicNanos().getAsLong() - sent));
            } else {
                notAnswered(peer, problem);
            }
            if (peer.greetingSlot().release(greeting) && !peer.isGone()) {
                greet(peer);
            }
        });
    }

    private void answered(Peer peer, Greeting greeting, Greeted answer, Duration roundTrip) {
        peer.clock().answered(greeting.sentAt(), answer.receivedAt(), answer.answeredAt(), roundTrip);
        peer.hears(greeting.self().phase());
        introduced(peer, answer.self());
        if (peer.isIntroduced()) {
            ports.listener().on(new ClusterEvent.Pinged(nameOf(peer), roundTrip));
        }
        changed.run();
    }

    private void notAnswered(Peer peer, @Nullable Throwable problem) {
        if (problem instanceof Wire.RefusedException) {
            refuse(peer, String.valueOf(problem.getMessage()));
        }
        changed.run();
    }

    /** A node has greeted this member. @return the answer */
    Message received(Peer from, Greeting greeting) {
        Instant now = ports.owner().now();
        from.heardAt(now);
        from.clock().heard(greeting.sentAt(), now);
        boolean isNew = !from.isIntroduced();
        introduced(from, greeting.self());
        changed.run();
        if (!from.refusal().isEmpty()) {
            return new Message.Refused(from.refusal());
        }
        if (isNew) {
            greet(from);
        }
        return new Greeted(self.get(), now, ports.owner().now());
    }

    private void introduced(Peer peer, Introduction other) {
        Optional<String> objection = objection(peer, other);
        if (objection.isPresent()) {
            refuse(peer, objection.get());
        } else if (peer.introduced(other)) {
            ports.listener().on(new ClusterEvent.MemberUpdated(nameOf(peer)));
        }
        compareConfigurations(peer);
    }

    private Optional<String> objection(Peer peer, Introduction other) {
        Introduction own = self.get();
        String here = ports.transport().self().address();
        String there = peer.node().address();
        if (!own.understands(other)) {
            return Optional.of("wire versions differ: " + wire(own) + " at " + here + ", " + wire(other) + " at "
                    + there + "; update the older member, over a version that understands both");
        }
        if (!own.label().equals(other.label())) {
            return Optional.of("cluster labels differ: \"" + own.label() + "\" at " + here + ", \"" + other.label()
                    + "\" at " + there + "; give both the same --cluster.label, or no address of the other");
        }
        return Optional.empty();
    }

    private static String wire(Introduction member) {
        return member.wireMin() == member.wireMax()
                ? String.valueOf(member.wireMax())
                : member.wireMin() + " to " + member.wireMax();
    }

    private void refuse(Peer peer, String reason) {
        // Either side words it from where it stands: the first wording is the one that is told.
        if (peer.refusal().isEmpty()) {
            peer.refuse(reason);
            ports.listener().on(new ClusterEvent.NodeRefused(peer.node().address(), reason));
        }
    }

    /** The configuration here may be another one now. */
    void compareConfigurations() {
        roster.members().forEach(this::compareConfigurations);
    }

    private void compareConfigurations(Peer peer) {
        if (!peer.isIntroduced()) {
            return;
        }
        long here = ports.configHash().getAsLong();
        long there = peer.introduction().configHash();
        boolean differ = here != 0 && there != 0 && here != there;
        if (differ != peer.isConfiguredOtherwise()) {
            peer.configuredOtherwise(differ);
            ports.listener().on(new ClusterEvent.ConfigurationsDiffer(differ, nameOf(peer)));
        }
    }

    /** Also before it has a name to be shown by. */
    private static String nameOf(Peer peer) {
        return peer.shownName().isEmpty() ? peer.introduction().name() : peer.shownName();
    }
}
