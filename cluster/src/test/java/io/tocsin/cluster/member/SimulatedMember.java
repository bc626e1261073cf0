package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.engine.SteppedClock;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A process with a member in it, in virtual time, with a clock of its own. */
final class SimulatedMember {
    /** As little as a server has for it whose notifications took their time. */
    static final Duration LEAVE_MAX = Duration.ofMillis(500);

    private final VirtualTime time;
    private final VirtualProcess process;
    private final SimulatedNetwork network;
    private final SimulatedNetwork.Station station;
    private final MapOfRegisters registers;
    private final ClusterMember member;
    private final Owner owner;
    private final List<ClusterEvent> events = new ArrayList<>();
    private long configHash = 7;
    private Runnable whileReviewing = () -> {};
    private int answeredAlone;

    SimulatedMember(
            VirtualTime time, SimulatedNetwork network, MemberSettings settings, String address, Duration clockAhead) {
        this(time, network, settings, address, clockAhead, new MapOfRegisters());
    }

    /** @param kept what survived the process before this one */
    SimulatedMember(
            VirtualTime time,
            SimulatedNetwork network,
            MemberSettings settings,
            String address,
            Duration clockAhead,
            MapOfRegisters kept) {
        this.time = requireNonNull(time, "time");
        this.network = requireNonNull(network, "network");
        this.process = new VirtualProcess(time);
        this.station = network.station(address);
        this.registers = requireNonNull(kept, "kept");
        this.owner = new SteppedClock(process, clockAhead);
        this.member = new ClusterMember(
                settings,
                new MemberPorts(
                        station,
                        owner,
                        Runnable::run,
                        new StringPool(),
                        this::configHash,
                        time::monotonicNanos,
                        this::happened));
        member.begin(registers);
        member.start();
        time.settle();
    }

    static MemberSettings settings(String name, long number) {
        return new MemberSettings(
                name,
                number,
                "",
                "0.1.0",
                Duration.ofSeconds(15),
                Duration.ofMillis(200),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(6),
                true);
    }

    ClusterMember member() {
        return member;
    }

    MapOfRegisters registers() {
        return registers;
    }

    /** Its own. */
    Instant now() {
        return owner.now();
    }

    <E extends ClusterEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private long configHash() {
        whileReviewing.run();
        return configHash;
    }

    /** Something that other threads do while the owner works out what follows. */
    void whileReviewing(Runnable other) {
        whileReviewing = other;
    }

    private void happened(ClusterEvent event) {
        if (event instanceof ClusterEvent.AcknowledgedAlone) {
            answeredAlone++;
        }
        boolean isFrequent = event instanceof ClusterEvent.MessageSent
                || event instanceof ClusterEvent.MessageReceived
                || event instanceof ClusterEvent.Pinged;
        if (!isFrequent) {
            events.add(event);
        }
    }

    /** Posts that were answered although nobody else had said that it has them. */
    int answeredAlone() {
        return answeredAlone;
    }

    ClusterStatus status() {
        return member.freshStatus().toCompletableFuture().join();
    }

    void loadConfiguration(long hash) {
        configHash = hash;
        member.configurationLoaded();
        time.settle();
    }

    /** Writes a version of an alert. @return when the post would be answered */
    CompletionStage<Void> write(String name, boolean isResolved) {
        member.changed(put(name, isResolved));
        return member.acknowledged();
    }

    /** Writes an alert of which a message was lost that was to tell the others. */
    void writeUnsaid(String name) {
        put(name, false);
    }

    private Replica put(String name, boolean isResolved) {
        Instant now = owner.now();
        Instant end = isResolved ? now : now.plusSeconds(86_400);
        Alert alert = new Alert(
                Labels.of("alertname", name), Labels.EMPTY, Timestamp.of(now), Timestamp.of(end), false, "", now);
        Replica replica = new Replica.OfAlert(alert, member.stamp(now));
        registers.put(replica);
        return replica;
    }

    /** Of the alerts that it holds, in the order in which they came. */
    List<String> names() {
        return registers.held().values().stream()
                .map(replica -> ((Replica.OfAlert) replica).alert().name())
                .toList();
    }

    void kill(Duration noticed) {
        process.kill();
        network.kill(station, noticed);
    }

    void kill(Duration noticed, SimulatedMember other, Duration noticedByOther) {
        process.kill();
        network.kill(station, noticed, other.station, noticedByOther);
    }

    void suspend() {
        process.suspend();
    }

    void resume() {
        process.resume();
        time.settle();
    }

    CompletionStage<Void> stop() {
        CompletionStage<Void> left = member.leave(LEAVE_MAX);
        time.settle();
        return left.thenRun(() -> {
            process.kill();
            station.close();
        });
    }
}
