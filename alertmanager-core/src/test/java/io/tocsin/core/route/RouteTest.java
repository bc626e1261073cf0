package io.tocsin.core.route;

import static io.tocsin.core.route.RouteConfigBuilder.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouteTest {
    @Test
    void of_nothingSet_hasTheDefaults() {
        Route root = route().receiver("r").tree().root();
        assertThat(root.groupWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(root.groupInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(root.repeatInterval()).isEqualTo(Duration.ofHours(4));
        assertThat(root.groupBy()).isEqualTo(GroupBy.NOTHING);
        assertThat(root.key()).isEqualTo("{}");
        assertThat(root.id()).isEqualTo("{}");
        assertThat(root.origin(RouteOption.GROUP_WAIT)).isEmpty();
        assertThat(root.origin(RouteOption.RECEIVER)).contains("{}");
    }

    @Test
    void of_grandchild_inheritsAndKnowsFromWhom() {
        // given
        Route root = route().receiver("r")
                .groupBy("b", "a")
                .groupWait(Duration.ofSeconds(1))
                .child(route("x=1")
                        .receiver("s")
                        .groupInterval(Duration.ofSeconds(2))
                        .child(route("y=2").repeatInterval(Duration.ofSeconds(3))))
                .tree()
                .root();
        // when
        Route leaf = root.children().get(0).children().get(0);
        // then
        assertThat(leaf.receiver()).isEqualTo("s");
        assertThat(leaf.groupBy().names()).containsExactly("a", "b");
        assertThat(leaf.groupWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(leaf.groupInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(leaf.repeatInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(leaf.origin(RouteOption.RECEIVER)).contains("{}/{x=\"1\"}/0");
        assertThat(leaf.origin(RouteOption.GROUP_BY)).contains("{}");
        assertThat(leaf.origin(RouteOption.GROUP_WAIT)).contains("{}");
        assertThat(leaf.origin(RouteOption.GROUP_INTERVAL)).contains("{}/{x=\"1\"}/0");
        assertThat(leaf.origin(RouteOption.REPEAT_INTERVAL)).contains(leaf.id());
    }

    @Test
    void repeatsLate_onlyBelowTheGroupInterval() {
        RouteConfigBuilder root = route().receiver("a").repeatInterval(Duration.ofMinutes(5));
        assertThat(root.tree().root().repeatsLate()).isFalse();

        root.child(route("x=1").groupInterval(Duration.ofMinutes(5).plusMillis(1)))
                .child(route("x=2").repeatInterval(Duration.ofMinutes(5).minusMillis(1)));

        assertThat(root.tree().root().children()).hasSize(2).allMatch(Route::repeatsLate);
    }

    @Test
    void groupBy_setBelow_replacesWhatIsInherited() {
        // given
        Route root = route().receiver("r")
                .groupBy("...")
                .child(route("x=1").groupBy("a"))
                .child(route("x=2").groupBy())
                .child(route("x=3"))
                .tree()
                .root();
        Labels labels = Labels.of("a", "1", "b", "2");
        // then
        assertThat(root.groupLabels(labels)).isSameAs(labels);
        assertThat(root.children().get(0).groupLabels(labels)).isEqualTo(Labels.of("a", "1"));
        assertThat(root.children().get(1).groupLabels(labels)).isSameAs(Labels.EMPTY);
        assertThat(root.children().get(2).groupLabels(labels)).isSameAs(labels);
    }

    @Test
    void intervals_setAbove_areNotInherited() {
        Route child = route().receiver("r")
                .muteTimeIntervals("m")
                .activeTimeIntervals("a")
                .child(route("x=1"))
                .tree()
                .root()
                .children()
                .get(0);
        assertThat(child.muteTimeIntervals()).isEmpty();
        assertThat(child.activeTimeIntervals()).isEmpty();
    }

    @Test
    void labels_setBelow_goOverTheParents() {
        Route child = route().receiver("r")
                .label("team", "{{ a }}")
                .label("kind", "k")
                .child(route("x=1").label("team", "t"))
                .tree()
                .root()
                .children()
                .get(0);
        assertThat(child.labels()).containsExactly(Map.entry("kind", "k"), Map.entry("team", "t"));
    }

    @Test
    void key_threeSpellingsOfMatchers_areSortedTogetherWithAnchors() {
        Route child = route().receiver("r")
                .child(route("b=~q,a=c")
                        .match("z", "1")
                        .match("b", "q")
                        .matchRe("b", "z.*")
                        .matchRe("y", "[ab]"))
                .tree()
                .root()
                .children()
                .get(0);
        assertThat(child.key()).isEqualTo("{}/{a=\"c\",b=~\"^(?:z.*)$\",b=\"q\",b=~\"q\",y=~\"^(?:[ab])$\",z=\"1\"}");
    }

    @Test
    void groupKey_printed_isRouteKeyAndQuotedLabels() {
        Route root = route().receiver("r").child(route("foo=bar")).tree().root();
        assertThat(root.groupKey(Labels.EMPTY)).hasToString("{}:{}");
        assertThat(root.children().get(0).groupKey(Labels.of("alertname", "x", "b", "\n")))
                .hasToString("{}/{foo=\"bar\"}:{alertname=\"x\", b=\"\\n\"}");
    }
}
