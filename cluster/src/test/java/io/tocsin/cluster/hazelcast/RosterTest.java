package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import io.tocsin.cluster.transport.Node;
import io.tocsin.cluster.transport.Transport;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class RosterTest implements Transport.Listener {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Roster roster = new Roster("self", this);
    private volatile Collection<Member> there = List.of();
    private volatile CompletableFuture<?> other = CompletableFuture.completedFuture(null);

    @Override
    public void appeared(Node node) {
        told.add("appeared " + node.address());
    }

    @Override
    public void gone(Node node) {
        told.add("gone " + node.address());
    }

    @Override
    public CompletionStage<byte[]> received(Node from, byte[] message) {
        throw new AssertionError("nobody sends");
    }

    private static Member member(String id, int port) throws UnknownHostException {
        return new MemberImpl.Builder(new Address("127.0.0.1", port))
                .version(MemberVersion.UNKNOWN)
                .uuid(UUID.randomUUID())
                .attributes(Map.of(InstanceConfig.NODE_ID, id))
                .build();
    }

    @Test
    void update_byTwoThreads_endsWithTheNewerList() throws Exception {
        roster.update(() -> {
            Collection<Member> old = there;
            try {
                there = List.of(member("b", 9095));
                other = CompletableFuture.runAsync(
                        () -> roster.update(() -> Optional.of(there)), task -> new Thread(task).start());
                other.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It waits for its turn.
            } catch (UnknownHostException | InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
            return Optional.of(old);
        });
        other.get(60, TimeUnit.SECONDS);

        assertThat(told).containsExactly("appeared 127.0.0.1:9095");
        roster.update(Optional::empty);
        assertThat(roster.member("b")).isNotNull();
    }
}
