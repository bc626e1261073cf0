package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OverviewTest {
    private final Overview overview = new Seen()
            .alert("a", "severity", "warning")
            .alert("b", "severity", "critical")
            .group("g", "default", List.of(), "a", "b")
            .overview();

    /** Made anew, as each request makes its own. */
    private static Selection selection(String severity) {
        return new Selection(
                MatcherParser.of(MatcherMode.DEFAULT).parseList("severity=~\"" + severity + ".*\""),
                SearchWords.of("severity " + severity),
                Optional.of(LabelPattern.compile("def.*")),
                Set.of(AlertState.ACTIVE),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void selected_sameAgain_isKeptWithItsGroupsAndFacets() {
        Selected first = overview.selected(selection("warn"));
        assertThat(overview.selected(selection("warn"))).isSameAs(first);
        assertThat(first.groups()).isSameAs(first.groups());
        assertThat(first.facets()).isSameAs(first.facets());
        assertThat(overview.selected(selection("crit"))).isNotSameAs(first);
        assertThat(Seen.names(overview.selected(selection("crit")).alerts())).containsExactly("b");
    }

    @Test
    void selected_othersMeanwhile_theOldestIsForgotten() {
        Selected first = overview.selected(selection("warn"));
        Selected second = overview.selected(selection("crit"));
        for (int i = 0; i < 7; i++) {
            overview.selected(selection("other" + i));
            assertThat(overview.selected(selection("warn"))).isSameAs(first);
        }
        assertThat(overview.selected(selection("crit"))).isNotSameAs(second);
    }
}
