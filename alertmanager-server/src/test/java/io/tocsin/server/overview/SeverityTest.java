package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SeverityTest {
    @Test
    void severities_inOrder_theWorstIsFirst() {
        List<String> worstFirst = List.of(
                "critical",
                "Page",
                "page",
                "emergency",
                "disaster",
                "fatal",
                "error",
                "HIGH",
                "major",
                "warning",
                "warn",
                "medium",
                "minor",
                "info",
                "informational",
                "notice",
                "low",
                "none",
                "debug",
                "P1",
                "unheard",
                "");
        assertThat(worstFirst.stream().map(Severity::of).sorted().map(Severity::value))
                .containsExactlyElementsOf(worstFirst);
    }

    @Test
    void ranks_ofWordsThatMeanTheSame_areOne() {
        assertThat(Stream.of("critical", "PAGE", "high", "Warn", "low", "debug", "unheard", "")
                        .map(Severity::of)
                        .map(Severity::rank))
                .containsExactly(0, 0, 1, 2, 3, 4, 4, 5);
    }
}
