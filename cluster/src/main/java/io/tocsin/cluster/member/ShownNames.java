package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.message.Introduction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * By which names members are told apart: their own, unless two have the same one. Then the one that was started first keeps
 * it, and the others have a part of their number behind it; all members come to the same.
 *
 * <p>Owned by the member's owner.
 */
final class ShownNames {
    private final ClusterListener listener;
    private final Set<Long> told = new HashSet<>();

    ShownNames(ClusterListener listener) {
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * Gives all of them their names.
     *
     * @return the name of the member itself
     */
    String assign(Introduction self, String selfAddress, List<Peer> peers) {
        List<Introduction> all = new ArrayList<>();
        all.add(self);
        peers.forEach(peer -> all.add(peer.introduction()));
        for (Peer peer : peers) {
            peer.showAs(shown(peer.introduction(), peer.node().address(), all));
        }
        return shown(self, selfAddress, all);
    }

    private String shown(Introduction of, String address, List<Introduction> all) {
        boolean isFirst = all.stream().noneMatch(other -> other.name().equals(of.name()) && isEarlier(other, of));
        if (isFirst) {
            return of.name();
        }
        String shown = of.name() + "#" + HexFormat.of().toHexDigits((short) of.number());
        if (told.add(of.number())) {
            listener.on(new ClusterEvent.NameConflict(of.name(), address, shown));
        }
        return shown;
    }

    static boolean isEarlier(Introduction one, Introduction other) {
        int byStart = one.startedAt().compareTo(other.startedAt());
        return byStart == 0 ? Long.compareUnsigned(one.number(), other.number()) < 0 : byStart < 0;
    }
}
