package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.message.Introduction;
import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.cluster.transport.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which nodes there are, and which of them are members. What follows from that, and from the time, is worked out by {@link
 * #review}.
 *
 * <p>Owned by the member's owner.
 */
final class Roster {
    private static final int SILENT_PROBES = 3;

    private final MemberSettings settings;
    private final MemberPorts ports;
    private final Function<Peer, Outbox> outboxes;
    private final ShownNames names;
    private final Map<String, Peer> nodes = new LinkedHashMap<>();
    private final Map<String, Failed> failed = new TreeMap<>();
    private List<Peer> members = List.of();
    private long appeared;

    /** A member that was there, and is gone without having said so. */
    record Failed(Introduction introduction, String address, Duration clockAhead, long sinceNanos) {}

    Roster(MemberSettings settings, MemberPorts ports, Function<Peer, Outbox> outboxes) {
        this.settings = requireNonNull(settings, "settings");
        this.ports = requireNonNull(ports, "ports");
        this.outboxes = requireNonNull(outboxes, "outboxes");
        this.names = new ShownNames(ports.listener());
    }

    Peer appeared(Node node) {
        return nodes.computeIfAbsent(
                node.id(),
                id -> new Peer(
                        node,
                        appeared++,
                        new GreetingSlot(settings.probeInterval().multipliedBy(2)),
                        new ExchangePlan(ports.monotonicNanos().getAsLong()),
                        outboxes));
    }

    void gone(Node node) {
        Peer peer = nodes.remove(node.id());
        if (peer != null) {
            peer.gone();
        }
    }

    Collection<Peer> nodes() {
        return nodes.values();
    }

    Optional<Peer> node(Node node) {
        return Optional.ofNullable(nodes.get(node.id()));
    }

    /** The other members that are there, by the names under which they are shown. */
    List<Peer> members() {
        return members;
    }

    /** Those that are not there any more, by name. */
    Collection<Failed> failed() {
        return failed.values();
    }

    /** How far the clocks of the other members are ahead, or were when they were last there. */
    List<Duration> clocksAhead() {
        return Stream.concat(
                        members.stream()
                                .filter(peer -> peer.is(Phase.RANKED))
                                .map(peer -> peer.clock().ahead()),
                        failed.values().stream().map(Failed::clockAhead))
                .toList();
    }

    boolean isSilent(Peer peer) {
        Duration limit = settings.probeInterval().multipliedBy(SILENT_PROBES);
        return peer.responsiveness().isSilentFor(limit, ports.monotonicNanos().getAsLong());
    }

    /** @return the name under which the member itself is shown */
    String review(Introduction self, String selfAddress) {
        List<Peer> introduced = nodes.values().stream()
                .filter(Peer::isIntroduced)
                .filter(peer -> !isSuperseded(peer))
                .toList();
        String shownSelf = names.assign(self, selfAddress, introduced);
        List<Peer> now = introduced.stream()
                .sorted(Comparator.comparing(Peer::shownName))
                .toList();
        List<Peer> before = members;
        members = now;
        before.stream().filter(peer -> !now.contains(peer)).forEach(this::left);
        now.stream().filter(peer -> !before.contains(peer)).forEach(this::joined);
        long nowNanos = ports.monotonicNanos().getAsLong();
        failed.values()
                .removeIf(each -> nowNanos - each.sinceNanos()
                        > settings.reconnectTimeout().toNanos());
        return shownSelf;
    }

    private void joined(Peer peer) {
        failed.remove(peer.introduction().name());
        ports.listener()
                .on(new ClusterEvent.MemberJoined(peer.shownName(), peer.node().address()));
    }

    private void left(Peer peer) {
        boolean isGraceful = peer.is(Phase.LEAVING);
        String name = peer.introduction().name();
        boolean isBack =
                members.stream().anyMatch(other -> other.introduction().name().equals(name));
        if (peer.isGone() && !isGraceful && !isBack) {
            failed.put(
                    name,
                    new Failed(
                            peer.introduction(),
                            peer.node().address(),
                            peer.clock().ahead(),
                            ports.monotonicNanos().getAsLong()));
        }
        // What it said last may have reached some of the others only, also where it had little time to leave. Whoever
        // notices it later has heard more of it by then, so each of them begins.
        members.forEach(other -> compareAfterLoss(other, isGraceful));
        ports.listener()
                .on(new ClusterEvent.MemberLeft(peer.shownName(), peer.node().address(), isGraceful));
    }

    private void compareAfterLoss(Peer other, boolean isGraceful) {
        long now = ports.monotonicNanos().getAsLong();
        if (isGraceful) {
            other.exchange().order(now);
        } else {
            other.exchange().orderAfterLoss(now);
        }
    }

    /** Whether the member has been started anew, and this is the node of its former life, which nobody has missed yet. */
    private boolean isSuperseded(Peer old) {
        return nodes.values().stream()
                .filter(Peer::isIntroduced)
                .anyMatch(other -> other != old && isNextLife(old, other));
    }

    private boolean isNextLife(Peer old, Peer other) {
        Introduction was = old.introduction();
        Introduction is = other.introduction();
        if (!was.name().equals(is.name())) {
            return false;
        }
        boolean isSamePlace = old.node().address().equals(other.node().address());
        if (isSamePlace || was.number() == is.number()) {
            return other.order() > old.order();
        }
        return isSilent(old) && !isSilent(other) && ShownNames.isEarlier(was, is);
    }
}
