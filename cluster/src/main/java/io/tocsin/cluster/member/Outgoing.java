package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Message;
import io.tocsin.core.engine.Replica;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What was written here, on its way to the other members. {@link #changed} and {@link #acknowledged} are thread-safe. */
final class Outgoing {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    /** Of the heap an eighth at most waits for a member; what waits for several is there once. */
    private static final long BYTES_MAX =
            Math.min(Outbox.BYTES_MAX, Runtime.getRuntime().maxMemory() / 8);

    private final String self;
    private final MemberPorts ports;
    private final Wire wire;
    private final Changes changes;
    private final Acknowledgements acknowledgements;
    private List<Peer> members = List.of();

    /** Written by the owner: whoever writes versions need not bring them here while there is nobody to have them. */
    private volatile boolean hasMembers;

    /** @param self the name of this member */
    Outgoing(String self, MemberPorts ports, Wire wire) {
        this.self = requireNonNull(self, "self");
        this.ports = requireNonNull(ports, "ports");
        this.wire = requireNonNull(wire, "wire");
        this.changes = new Changes(ports.owner(), new ToOutboxes());
        this.acknowledgements = new Acknowledgements(
                ports.owner(), ports.monotonicNanos(), () -> members, changes::taken, ports.listener());
    }

    Outbox outboxOf(Peer peer) {
        return new Outbox(ports.owner(), BYTES_MAX, batch -> send(peer, batch), this::arrived);
    }

    private void arrived() {
        acknowledgements.review();
    }

    void changed(Replica replica) {
        // Whoever becomes a member later finds it in memory, by the exchange that it begins with.
        if (hasMembers) {
            changes.add(replica);
        }
    }

    CompletionStage<Void> acknowledged() {
        return hasMembers ? acknowledgements.of(changes.added()) : DONE;
    }

    /** The members may be others than before. */
    void review(List<Peer> now) {
        members = now;
        hasMembers = !now.isEmpty();
        acknowledgements.review();
    }

    private CompletionStage<Void> send(Peer peer, List<Version> batch) {
        Message.Updates updates =
                new Message.Updates(batch.stream().map(Version::bytes).toList(), false);
        return wire.ask(peer, updates, Message.Taken.class)
                .thenAccept(taken -> ports.listener().on(sent(peer.shownName(), batch)));
    }

    private static ClusterEvent sent(String name, List<Version> batch) {
        int alerts = 0;
        int silences = 0;
        for (Version version : batch) {
            if (version.replica() instanceof Replica.OfAlert) {
                alerts++;
            } else if (version.replica() instanceof Replica.OfSilence) {
                silences++;
            }
        }
        return new ClusterEvent.VersionsSent(name, alerts, silences, batch.size() - alerts - silences);
    }

    /** The owner's end of the queue. */
    private final class ToOutboxes implements Changes.Taker {
        @Override
        public void take(Replica replica, long sequence) {
            Version version = new Version(replica);
            if (!version.fitsIntoMessage()) {
                ports.listener().on(new ClusterEvent.VersionRefused(self, version.whyItStays()));
                return;
            }
            for (Peer peer : members) {
                int dropped = peer.outbox().add(version, sequence);
                if (dropped > 0) {
                    lost(peer, dropped);
                }
            }
        }

        @Override
        public void send() {
            members.forEach(peer -> peer.outbox().send());
            acknowledgements.review();
        }

        @Override
        public void lost(long sequence) {
            members.forEach(peer -> {
                peer.outbox().lostSince(sequence);
                lost(peer, peer.outbox().size());
            });
        }

        private void lost(Peer peer, int versions) {
            ports.listener().on(new ClusterEvent.QueueDropped(peer.shownName(), versions));
            peer.exchange().order(ports.monotonicNanos().getAsLong());
        }
    }
}
