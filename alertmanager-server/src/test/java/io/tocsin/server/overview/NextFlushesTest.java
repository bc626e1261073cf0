package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.GroupView;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.RouteLabels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NextFlushesTest {
    private static final Instant SOON = Seen.NOW.plusSeconds(10);
    private static final Instant LATER = Seen.NOW.plusSeconds(20);

    private final Seen seen = new Seen().alert("a").alert("b").alert("c").alert("d");
    private final AtomicInteger asked = new AtomicInteger();

    private void group(String key, Optional<Instant> due, List<String> mutedBy, String... names) {
        seen.group(new GroupView(
                key,
                Labels.of("key", key),
                "default",
                RouteLabels.of(Labels.EMPTY),
                Stream.of(names).map(name -> (GroupMember) seen.member(name)).toList(),
                mutedBy,
                () -> {
                    asked.incrementAndGet();
                    return due;
                }));
    }

    private static List<AlertRow> rows(Overview overview, String... names) {
        return Stream.of(names)
                .map(name -> overview.alerts().stream()
                        .filter(row -> row.labels().get("n").equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @Test
    void of_alertsInSeveralGroups_isTheFirstThatNothingMutes() {
        // given
        group("g1", Optional.of(LATER), List.of(), "a", "b");
        group("g2", Optional.of(SOON), List.of(), "b");
        group("g3", Optional.of(SOON), List.of("nights"), "a", "c");
        group("g4", Optional.empty(), List.of(), "d");
        Overview overview = seen.overview();
        // when
        List<Optional<Instant>> found = NextFlushes.of(overview, rows(overview, "b", "d", "a", "c"));
        // then
        assertThat(found).containsExactly(Optional.of(SOON), Optional.empty(), Optional.of(LATER), Optional.empty());
    }

    @Test
    void of_fewRows_asksTheirGroupsOnly() {
        group("g1", Optional.of(LATER), List.of(), "a", "b");
        group("g2", Optional.of(SOON), List.of(), "c");
        Overview overview = seen.overview();
        assertThat(NextFlushes.of(overview, rows(overview, "a", "b"))).containsOnly(Optional.of(LATER));
        assertThat(asked).hasValue(1);
        assertThat(NextFlushes.of(overview, List.of())).isEmpty();
    }
}
