package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.engine.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TurnsTest {
    private static final Duration PEER_TIMEOUT = Duration.ofSeconds(15);

    private static Turns.Ranked turns(String self, List<String> names) {
        return new Turns.Ranked(self, names, PEER_TIMEOUT);
    }

    private static List<String> groups() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            groups.add("{}/{severity=~\"page|critical\"}:{alertname=\"InstanceDown\", cluster=\"eu-" + i % 7
                    + "\", instance=\"10.0." + i / 250 + "." + i % 250 + ":9100\"}");
        }
        return groups;
    }

    private static List<List<String>> names() {
        return List.of(
                List.of("a", "b", "c"),
                List.of("alertmanager-0", "alertmanager-1", "alertmanager-2"),
                List.of("01HV0000000000000000000001", "01HV0000000000000000000002", "01HV0000000000000000000003"),
                List.of("am1.example.org", "am2.example.org", "am3.example.org"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void order_threeMembers_eachIsFirstAndSecondWithAThird(List<String> names) {
        // given
        Turns.Ranked turns = turns(names.get(0), names);
        Map<String, Integer> firsts = new HashMap<>();
        Map<String, Integer> seconds = new HashMap<>();
        // when
        groups().forEach(group -> {
            firsts.merge(turns.order(group).get(0), 1, Integer::sum);
            seconds.merge(turns.order(group).get(1), 1, Integer::sum);
        });
        // then
        assertThat(firsts).hasSize(3);
        assertThat(firsts.values()).allSatisfy(count -> assertThat(count).isBetween(1_500, 1_850));
        assertThat(seconds.values()).allSatisfy(count -> assertThat(count).isBetween(1_500, 1_850));
    }

    @Test
    void order_oneGone_othersKeepTheirGroups() {
        Turns.Ranked three = turns("a", List.of("a", "b", "c"));
        Turns.Ranked two = turns("a", List.of("a", "b"));
        for (String group : groups()) {
            List<String> rest = new ArrayList<>(three.order(group));
            rest.remove("c");
            assertThat(two.order(group)).isEqualTo(rest);
        }
    }

    @Test
    void turn_byRank_waitsForThoseBefore() {
        List<String> names = List.of("a", "b", "c");
        for (String group : groups().subList(0, 50)) {
            List<String> order = turns("a", names).order(group);
            assertThat(turns(order.get(0), names).turn(group)).isInstanceOf(Turn.First.class);
            assertThat(turns(order.get(1), names).turn(group))
                    .isEqualTo(new Turn.Behind(order.subList(0, 1), Duration.ofMillis(15_500)));
            assertThat(turns(order.get(2), names).turn(group))
                    .isEqualTo(new Turn.Behind(order.subList(0, 2), Duration.ofSeconds(31)));
        }
    }

    @Test
    void turn_alone_first() {
        assertThat(turns("a", List.of("a")).turn("g")).isEqualTo(new Turn.First());
        assertThatThrownBy(() -> turns("a", List.of("b"))).hasMessage("self: a (expected: one of [b])");
    }

    /** Members of two versions have to come to the same. */
    @Test
    void order_everAndAgain_isThis() {
        Turns.Ranked turns = turns("a", List.of("a", "b", "c", "d"));
        assertThat(turns.order("{}:{alertname=\"Down\"}")).isEqualTo(List.of("c", "d", "a", "b"));
        assertThat(turns.order("{}:{alertname=\"Üp\"}")).isEqualTo(List.of("b", "d", "a", "c"));
    }
}
