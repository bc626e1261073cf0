package io.tocsin.cluster.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.hazelcast.TestNode.Setup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real instances on the loopback address. */
@Execution(ExecutionMode.CONCURRENT)
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
    void message_tooLong_failsAndNothingElse() throws Exception {
        try (TestNode first = Setup.of().start();
                TestNode second = Setup.of(first.address()).start()) {
            first.awaitOthers(second);
            second.awaitOthers(first);

            assertThatThrownBy(() -> first.ask(second, new byte[HazelcastTransport.MESSAGE_BYTES_MAX + 1]))
                    .hasMessageContaining("8388609 bytes (expected: at most 8388608)");
            assertThatThrownBy(() -> first.ask(second, "long " + (HazelcastTransport.ANSWER_BYTES_MAX + 1)))
                    .hasMessageContaining("refused: answer: 16776193 bytes (expected: at most 16776192)");
            assertThat(first.ask(second, ("long " + HazelcastTransport.ANSWER_BYTES_MAX).getBytes(UTF_8)))
                    .hasSize(HazelcastTransport.ANSWER_BYTES_MAX);
            assertThat(first.log).doesNotContain("gone " + second.address());
            assertThat(second.log).doesNotContain("gone " + first.address());
        }
    }

    @Test
    void message_short_overtakesLongOnes() throws Exception {
        try (TestNode first = Setup.of().start();
                TestNode second = Setup.of(first.address()).start()) {
            first.awaitOthers(second);
            second.awaitOthers(first);
            byte[] large = new byte[HazelcastTransport.MESSAGE_BYTES_MAX];
            List<CompletableFuture<byte[]>> slow = Stream.generate(() ->
                            first.transport.send(second.transport.self(), large).toCompletableFuture())
                    .limit(6)
                    .toList();

            assertThat(first.ask(second, "hello")).isEqualTo("hello");
            assertThat(slow).anyMatch(answer -> !answer.isDone());
            slow.forEach(answer -> assertThat(answer.join()).hasSameSizeAs(large));
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
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(early.events)
                                .contains(new ClusterEvent.ReconnectTried("127.0.0.1:" + port, "")));
            }
        }
    }

    @Test
    void nodes_thatStartTogether_meet() throws Exception {
        int[] ports = {freePort(), freePort(), freePort()};
        String[] seeds =
                Arrays.stream(ports).mapToObj(port -> "127.0.0.1:" + port).toArray(String[]::new);
        List<CompletableFuture<TestNode>> starting = Arrays.stream(ports)
                .mapToObj(port -> CompletableFuture.supplyAsync(
                        () -> Setup.of(seeds).port(port).start(), task -> new Thread(task).start()))
                .toList();
        List<TestNode> nodes = starting.stream().map(CompletableFuture::join).toList();
        try {
            nodes.get(0).awaitOthers(nodes.get(1), nodes.get(2));
            nodes.get(1).awaitOthers(nodes.get(0), nodes.get(2));
            nodes.get(2).awaitOthers(nodes.get(0), nodes.get(1));
        } finally {
            nodes.forEach(TestNode::close);
        }
    }

    @Test
    void clusters_thatLearnOfEachOther_becomeOne() throws Exception {
        var names = new FakeNames();
        int port = freePort();
        Setup west = Setup.of("west.test:" + port).port(port).lookup(names);
        Setup east = Setup.of("east.test:" + port).port(port).lookup(names);
        names.resolve("west.test", "127.0.0.2", "127.0.0.3");
        names.resolve("east.test", "127.0.0.4", "127.0.0.5");
        try (TestNode one = west.host("127.0.0.2").start();
                TestNode two = west.host("127.0.0.3").start()) {
            one.awaitOthers(two);
            try (TestNode three = east.host("127.0.0.4").start();
                    TestNode four = east.host("127.0.0.5").start()) {
                three.awaitOthers(four);

                names.resolve("west.test", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5");
                List<TestNode> all = List.of(one, two, three, four);
                for (TestNode node : all) {
                    node.awaitOthers(all.stream().filter(other -> other != node).toArray(TestNode[]::new));
                }
                for (TestNode from : all) {
                    for (TestNode to : all) {
                        if (from != to) {
                            String text = "from " + from.address() + " to " + to.address();
                            assertThat(from.ask(to, text)).isEqualTo(text);
                            assertThat(to.log)
                                    .contains("received " + text + " from "
                                            + from.transport.self().id());
                        }
                    }
                }
            }
        }
    }

    @Test
    void name_ofManyAddresses_isResolvedAgain() throws Exception {
        var names = new FakeNames();
        int port = freePort();
        Setup setup = Setup.of("am.test:" + port).port(port).lookup(names);
        try (TestNode one = setup.host("127.0.0.2").start();
                TestNode two = setup.host("127.0.0.3").start()) {
            assertThat(one.others).isEmpty();

            var unresolved =
                    new ClusterEvent.PeersRefreshed("am.test:" + port, "the name does not resolve, will retry");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(one.events).contains(unresolved));

            names.resolve("am.test", "127.0.0.2", "127.0.0.3");
            one.awaitOthers(two);
            two.awaitOthers(one);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Stream.of(one, two).flatMap(node -> node.events.stream()))
                            .contains(new ClusterEvent.PeersRefreshed("am.test:" + port, "")));

            names.resolve("am.test", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.99");
            try (TestNode three = setup.host("127.0.0.4").start()) {
                three.awaitOthers(one, two);
                one.awaitOthers(two, three);
            }
            one.awaitOthers(two);
            names.resolve("am.test");
            TestNode again =
                    setup.host("127.0.0.4").withSeed("127.0.0.2:" + port).start();
            again.awaitOthers(one, two);
            again.close();
        }
    }

    @Test
    void nodes_onIpv6_meetAndTalk() throws Exception {
        try (TestNode first = Setup.of().host("::1").start();
                TestNode second = Setup.of(first.address()).host("::1").start()) {
            assertThat(first.address()).startsWith("[::1]:");
            first.awaitOthers(second);
            second.awaitOthers(first);
            assertThat(first.ask(second, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void seed_thatSaysNothing_isNotWaitedForLong() throws Exception {
        try (var silent = ClusterPort.bind(new HostPort("127.0.0.1", 0));
                TestNode node = Setup.of("127.0.0.1:" + silent.socket().getLocalPort())
                        .host("127.0.0.2")
                        .start()) {
            assertThat(node.others).isEmpty();
            try (TestNode second = Setup.of(node.address()).start()) {
                second.awaitOthers(node);
            }
        }
    }

    @Test
    void hazelcast_thatStops_isStartedAgainAsTheSameNode() throws Exception {
        try (TestNode first = Setup.of().start();
                TestNode second = Setup.of(first.address()).start()) {
            first.awaitOthers(second);
            String name = "tocsin-" + second.transport.self().id();

            Hazelcast.getHazelcastInstanceByName(name).getLifecycleService().terminate();
            first.awaitOthers();

            first.awaitOthers(second);
            second.awaitOthers(first);
            assertThat(first.ask(second, "hello")).isEqualTo("hello");
            assertThat(second.ask(first, "hello")).isEqualTo("hello");
        }
    }

    /** Below those that the system gives away, as to tests that run beside this one. */
    private static int freePort() throws Exception {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var channel = ClusterPort.bind(new HostPort("127.0.0.1", port))) {
                return channel.socket().getLocalPort();
            } catch (ClusterStartException e) {
                // It is taken.
            }
        }
    }
}
