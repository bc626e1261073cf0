package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Labels;
import io.tocsin.server.overview.Selection.GroupChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupingTest {
    private final Seen seen = new Seen()
            .alert("a", Labels.of("s", "1", "t", "x"), Seen.NOW.minusSeconds(30), "severity", "info", "job", "db")
            .alert("b", Labels.of("s", "2", "t", "x"), Seen.NOW.minusSeconds(20), "severity", "page", "job", "db")
            .alert("c", Labels.EMPTY, Seen.NOW.minusSeconds(10), "job", "web")
            .silenced("b", "s")
            .group("g1", "default", List.of(), "a", "b")
            .group("g1", "other", List.of(), "b")
            .group("g2", "default", List.of("nights"), "c");

    private Grouping grouping(Selection selection) {
        return new Grouping(Selected.of(seen.overview(), selection));
    }

    private static Selection with(Set<AlertState> states, Optional<String> receiver, Optional<GroupChoice> group) {
        return new Selection(
                List.of(),
                SearchWords.of(""),
                receiver.map(LabelPattern::compile),
                states,
                Set.of(),
                group,
                Optional.empty());
    }

    /** As {@code key/receiver: names}. */
    private static List<String> lines(List<ShownGroup> groups) {
        return GroupSort.DEFAULT.page(groups, 0, 100).stream()
                .map(group -> group.natural()
                                .map(natural -> natural.key() + "/" + natural.receiver())
                                .orElse(group.labels().toString())
                        + ": " + String.join(" ", Seen.names(group.first(10))))
                .toList();
    }

    @Test
    void natural_alertInTwoGroups_isInBoth() {
        assertThat(lines(grouping(Selection.ALL).natural()))
                .containsExactly("g1/default: b a", "g1/other: b", "g2/default: c");
    }

    @Test
    void natural_byState_leavesOutGroupsWithoutSuchAlertsAndCountsAllStates() {
        List<ShownGroup> groups = grouping(with(Set.of(AlertState.ACTIVE), Optional.empty(), Optional.empty()))
                .natural();
        assertThat(lines(groups)).containsExactly("g1/default: a");
        assertThat(groups.get(0).total()).isEqualTo(1);
        assertThat(groups.get(0).states().of(AlertState.SILENCED)).isEqualTo(1);
    }

    @Test
    void natural_byReceiver_leavesOutGroupsOfOthers() {
        seen.sentTo("default", "other");
        assertThat(lines(grouping(with(Set.of(), Optional.of("oth.*"), Optional.empty()))
                        .natural()))
                .containsExactly("g1/other: b");
    }

    @Test
    void natural_byGroup_isThatGroupAlone() {
        assertThat(lines(grouping(with(
                                Set.of(), Optional.empty(), Optional.of(new GroupChoice("g1", Optional.of("other")))))
                        .natural()))
                .containsExactly("g1/other: b");
    }

    @Test
    void by_labels_cutsAnewAndEachAlertIsInOneGroup() {
        assertThat(lines(grouping(Selection.ALL).by(Set.of("job"))))
                .containsExactly("{job=\"db\"}: b a", "{job=\"web\"}: c");
        assertThat(lines(grouping(Selection.ALL).by(Set.of("severity"))))
                .containsExactly("{}: c", "{severity=\"info\"}: a", "{severity=\"page\"}: b");
    }

    @Test
    void group_severalAlerts_hasWhatTheyShare() {
        ShownGroup group = grouping(Selection.ALL).by(Set.of("job")).stream()
                .filter(each -> each.total() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(group.shared()).isEqualTo(Labels.of("job", "db"));
        assertThat(group.sharedAnnotations()).isEqualTo(Labels.of("t", "x"));
        assertThat(group.severity()).isEqualTo(Severity.of("page"));
        assertThat(group.startsAt().toInstant()).isEqualTo(Seen.NOW.minusSeconds(20));
        assertThat(group.first(1)).hasSize(1);
    }

    @Test
    void group_alertsInside_areByThenLatestThenFingerprint() {
        Seen more = new Seen()
                .alert("w", Labels.EMPTY, Seen.NOW.minusSeconds(9), "severity", "info")
                .alert("x", Labels.EMPTY, Seen.NOW.minusSeconds(5), "severity", "info")
                .alert("y", Labels.EMPTY, Seen.NOW.minusSeconds(9), "severity", "critical")
                .alert("z", Labels.EMPTY, Seen.NOW.minusSeconds(1));
        ShownGroup all = new Grouping(Selected.of(more.overview(), Selection.ALL))
                .by(Set.of())
                .get(0);
        assertThat(Seen.names(all.first(10))).containsExactly("y", "x", "w", "z");
    }

    @ParameterizedTest
    @CsvSource({
        "labels,g1/default g1/other g2/default",
        "-labels,g2/default g1/other g1/default",
        "severity,g1/default g1/other g2/default",
        "-severity,g2/default g1/default g1/other",
        "size,g1/other g2/default g1/default",
        "-size,g1/default g1/other g2/default",
        "startsAt,g1/default g1/other g2/default",
        "-startsAt,g2/default g1/default g1/other",
    })
    void groups_sorted_areInATotalOrder(String sort, String expected) {
        List<ShownGroup> groups =
                GroupSort.of(sort).orElseThrow().page(grouping(Selection.ALL).natural(), 0, 10);
        assertThat(groups.stream()
                        .map(group -> group.natural().orElseThrow())
                        .map(natural -> natural.key() + "/" + natural.receiver()))
                .containsExactly(expected.split(" "));
    }

    @Test
    void groups_paged_areEachOnOnePage() {
        List<ShownGroup> groups = grouping(Selection.ALL).natural();
        assertThat(GroupSort.DEFAULT.page(groups, 2, 2)).hasSize(1);
        assertThat(GroupSort.DEFAULT.page(groups, 3, 2)).isEmpty();
        assertThat(GroupSort.DEFAULT.page(groups, 0, 0)).isEmpty();
        assertThat(GroupSort.of("state")).isEmpty();
    }
}
