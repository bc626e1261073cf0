package io.tocsin.server.cluster;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some members that know of each other: {@code m0}, {@code m1} and so on, each with storage, ports and a clock of its own,
 * all with the same configuration.
 */
final class ClusterRig implements AutoCloseable {
    /** Quick enough for tests; what counts in minutes is left to the tests. */
    static final List<String> QUICK = List.of(
            "--cluster.gossip-interval=50ms", "--cluster.pushpull-interval=10s", "--cluster.reconnect-interval=1s");

    /** One alert or a few per group, told at once, and never again. */
    private static final String CONFIG = """
            global: {resolve_timeout: 1h}
            route: {receiver: team, group_by: [grp], group_wait: %s, group_interval: %s, repeat_interval: 4h}
            receivers:
            - name: team
              webhook_configs: [{url: '%s/a', http_config: {authorization: {credentials_file: %s}}}]
            """;

    private static final Duration WHOLE_MAX = Duration.ofSeconds(60);
    private static final Duration LOGGED_MAX = Duration.ofSeconds(20);

    private final List<Member> members;

    /**
     * @param folder for everything
     * @param flags of each member, beside those that make it a member
     */
    ClusterRig(List<Place> places, Path folder, String config, List<String> flags) {
        List<Integer> ports = FreePorts.pick(places.size());
        List<String> peers = IntStream.range(0, places.size())
                .mapToObj(i -> "--cluster.peer=" + places.get(i).clusterHost() + ":" + ports.get(i))
                .toList();
        members = IntStream.range(0, places.size())
                .mapToObj(i -> {
                    String name = "m" + i;
                    List<String> all = new ArrayList<>(peers);
                    all.addAll(flags);
                    return new Member(name, places.get(i), ports.get(i), folder.resolve(name), config, all);
                })
                .toList();
    }

    /** So many members beside this process. */
    static ClusterRig loopback(int size, Path program, Path folder, String config, List<String> flags) {
        return new ClusterRig(
                Stream.generate(() -> Place.loopback(program)).limit(size).toList(), folder, config, flags);
    }

    /** A configuration that groups by the label {@code grp} and tells one receiver. */
    static String config(String receiverUrl, String groupWait, String groupInterval) {
        return CONFIG.formatted(groupWait, groupInterval, receiverUrl, Member.SENDER_FILE);
    }

    List<Member> members() {
        return members;
    }

    Member member(int index) {
        return members.get(index);
    }

    Stream<Member> others(Member member) {
        return members.stream().filter(each -> each != member);
    }

    /** Starts all at once, and waits until all see all, and may notify. */
    ClusterRig start() {
        members.forEach(Member::start);
        members.forEach(Member::awaitReady);
        awaitWhole(members);
        return this;
    }

    /** Waits until these members see each other and nobody else, and may notify. */
    static void awaitWhole(List<Member> alive) {
        Set<String> names = alive.stream().map(Member::name).collect(toCollection(TreeSet::new));
        await(names + " see each other and are ready")
                .atMost(WHOLE_MAX)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    for (Member member : alive) {
                        assertThat(member.peers()).as("peers of " + member).isEqualTo(names);
                        assertThat(member.status()).as("status of " + member).isEqualTo("ready");
                    }
                });
    }

    /** As {@link #awaitWhole}, and every one of them takes its turns; Tocsin only. */
    static void awaitRanked(List<Member> alive) {
        awaitWhole(alive);
        await("all are ranked").atMost(WHOLE_MAX).untilAsserted(() -> {
            for (Member member : alive) {
                for (Member other : alive) {
                    assertThat(member.stateOf(other.name()))
                            .as(other + " as " + member + " sees it")
                            .isEqualToIgnoringCase("ranked");
                }
            }
        });
    }

    /** Waits until all hold the same, and returns how long that took. */
    Duration awaitSameState(Duration atMost) {
        long begin = System.nanoTime();
        await("one digest")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(members.stream().map(Member::digest).collect(Collectors.toSet()))
                                .hasSize(1));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    FailedAttempts failedAttempts() {
        return failedAttempts(members);
    }

    private static FailedAttempts failedAttempts(List<Member> members) {
        return FailedAttempts.in(members.stream().map(Member::log).toList());
    }

    /** As {@link Tally#assertToldOnce}; the line of an attempt that failed may be written after what excuses it is heard. */
    static void assertToldOnce(String what, Tally tally, List<Member> members) {
        await(what + " is told once")
                .atMost(LOGGED_MAX)
                .untilAsserted(() -> tally.assertToldOnce(what, failedAttempts(members)));
    }

    @Override
    public void close() {
        members.parallelStream().forEach(Member::close);
    }
}
