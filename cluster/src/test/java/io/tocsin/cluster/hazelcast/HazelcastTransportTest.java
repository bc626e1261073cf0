package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.cluster.hazelcast.TestNode.Setup;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Real instances on the loopback address. */
final class HazelcastTransportTest {
    @Test
    void nodes_thatKnowOne_meetAndTalk() throws Exception {
        try (TestNode first = Setup.of().start();
                TestNode second = Setup.of(first.address()).start()) {
            first.awaitOthers(second);
            second.awaitOthers(first);

            assertThat(first.ask(second, "hello")).isEqualTo("hello");
            assertThat(second.log)
                    .contains("received hello from " + first.transport.self().id());

            byte[] large = new byte[300_000];
            Arrays.fill(large, (byte) 7);
            assertThat(second.ask(first, large)).isEqualTo(large);
        }
    }

    @Test
    void message_refused_failsWithReason() throws Exception {
        try (TestNode first = Setup.of().start();
                TestNode second = Setup.of(first.address()).start()) {
            first.awaitOthers(second);
            second.awaitOthers(first);

            assertThatThrownBy(() -> first.ask(second, "refuse this"))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("refused: no refuse this");
        }
    }

    @Test
    void node_closed_isGoneAtOnce() {
        try (TestNode first = Setup.of().start()) {
            TestNode second = Setup.of(first.address()).start();
            first.awaitOthers(second);
            second.close();
            first.awaitOthers();
        }
    }

    @Test
    void node_killed_isGoneWithinSecondsAndSendsFail() {
        try (TestNode first = Setup.of().start();
                TestNode third = Setup.of(first.address()).start()) {
            TestNode second = Setup.of(first.address()).start();
            first.awaitOthers(second, third);
            second.kill();
            first.awaitOthers(third);
            third.awaitOthers(first);

            assertThatThrownBy(() -> first.ask(second, "there?")).hasMessageContaining("is not there");
        }
    }

    @Test
    void master_killed_othersStayTogether() {
        TestNode first = Setup.of().start();
        try (TestNode second = Setup.of(first.address()).start();
                TestNode third = Setup.of(first.address()).start()) {
            second.awaitOthers(first, third);
            first.kill();
            second.awaitOthers(third);
            third.awaitOthers(second);
        }
    }

    @Test
    void seed_thatStartsLater_isFound() throws Exception {
        int port = freePort();
        try (TestNode early = Setup.of("127.0.0.1:" + port).start()) {
            assertThat(early.others).isEmpty();
            try (TestNode late = Setup.of().port(port).start()) {
                early.awaitOthers(late);
                late.awaitOthers(early);
                assertThat(early.ask(late, "hello")).isEqualTo("hello");
                assertThat(late.ask(early, "hello")).isEqualTo("hello");
                await().untilAsserted(() -> assertThat(early.events)
                        .contains(new io.tocsin.cluster.event.ClusterEvent.ReconnectTried("127.0.0.1:" + port, true)));
            }
        }
    }

    private static int freePort() throws Exception {
        try (var channel = ClusterPort.bind(new HostPort("127.0.0.1", 0))) {
            return channel.socket().getLocalPort();
        }
    }
}
