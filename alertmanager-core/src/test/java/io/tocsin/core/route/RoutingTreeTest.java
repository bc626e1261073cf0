package io.tocsin.core.route;

import static io.tocsin.core.route.RouteConfigBuilder.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.core.route.RoutingExplanation.Next;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RoutingTreeTest {
    private final RoutingTree tree = route().receiver("root")
            .child(route("team=a")
                    .receiver("a")
                    .continues(true)
                    .child(route("severity=page").receiver("a-page"))
                    .child(route("severity=~\"page|warn\"").receiver("a-warn")))
            .child(route("team=~\"a|b\"").receiver("b"))
            .child(route("team=b").receiver("never"))
            .tree();

    private List<String> receivers(String... labels) {
        return tree.match(Labels.of(labels)).stream().map(Route::receiver).toList();
    }

    @Test
    void match_nothingFits_takesTheRoot() {
        assertThat(receivers("team", "c")).containsExactly("root");
        assertThat(receivers()).containsExactly("root");
    }

    @Test
    void match_childFits_takesTheDeepest() {
        assertThat(receivers("team", "b")).containsExactly("b");
    }

    @Test
    void match_childContinues_takesLaterSiblingsToo() {
        assertThat(receivers("team", "a")).containsExactly("a", "b");
        assertThat(receivers("team", "a", "severity", "warn")).containsExactly("a-warn", "b");
    }

    @Test
    void match_childWithoutContinue_endsItsSiblings() {
        assertThat(receivers("team", "a", "severity", "page")).containsExactly("a-page", "b");
    }

    @Test
    void match_singleRoute_returnsTheSameListAgain() {
        Labels labels = Labels.of("team", "b");
        assertThat(tree.match(labels)).isSameAs(tree.match(labels));
    }

    @Test
    void routes_wholeTree_listsParentsFirst() {
        assertThat(tree.routes())
                .extracting(Route::id)
                .containsExactly(
                        "{}",
                        "{}/{team=\"a\"}/0",
                        "{}/{team=\"a\"}/0/{severity=\"page\"}/0",
                        "{}/{team=\"a\"}/0/{severity=~\"page|warn\"}/1",
                        "{}/{team=~\"a|b\"}/1",
                        "{}/{team=\"b\"}/2");
    }

    @Test
    void explain_continuingChild_saysWhyTheWalkWentOnAndStopped() {
        // when
        RoutingExplanation why = tree.explain(Labels.of("team", "a", "severity", "page"));
        // then
        assertThat(why.routes()).extracting(Route::receiver).containsExactly("a-page", "b");
        Visit root = why.root();
        assertThat(root.verdict()).isEqualTo(new RouteVerdict.Delegated(new Next.Ends()));
        assertThat(root.children()).extracting(v -> v.route().receiver()).containsExactly("a", "b");
        Visit a = root.children().get(0);
        assertThat(a.verdict()).isEqualTo(new RouteVerdict.Delegated(new Next.AsksSiblings()));
        Route warn = a.route().children().get(1);
        assertThat(a.children())
                .singleElement()
                .extracting(Visit::verdict)
                .isEqualTo(new RouteVerdict.Selected(new Next.SkipsSiblings(List.of(warn))));
        Route never = tree.root().children().get(2);
        assertThat(root.children().get(1).verdict())
                .isEqualTo(new RouteVerdict.Selected(new Next.SkipsSiblings(List.of(never))));
    }

    @Test
    void explain_refused_showsEveryMatchersVerdict() {
        // given
        RoutingTree two = route().receiver("r").child(route("a=1,b=2,c!=3")).tree();
        // when
        Visit refused = two.explain(Labels.of("b", "2")).root().children().get(0);
        // then
        assertThat(refused.matchers()).extracting(m -> m.holds()).containsExactly(false, true, true);
        assertThat(refused.matchers()).extracting(m -> m.isAbsent()).containsExactly(true, false, true);
        assertThat(refused.verdict())
                .isEqualTo(new RouteVerdict.Refused(
                        two.root().children().get(0).matchers().get(0)));
    }

    @Test
    void of_rootWithMatchersOrWithoutReceiver_isRefused() {
        assertThatThrownBy(() -> route("a=b").receiver("r").tree()).hasMessageContaining("expected: none at the root");
        assertThatThrownBy(() -> route().tree()).hasMessageContaining("expected: the name of a receiver");
    }

    @Test
    void groupBy_named_dropsWhatIsMissing() {
        GroupBy groupBy = new GroupBy(false, new TreeSet<>(List.of("b", "a")));
        assertThat(groupBy.select(Labels.of("b", "2", "c", "3"))).isEqualTo(Labels.of("b", "2"));
    }
}
