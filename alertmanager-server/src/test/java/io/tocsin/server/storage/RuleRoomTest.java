package io.tocsin.server.storage;

import static io.tocsin.server.storage.RuleStatesOf.GROUP;
import static io.tocsin.server.storage.RuleStatesOf.alerts;
import static io.tocsin.server.storage.RuleStatesOf.firing;
import static io.tocsin.server.storage.RuleStatesOf.group;
import static io.tocsin.server.storage.RuleStatesOf.pending;
import static io.tocsin.server.storage.RuleStatesOf.resolved;
import static io.tocsin.server.storage.RuleStatesOf.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose alerts are kept where there is not room for all. */
final class RuleRoomTest {
    private static final GroupId NOISY = group("noisy");
    private static final int ALL = Integer.MAX_VALUE;

    /** Of so many new alerts of a group each is tried, however many find no room. */
    private static final int TRIED = 16;

    private final List<Long> unkept = new ArrayList<>();

    /** Room for twenty alerts that fire, and nothing beside these. */
    private final StoredRules small = new StoredRules(20L * size(GROUP, firing(10, 20_000, 0)), unkept::add);

    private static List<String> instances(StoredRules rules, GroupId group) {
        return kept(rules, group)
                .map(kept -> kept.alert().labels().get("instance"))
                .toList();
    }

    private static Stream<KeptAlert> kept(StoredRules rules, GroupId group) {
        return rules.kept().stream()
                .filter(state -> state.id().equals(group))
                .flatMap(state -> state.alerts().stream());
    }

