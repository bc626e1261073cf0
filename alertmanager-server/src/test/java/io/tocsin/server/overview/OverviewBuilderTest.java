package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class OverviewBuilderTest {
    private static AlertRow row(Overview overview, String name) {
        return overview.alerts().stream()
                .filter(row -> row.labels().get("n").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static AlertState state(Seen seen) {
        return row(seen.overview(), "a").state();
    }

    /** Everything holds at once; what comes first is taken away step by step. */
    @Test
    void state_severalReasons_theFirstCounts() {
        Seen seen = new Seen().alert("a").unprocessed("a").group("g", "default", List.of("nights"), "a");
        assertThat(state(seen.inhibited("a", "f").silenced("a", "s"))).isEqualTo(AlertState.SILENCED);
        assertThat(state(seen.silenced("a"))).isEqualTo(AlertState.INHIBITED);
        assertThat(state(seen.inhibited("a"))).isEqualTo(AlertState.MUTED);
        assertThat(state(new Seen().alert("a").unprocessed("a"))).isEqualTo(AlertState.UNPROCESSED);
        assertThat(state(new Seen().alert("a"))).isEqualTo(AlertState.ACTIVE);
    }

    @Test
    void state_oneOfItsGroupsIsNotMuted_isActive() {
        Seen seen = new Seen()
                .alert("a")
                .group("g", "default", List.of("nights"), "a")
                .group("h", "other", List.of(), "a");
        assertThat(state(seen)).isEqualTo(AlertState.ACTIVE);
        assertThat(row(seen.overview(), "a").circumstances().mutedBy()).containsExactly("nights");
    }

    @Test
    void state_allOfItsGroupsAreMuted_isMutedByAllTheirIntervals() {
        Seen seen = new Seen()
                .alert("a")
                .group("g", "default", List.of("nights"), "a")
                .group("h", "other", List.of("weekends", "nights"), "a");
        assertThat(state(seen)).isEqualTo(AlertState.MUTED);
        assertThat(row(seen.overview(), "a").circumstances().mutedBy()).containsExactly("nights", "weekends");
    }

    @Test
    void alerts_resolved_stayOutAndSoDoGroupsOfThemAlone() {
        Seen seen = new Seen().alert("a").alert("b");
        seen.member("b").update(ended(seen.member("b").alert()));
        seen.group("g", "default", List.of(), "b").group("h", "default", List.of(), "a", "b");
        assertThat(Seen.names(seen.overview().alerts())).containsExactly("a");
        assertThat(seen.overview().groups()).singleElement().satisfies(group -> {
            assertThat(group.key()).isEqualTo("h");
            assertThat(Seen.names(group.alerts())).containsExactly("a");
        });
    }

    private static Alert ended(Alert alert) {
        return alert.resolvedBy(Seen.NOW);
    }

    @Test
    void alerts_many_areInTheOrderOfTheirFingerprints() {
        Seen seen = new Seen();
        for (int i = 0; i < 100; i++) {
            seen.alert("a" + i);
        }
        assertThat(seen.overview().alerts())
                .isSortedAccordingTo((a, b) -> a.fingerprint().compareTo(b.fingerprint()));
    }

    @Test
    void receivers_twiceInTheRoutes_standOnce() {
        Seen seen = new Seen().alert("a").sentTo("x", "y", "x");
        assertThat(row(seen.overview(), "a").circumstances().receivers()).containsExactly("x", "y");
    }

    // --- version ---

    private static Seen two() {
        return new Seen()
                .alert("a")
                .alert("b")
                .group("g", "default", List.of(), "a")
                .group("h", "default", List.of(), "b");
    }

    private static String versionWith(UnaryOperator<Seen> change) {
        return change.apply(two()).overview().version();
    }

    @Test
    void version_nothingVisibleChanged_staysTheSame() {
        String version = two().overview().version();
        assertThat(version).matches("[0-9a-f]{16}");
        assertThat(versionWith(seen -> seen)).isEqualTo(version);
        Seen refreshed = two();
        Alert before = refreshed.member("a").alert();
        refreshed
                .member("a")
                .update(new Alert(
                        before.labels(),
                        before.annotations(),
                        before.startsAt(),
                        Timestamp.of(Seen.NOW.plusSeconds(600)),
                        true,
                        before.generatorUrl(),
                        Seen.NOW.plusSeconds(1)));
        assertThat(refreshed.overview().version()).isEqualTo(version);
    }

    @Test
    void version_anythingVisibleChanged_isAnother() {
        Instant start = Seen.NOW.minusSeconds(60);
        assertThat(List.of(
                        two().overview().version(),
                        versionWith(seen -> seen.alert("c")),
                        versionWith(seen -> seen.silenced("a", "s")),
                        versionWith(seen -> seen.silenced("a", "t")),
                        versionWith(seen -> seen.silenced("b", "s")),
                        versionWith(seen -> seen.inhibited("a", "s")),
                        versionWith(seen -> seen.unprocessed("a")),
                        versionWith(seen -> seen.sentTo("other")),
                        versionWith(seen -> seen.alert("a", Labels.of("x", "1"), start)),
                        versionWith(seen -> seen.alert("a", Labels.of("x", "2"), start)),
                        versionWith(seen -> seen.alert("a", Labels.EMPTY, start.plusMillis(1))),
                        versionWith(seen -> seen.group("i", "default", List.of(), "a")),
                        versionWith(seen -> seen.group("i", "other", List.of(), "a")),
                        versionWith(seen -> seen.group("i", "other", List.of("nights"), "a"))))
                .doesNotHaveDuplicates();
    }
}
