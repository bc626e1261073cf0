package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.VirtualCluster.Member;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.Predecessors;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Members that are given the same versions hold the same: in whatever order these come, in whatever portions, how often, and
 * whatever the members' clocks show.
 */
final class MergeLawsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int VERSIONS = 200;
    private static final int[] SKEWS = {0, 30, -30, 3_600};

    private final VirtualTime time = new VirtualTime(START);

    /**
     * @param replica by the writer's clock
     * @param writer how far ahead that is, in seconds
     */
    private record Written(Replica replica, int writer) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void merge_inAnyOrder_endsInTheSameState(long seed) {
        // given
        Random random = new Random(seed);
        VirtualCluster cluster = new VirtualCluster(time, random, EngineSettings.DEFAULT, VirtualCluster::plan);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < VERSIONS; i++) {
            int writer = SKEWS[random.nextInt(SKEWS.length)];
            written.add(new Written(written(version(random, i + 1), writer), writer));
        }
        Map<Object, Stamp> newest = new HashMap<>();
        written.forEach(each -> newest.merge(
                each.replica().key(), each.replica().stamp(), (one, other) -> one.isAfter(other) ? one : other));
        List<Map<Object, String>> shown = new ArrayList<>();
        // when
        for (int skew : SKEWS) {
            Member member = cluster.join(Duration.ofSeconds(skew), notification -> {});
            time.settle();
            deliver(written, member, skew, random);
            shown.add(shown(member, skew));
            // then
            assertThat(member.held())
                    .allSatisfy((key, replica) -> assertThat(replica.stamp()).isEqualTo(newest.get(key)));
        }
        assertThat(shown.get(0)).isNotEmpty();
        shown.forEach(each -> assertThat(each).isEqualTo(shown.get(0)));
    }

    /** Of what is held back nobody else knows yet; it counts from when it was written all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void merge_beforeOrAfterALaterRefresh_endsInTheSameState(boolean isMergedFirst) {
        // given
        VirtualCluster cluster = new VirtualCluster(time, new Random(1), EngineSettings.DEFAULT, VirtualCluster::plan);
        Member member = cluster.join(Duration.ZERO, notification -> {});
        Member other = cluster.join(Duration.ZERO, notification -> {});
        post(member, START.plusSeconds(300), "first");
        time.advance(Duration.ofSeconds(10));
        Instant written = START.plusSeconds(5);
        Stamp stamp = new Stamp(Stamp.of(written).ticks(), 9);
        Alert earlier = new Alert(
                Labels.of("alertname", "A"),
                Labels.of("summary", "second"),
                Timestamp.of(START),
                Timestamp.of(START.plusSeconds(310)),
                false,
                "",
                written);
        // when
        if (isMergedFirst) {
            member.merge(List.of(new Replica.OfAlert(earlier, stamp)), Duration.ZERO);
        }
        post(member, START.plusSeconds(86_400), "third");
        if (!isMergedFirst) {
            member.merge(List.of(new Replica.OfAlert(earlier, stamp)), Duration.ZERO);
        }
        time.advance(Duration.ofMinutes(1));
        // then
        Alert kept = member.engine().alert(earlier.labels()).orElseThrow().alert();
        assertThat(kept.annotations()).isEqualTo(Labels.of("summary", "third"));
        assertThat(kept.endsAt()).isEqualTo(Timestamp.of(START.plusSeconds(86_400)));
        assertThat(other.held()).isEqualTo(member.held());
    }

    private void post(Member member, Instant end, String summary) {
        member.engine()
                .post(List.of(new PostedAlert(
                        Labels.of("alertname", "A"),
                        Labels.of("summary", summary),
                        Timestamp.of(START),
                        Timestamp.of(end),
                        "")));
        time.settle();
    }

    private static Replica written(Replica replica, int writer) {
        Duration skew = Duration.ofSeconds(writer);
        if (replica instanceof Replica.OfAlert written) {
            Alert alert = written.alert();
            // What its sender said to be over has the sender's end.
            Alert byWriter = alert.isResolvedExplicitly()
                    ? alert.receivedAt(alert.updatedAt().plus(skew))
                    : alert.movedBy(skew);
            return new Replica.OfAlert(byWriter, written.stamp());
        } else if (replica instanceof Replica.OfNotification written) {
            return new Replica.OfNotification(written.entry().movedBy(skew), written.stamp());
        }
        return replica;
    }

    /** In an order and in portions of its own, and some of it again. */
    private static void deliver(List<Written> written, Member member, int skew, Random random) {
        List<Written> order = new ArrayList<>(written);
        order.addAll(written.subList(0, random.nextInt(VERSIONS)));
        Collections.shuffle(order, random);
        while (!order.isEmpty()) {
            int writer = order.get(0).writer();
            List<Replica> portion = new ArrayList<>();
            while (!order.isEmpty() && order.get(0).writer() == writer && portion.size() < 10) {
                portion.add(order.remove(0).replica());
            }
            int again = member.merge(portion, Duration.ofSeconds(skew - writer));
            assertThat(again).isLessThanOrEqualTo(portion.size());
            assertThat(member.merge(portion, Duration.ofSeconds(skew - writer)))
                    .as("news of what is known")
                    .isZero();
        }
    }

    /** What the member holds, as it would be by a clock that is right. */
    private static Map<Object, String> shown(Member member, int skew) {
        Map<Object, String> shown = new HashMap<>();
        member.held()
                .forEach(
                        (key, replica) -> shown.put(key, written(replica, -skew).toString()));
        return shown;
    }

    private static Replica version(Random random, int number) {
        // Some are written at the same moment.
        Stamp stamp = new Stamp(1 + random.nextInt(VERSIONS), number);
        return switch (random.nextInt(3)) {
            case 0 -> new Replica.OfAlert(alert(random), stamp);
            case 1 -> new Replica.OfSilence(silence(random), stamp);
            default -> new Replica.OfNotification(entry(random, stamp), stamp);
        };
    }

    /** Fires, has ended, or was said to be over just now: members agree on what still means something. */
    private static Alert alert(Random random) {
        Instant start = START.minusSeconds(20_000);
        Instant end = switch (random.nextInt(3)) {
            case 0 -> START.plusSeconds(10_000 + random.nextInt(1_000));
            case 1 -> START.minusSeconds(10_000);
            default -> START.minusSeconds(3_700 + random.nextInt(100));
        };
        Instant updated = random.nextBoolean() ? START.minusSeconds(15_000) : START;
        return new Alert(
                labels(random),
                Labels.EMPTY,
                Timestamp.of(start),
                Timestamp.of(end),
                random.nextBoolean(),
                "",
                updated);
    }

    private static Silence silence(Random random) {
        MatcherSet matchers = new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "instance", "i" + random.nextInt(3))));
        Instant end = START.plusSeconds(random.nextInt(20_000) - 10_000);
        return new Silence(
                "silence-" + random.nextInt(8),
                List.of(matchers),
                START.minusSeconds(20_000),
                end,
                START.minusSeconds(random.nextInt(1_000)),
                "me",
                "c" + random.nextInt(),
                Labels.EMPTY,
                end.plus(Duration.ofDays(5)));
    }

    /** Its writer knew of those before it: what happens where it did not is for {@code ReplicationSimulationTest}. */
    private static NotificationEntry entry(Random random, Stamp stamp) {
        long ticks = stamp.ticks();
        Instant at = START.minusSeconds(random.nextInt(10_000));
        return new NotificationEntry(
                new NotificationKey("g" + random.nextInt(5), "r", "webhook", random.nextInt(2)),
                at,
                AlertHashes.of(AlertHash.of(labels(random))),
                AlertHashes.NONE,
                Map.of(),
                at.plus(Duration.ofDays(1)),
                Predecessors.of(LongStream.rangeClosed(ticks - Predecessors.KEPT_MAX + 1, ticks)
                        .toArray()));
    }

    private static Labels labels(Random random) {
        return Labels.of("alertname", "A" + random.nextInt(4), "instance", "i" + random.nextInt(4));
    }
}