    private static List<RuleRecord.Key> gone(Map<RuleRecord.Key, byte @Nullable []> changed) {
        return changed.entrySet().stream()
                .filter(each -> each.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static KeptAlert[] together(KeptAlert[] some, KeptAlert[] others) {
        return Stream.of(some, others).flatMap(Stream::of).toArray(KeptAlert[]::new);
    }

    /** As long as nothing is known of it but the time. */
    private static GroupSnapshot unchanged(GroupSnapshot before, long version) {
        return new GroupSnapshot(before.state(), version, before.essence());
    }

    @Test
    void keep_noisyGroupIsPending_theFiringOnesOfAnotherHaveRoom() {
        // given
        small.keep(snapshot(NOISY, 1, 10_000, alerts(number -> pending(number, number * 1_000L), 10, 80)));
        int before = instances(small, NOISY).size();
        assertThat(small.takeChanged(ALL)).hasSize(before + 1);
        assertThat(unkept).containsExactly(80L - before);
        // when
        small.keep(snapshot(GROUP, 2, 20_000, alerts(number -> firing(number, 20_000, 20_000), 10, 15)));
        // then the newest give way
        assertThat(instances(small, GROUP)).hasSize(15);
        int after = instances(small, NOISY).size();
        assertThat(instances(small, NOISY))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(10, 10 + after)
                        .mapToObj(number -> "node-" + number + ":9100")
                        .toList());
        assertThat(unkept).last().isEqualTo(80L - after);
        assertThat(gone(small.takeChanged(ALL))).hasSize(before - after);
        assertThat(small.sizeBytes()).isLessThanOrEqualTo(small.maxBytes());
        // and come back when there is room again
        small.keep(snapshot(GROUP, 3, 30_000));
        small.keep(snapshot(NOISY, 4, 30_000, alerts(number -> pending(number, number * 1_000L), 10, 80)));
        assertThat(instances(small, NOISY)).hasSize(before);
    }

    @Test
    void keep_noisyGroupFires_firingOnesOfOthersHaveTheirShareAndNoMore() {
        // given
        small.keep(snapshot(NOISY, 1, 10_000, alerts(number -> firing(number, 10_000, 10_000), 10, 20)));
        assertThat(instances(small, NOISY)).hasSize(20);
        // when
        small.keep(snapshot(GROUP, 2, 20_000, alerts(number -> firing(number, 20_000, 20_000), 10, 20)));
        // then
        assertThat(instances(small, GROUP)).hasSize(5);
        assertThat(instances(small, NOISY)).hasSize(15);
        assertThat(unkept).last().isEqualTo(20L);
        // and neither takes anything from the other any more
        List<String> kept = instances(small, GROUP);
        small.keep(snapshot(NOISY, 3, 30_000, alerts(number -> firing(number, 10_000, 30_000), 10, 30)));
        small.keep(snapshot(GROUP, 4, 30_000, alerts(number -> firing(number, 20_000, 30_000), 10, 20)));
        assertThat(instances(small, GROUP)).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(instances(small, NOISY)).hasSize(15);
    }

    @Test
    void keep_stormOfPendingOnes_noneThatFiresGivesWay() {
        // given
        KeptAlert[] fires = alerts(number -> firing(number, 10_000, 10_000), 10, 20);
        GroupSnapshot storm = snapshot(GROUP, 2, 20_000, alerts(number -> pending(number, 20_000), 10, 80));
        small.keep(snapshot(NOISY, 1, 10_000, fires));
        // when
        small.keep(storm);
        // then
        assertThat(kept(small, NOISY)).hasSize(20);
        assertThat(instances(small, GROUP)).isEmpty();
        assertThat(unkept).last().isEqualTo(80L);
        // nor when they are tried again, as shares have become others
        small.keep(snapshot(group("begins"), 3, 30_000, resolved(1, 10_000, 30_000)));
        small.keep(unchanged(storm, 4));
        assertThat(kept(small, NOISY)).hasSize(20);
        assertThat(instances(small, GROUP)).isEmpty();
    }

    @Test
    void keep_whatFiredIsResolved_pendingOnesHaveItsRoomWithoutAnyNewsOfTheirOwn() {
        // given
        GroupSnapshot storm = snapshot(GROUP, 2, 20_000, alerts(number -> pending(number, 20_000), 10, 80));
        small.keep(snapshot(NOISY, 1, 10_000, alerts(number -> firing(number, 10_000, 10_000), 10, 20)));
        small.keep(storm);
        // when
        KeptAlert[] resolved = alerts(number -> resolved(number, 10_000, 30_000), 10, 15);
        KeptAlert[] stillFires = alerts(number -> firing(number, 10_000, 30_000), 25, 5);
        GroupSnapshot calmer = snapshot(NOISY, 3, 30_000, together(resolved, stillFires));
        small.keep(calmer);
        small.keep(unchanged(storm, 4));
        // then
        assertThat(kept(small, NOISY))
                .extracting(kept -> kept.alert().state())
                .containsOnly(AlertState.FIRING)
                .hasSize(5);
        int pendingKept = instances(small, GROUP).size();
        assertThat(pendingKept).isGreaterThanOrEqualTo(15);
        // and what is resolved does not come back for them, though its group is within its share
        small.keep(unchanged(calmer, 5));
        assertThat(instances(small, NOISY)).hasSize(5);
        assertThat(instances(small, GROUP)).hasSize(pendingKept);
    }

    @Test
    void keep_groupBeyondItsShareFires_pendingOnesGiveWayAndThoseWithinTheirShareLast() {
        // given
        GroupId quiet = group("quiet");
        small.keep(snapshot(quiet, 1, 10_000, alerts(number -> pending(number, 10_000), 10, 2)));
        small.keep(snapshot(NOISY, 1, 10_000, alerts(number -> pending(number, 10_000), 10, 40)));
        assertThat(instances(small, quiet)).hasSize(2);
        int noisyBefore = instances(small, NOISY).size();
        assertThat(noisyBefore).isGreaterThanOrEqualTo(18);
        // when
        small.keep(snapshot(GROUP, 2, 20_000, alerts(number -> firing(number, 20_000, 20_000), 10, 12)));
        // then
        assertThat(instances(small, GROUP)).hasSize(12);
        assertThat(instances(small, quiet)).hasSize(2);

        small.keep(snapshot(GROUP, 3, 30_000, alerts(number -> firing(number, 20_000, 20_000), 10, 30)));
        assertThat(instances(small, GROUP)).hasSize(20);
        assertThat(instances(small, quiet)).isEmpty();
        assertThat(instances(small, NOISY)).isEmpty();
    }

    @Test
    void keep_noisyGroupIsPending_pendingOnesOfOthersHaveTheirShareAndResolvedOnesNothing() {
        small.keep(snapshot(NOISY, 1, 10_000, alerts(number -> pending(number, 10_000), 10, 40)));
        small.keep(snapshot(group("over"), 2, 20_000, alerts(number -> resolved(number, 10_000, 20_000), 10, 20)));
        assertThat(instances(small, group("over"))).isEmpty();

        small.keep(snapshot(GROUP, 3, 20_000, alerts(number -> pending(number, 20_000), 10, 20)));
        assertThat(instances(small, GROUP)).hasSize(3);
    }

    @Test
    void keep_groupWithoutRoomFires_itsPendingOnesGiveWay() {
        int size = size(GROUP, firing(10, 20_000, 0));
        var four = new StoredRules(4L * size, unkept::add);
        four.keep(snapshot(GROUP, 1, 10_000, alerts(number -> pending(number, 10_000), 10, 4)));

        KeptAlert[] all = Stream.concat(
                        Stream.of(alerts(number -> pending(number, 10_000), 10, 4)),
                        Stream.of(alerts(number -> firing(number, 20_000, 20_000), 20, 4)))
                .toArray(KeptAlert[]::new);
        four.keep(snapshot(GROUP, 2, 20_000, all));

        assertThat(four.kept().get(0).alerts())
                .extracting(kept -> kept.alert().state())
                .containsOnly(AlertState.FIRING)
                .hasSize(4);
        assertThat(unkept).last().isEqualTo(4L);
    }

    @Test
    void keep_largeOneGivesWayToASmallOne_othersHaveWhatIsLeft() {
        // given
        KeptAlert large = withText(pending(1, 10_000), 250);
        var one = new StoredRules(size(NOISY, large), unkept::add);
        GroupSnapshot waits = snapshot(group("waits"), 1, 10_000, pending(2, 10_000));
        one.keep(snapshot(NOISY, 1, 10_000, large));
        one.keep(waits);
        assertThat(instances(one, group("waits"))).isEmpty();
        // when
        one.keep(snapshot(GROUP, 2, 20_000, firing(3, 20_000, 20_000)));
        one.keep(unchanged(waits, 3));
        // then
        assertThat(instances(one, NOISY)).isEmpty();
        assertThat(instances(one, GROUP)).hasSize(1);
        assertThat(instances(one, group("waits"))).hasSize(1);
    }

    /** What is said of the order holds wherever alerts come, go and change, and there is an end to trying again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keep_anything_nothingIsKeptInPlaceOfWhatIsWorthMore(long seed) {
        Random random = new Random(seed);
        Map<GroupId, Map<Integer, KeptAlert>> model = new LinkedHashMap<>();
        Map<GroupId, GroupSnapshot> last = new LinkedHashMap<>();
        long version = 0;
        for (int step = 0; step < 150; step++) {
            GroupId id = group("group " + random.nextInt(4));
            Map<Integer, KeptAlert> alerts = model.computeIfAbsent(id, key -> new TreeMap<>());
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(alerts, random, step * 1_000L);
            }
            version++;
            last.put(id, snapshot(id, version, step * 1_000L, alerts.values().toArray(KeptAlert[]::new)));
            small.keep(last.get(id));
            version = tryAgain(last, version);
            assertOrder(model);
        }
        assertThat(unkept).anyMatch(count -> count > 20);
    }

    private static void change(Map<Integer, KeptAlert> alerts, Random random, long nowMillis) {
        int number = random.nextInt(TRIED);
        if (alerts.remove(number) != null && random.nextBoolean()) {
            return;
        }
        KeptAlert alert = switch (random.nextInt(4)) {
            case 0 -> resolved(number, nowMillis, nowMillis);
            case 1 -> firing(number, nowMillis, nowMillis);
            default -> pending(number, nowMillis);
        };
        alerts.put(number, withText(alert, random.nextInt(400)));
    }

    private static KeptAlert withText(KeptAlert kept, int length) {
        AlertInstance alert = kept.alert();
        return new KeptAlert(
                kept.rule(),
                new AlertInstance(
                        alert.labels(),
                        Labels.of(Map.of("description", "x".repeat(length))),
                        alert.value(),
                        alert.state(),
                        alert.activeAtMillis(),
                        alert.firedAtMillis(),
                        alert.resolvedAtMillis(),
                        alert.lastSentAtMillis(),
                        alert.keepFiringSinceMillis()));
    }

    /** Until nothing changes any more. */
    private long tryAgain(Map<GroupId, GroupSnapshot> last, long before) {
        long version = before;
        for (int round = 0; round < 20; round++) {
            Set<Set<KeptAlert>> known = keptOfEach();
            for (GroupSnapshot each : last.values()) {
                version++;
                small.keep(unchanged(each, version));
            }
            if (keptOfEach().equals(known)) {
                return version;
            }
        }
        throw new AssertionError("There is no end to what groups take from each other");
    }

    private Set<Set<KeptAlert>> keptOfEach() {
        return small.kept().stream().map(GroupState::alerts).map(Set::copyOf).collect(Collectors.toSet());
    }

    private static int size(GroupId id, KeptAlert alert) {
        return RuleRecord.of(id, alert).encode().length;
    }

    private void assertOrder(Map<GroupId, Map<Integer, KeptAlert>> model) {
        long groups =
                model.values().stream().filter(alerts -> !alerts.isEmpty()).count();
        Map<AlertState, Long> worthLess = new EnumMap<>(AlertState.class);
        for (AlertState state : AlertState.values()) {
            worthLess.put(
                    state,
                    model.keySet().stream()
                            .mapToLong(id -> keptBytes(id, each -> each.compareTo(state) < 0))
                            .sum());
        }
        model.forEach((id, alerts) -> {
            Set<String> instances = Set.copyOf(instances(small, id));
            long fires = keptBytes(id, AlertState.FIRING::equals);
            for (KeptAlert alert : alerts.values()) {
                if (instances.contains(alert.alert().labels().get("instance"))) {
                    continue;
                }
                AlertState state = alert.alert().state();
                assertThat(small.sizeBytes() + size(id, alert) - worthLess.getOrDefault(state, 0L))
                        .as("taken with %s of %s in place of what is worth less", alert, id)
                        .isGreaterThan(small.maxBytes());
                if (state == AlertState.FIRING) {
                    assertThat(fires + size(id, alert))
                            .as("what fires of %s", id)
                            .isGreaterThan(small.maxBytes() / 2 / groups);
                }
            }
        });
    }

    private long keptBytes(GroupId id, Predicate<AlertState> of) {
        return kept(small, id)
                .filter(kept -> of.test(kept.alert().state()))
                .mapToLong(kept -> size(id, kept))
                .sum();
    }
}
