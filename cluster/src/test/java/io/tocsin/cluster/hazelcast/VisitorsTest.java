package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.server.ServerConnection;
import io.tocsin.cluster.seal.ClusterIdentity;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has to go when there are too many who have not shown who they are. */
final class VisitorsTest {
    private static final int HOSTS = Visitors.CALLERS_MAX / Visitors.OF_A_HOST_MAX;

    private final Visitors visitors =
            new Visitors(new ClusterIdentity("", Optional.empty()), event -> {}, Runnable::run);

    private final List<String> closed = new ArrayList<>();

    /** @return what is written down when the connection is closed */
    private String arrive(String host, int port, boolean hasCalled) {
        visit(host, port, hasCalled);
        return host + ":" + port;
    }

    private Visitor visit(String host, int port, boolean hasCalled) {
        var remote = new InetSocketAddress(host, port);
        var connection = (ServerConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServerConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteSocketAddress" -> remote;
                    case "isAlive" -> !closed.contains(host + ":" + port);
                    case "close" -> {
                        closed.add(host + ":" + port);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return visitors.arrived(connection, hasCalled);
    }

    private void fill() {
        for (int host = 1; host <= HOSTS; host++) {
            for (int port = 1; port <= Visitors.OF_A_HOST_MAX; port++) {
                arrive("192.0.2." + host, port, true);
            }
        }
    }

    @Test
    void caller_ofAHostThatHasMany_takesThePlaceOfItsLongestWaiting() {
        arrive("192.0.2.9", 1, true);
        for (int port = 1; port <= Visitors.OF_A_HOST_MAX; port++) {
            arrive("192.0.2.1", port, true);
        }
        assertThat(closed).isEmpty();
        arrive("192.0.2.1", 100, true);
        arrive("192.0.2.1", 101, true);
        assertThat(closed).containsExactly("192.0.2.1:1", "192.0.2.1:2");
    }

    @Test
    void caller_ofAnotherHost_takesThePlaceOfOneOfTheHostThatHasMost() {
        fill();
        assertThat(closed).isEmpty();
        arrive("192.0.2.100", 1, true);
        arrive("192.0.2.101", 1, true);
        assertThat(closed).containsExactly("192.0.2.1:1", "192.0.2.2:1");
    }

    @Test
    void connection_ofThisNode_doesNotCount_andDoesNotGo() {
        List<String> own = new ArrayList<>();
        for (int port = 1; port <= 2 * Visitors.CALLERS_MAX; port++) {
            own.add(arrive("192.0.2.1", 1_000 + port, false));
        }
        fill();
        assertThat(closed).isEmpty();
        own.add(arrive("192.0.2.1", 5_000, false));
        assertThat(closed).isEmpty();
        arrive("192.0.2.1", 100, true);
        arrive("192.0.2.100", 1, true);
        assertThat(closed).hasSize(2).doesNotContainAnyElementsOf(own);
    }

    @Test
    void member_thatHasShownWhoItIs_doesNotCount_andDoesNotGo() {
        var first = visit("192.0.2.1", 1, true);
        first.trusted();
        for (int port = 2; port <= Visitors.OF_A_HOST_MAX + 1; port++) {
            arrive("192.0.2.1", port, true);
        }
        assertThat(closed).isEmpty();
        arrive("192.0.2.1", 100, true);
        assertThat(closed).containsExactly("192.0.2.1:2");
    }
}
