package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.core.engine.Registers;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.record.ReplicaRecord;
import io.tocsin.core.record.UnusableSilenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads versions that other members have sent, and gives them to the engine. Thread-safe. */
final class Arrivals {
    private final MemberPorts ports;
    private final ClusterClock clock;
    private final Registers registers;

    Arrivals(MemberPorts ports, ClusterClock clock, Registers registers) {
        this.ports = requireNonNull(ports, "ports");
        this.clock = requireNonNull(clock, "clock");
        this.registers = requireNonNull(registers, "registers");
    }

    /**
     * Who has sent them.
     *
     * @param toLocalTime what has to be added to its times
     * @param outbox of what it is to have; the owner's
     */
    record Sender(String name, Duration toLocalTime, Outbox outbox) {
        Sender {
            requireNonNull(name, "name");
            requireNonNull(toLocalTime, "toLocalTime");
            requireNonNull(outbox, "outbox");
        }
    }

    /**
     * Takes over what is news; what this member cannot hold is left out, and said so.
     *
     * @return when memory has them: how many were news
     */
    CompletionStage<Integer> take(List<byte[]> versions, Sender sender) {
        List<Replica> replicas = new ArrayList<>(versions.size());
        Instant now = ports.owner().now();
        for (byte[] version : versions) {
            try {
                Replica replica = ReplicaRecord.decode(version, ports.strings());
                // Before anybody can see it: whatever is written over it has to be later.
                clock.saw(replica.stamp(), now);
                replicas.add(replica);
            } catch (MalformedRecordException | UnusableSilenceException e) {
                ports.listener().on(new ClusterEvent.VersionRefused(sender.name(), String.valueOf(e.getMessage())));
            }
        }
        ports.owner().execute(() -> sender.outbox().heard(replicas));
        return registers.merge(replicas, sender.name(), sender.toLocalTime());
    }
}
