package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.yaml.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warnings about a {@code repeat_interval} below the {@code group_interval}; {@code RouteTest} has the predicate. */
final class LocatedTimingsTest {
    private static final String EFFECT = ", so that notifications repeat only every %s\n    hint: ";

    @Test
    void bothSetInOneRoute_isWarnedOfAtTheRepeatInterval() {
        assertThat(warnings("group_interval: 1h, repeat_interval: 10m"))
                .containsExactly("conf/alertmanager.yml:1:59: warning: route.repeat_interval: 10m is less than"
                        + " group_interval, 1h (route.group_interval in line 1)" + EFFECT.formatted("1h")
                        + "write at least 1h, or a shorter group_interval.");
    }

    @Test
    void groupIntervalIsTheDefault_isNamedSo() {
        assertThat(warnings("repeat_interval: 90s"))
                .containsExactly("conf/alertmanager.yml:1:39: warning: route.repeat_interval: 1m30s is less than"
                        + " group_interval, 5m (default)" + EFFECT.formatted("5m")
                        + "write at least 5m, or a shorter group_interval.");
    }

    @Test
    void groupIntervalIsInherited_itsPlaceIsNamed() {
        assertThat(warnings("group_interval: 1h,\n routes: [{routes: [{repeat_interval: 30m}]}]"))
                .containsExactly(
                        "conf/alertmanager.yml:2:39: warning: route.routes[0].routes[0].repeat_interval: 30m is"
                                + " less than group_interval, 1h (route.group_interval in line 1)"
                                + EFFECT.formatted("1h")
                                + "write at least 1h, or a shorter group_interval.");
    }

    @Test
    void repeatIntervalIsInherited_isWarnedOfAtTheGroupInterval() {
        assertThat(warnings("repeat_interval: 10m,\n routes: [{group_interval: 15m}]"))
                .containsExactly("conf/alertmanager.yml:2:28: warning: route.routes[0].group_interval: 15m is more than"
                        + " repeat_interval, 10m (route.repeat_interval in line 1)" + EFFECT.formatted("15m")
                        + "write at most 10m, or a longer repeat_interval.");
        assertThat(warnings("group_interval: 5h"))
                .containsExactly("conf/alertmanager.yml:1:38: warning: route.group_interval: 5h is more than"
                        + " repeat_interval, 4h (default)" + EFFECT.formatted("5h")
                        + "write at most 4h, or a longer repeat_interval.");
    }

    @Test
    void bothInherited_areWarnedOfWhereTheyStandAndNotAgain() {
        assertThat(warnings("repeat_interval: 1m, routes: [{group_wait: 1s, routes: [{receiver: b}]}, {receiver: b}]"))
                .hasSize(1);
    }

    @Test
    void childThatPutsThemRight_isNotWarnedAbout() {
        assertThat(warnings("repeat_interval: 1m, routes: [{group_interval: 1m}, {repeat_interval: 5m}]"))
                .singleElement()
                .asString()
                .contains("warning: route.repeat_interval: ");
    }

    @Test
    void intervalsThatMakeSense_areNotWarnedAbout() {
        assertThat(warnings("")).isEmpty();
        assertThat(warnings("group_interval: 1h, repeat_interval: 1h")).isEmpty();
        assertThat(warnings("group_interval: 1h, repeat_interval:")).isEmpty();
    }

    private static List<String> warnings(String route) {
        return Decoding.accept("route: {receiver: a" + (route.isEmpty() ? "" : ", " + route) + "}\n"
                        + "receivers: [{name: a}, {name: b}]\n")
                .warnings()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
