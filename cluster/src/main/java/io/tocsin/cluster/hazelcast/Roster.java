package io.tocsin.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import io.tocsin.cluster.transport.Node;
import io.tocsin.cluster.transport.Transport;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes, and which of Hazelcast's members each one is now.
 *
 * <p>Hazelcast gives a member another id when it merges into a cluster; a node's id is its own, an attribute of the member.
 * So a merge is no news of a node that is seen before and after it. Thread-safe; changes are told one at a time, in the thread that
 * saw them.
 */
final class Roster {
    private final String selfId;
    private final Transport.Listener listener;

    /** Replaced, never changed, so that any thread may read it. */
    private volatile Map<String, Entry> entries = Map.of();

    private record Entry(Node node, Member member) {}

    Roster(String selfId, Transport.Listener listener) {
        this.selfId = selfId;
        this.listener = listener;
    }

    /**
     * Tells what is different from what was there before.
     *
     * @param members who is there now, or empty if that cannot be said; asked when it is this thread's turn, so that no older
     *     answer comes after a newer one
     */
    synchronized void update(Supplier<Optional<Collection<Member>>> members) {
        members.get().ifPresent(this::update);
    }

    private void update(Collection<Member> members) {
        Map<String, Entry> before = entries;
        var now = new LinkedHashMap<String, Entry>();
        for (Member member : members) {
            String id = member.getAttribute(InstanceConfig.NODE_ID);
            if (id != null && !id.equals(selfId)) {
                var address = HostPort.of(member.getSocketAddress());
                now.put(id, new Entry(new Node(id, address.toString()), member));
            }
        }
        entries = now;
        before.values().stream()
                .map(Entry::node)
                .filter(node -> !has(now, node))
                .forEach(listener::gone);
        now.values().stream()
                .map(Entry::node)
                .filter(node -> !has(before, node))
                .forEach(listener::appeared);
    }

    private static boolean has(Map<String, Entry> entries, Node node) {
        Entry entry = entries.get(node.id());
        return entry != null && entry.node().equals(node);
    }

    @Nullable
    Member member(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.member();
    }

    /** @param memberId Hazelcast's */
    @Nullable
    Node node(UUID memberId) {
        for (Entry entry : entries.values()) {
            if (entry.member().getUuid().equals(memberId)) {
                return entry.node();
            }
        }
        return null;
    }

    Set<HostPort> addresses() {
        var addresses = new HashSet<HostPort>();
        entries.values()
                .forEach(entry -> addresses.add(HostPort.parse(entry.node().address())));
        return addresses;
    }
}
