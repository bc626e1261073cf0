package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.FixedTurns;
import io.tocsin.core.engine.LoneMember;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is said of the members that come first, and of a flush that waits for them. */
final class ExplainTurnTest {
    private static final String ROUTE = "route: { receiver: default, group_by: [alertname] }";
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final FixedTurns turns = new FixedTurns();
    private final Incident incident = new Incident(ROUTE, turns);

    @Test
    void alone_isNoWordOfIt() {
        assertThat(new Incident(ROUTE, new LoneMember())
                        .fires("alertname", "Down")
                        .text("alertname", "Down"))
                .doesNotContain("turn");
    }

    @Test
    void first_namesThoseThatComeAfter() {
        assertThat(incident.fires("alertname", "Down").text("alertname", "Down"))
                .contains("""
                          1 alert, not flushed yet, next flush 2026-01-01T00:00:30Z
                          turn: this member sends first, then b, c
                          webhook[0] is notified at 2026-01-01T00:00:30Z: first notification
                        """);
    }

    @Test
    void behind_beforeTheFlush_saysWhoSendsThen() {
        turns.set(FixedTurns.behind(1));
        assertThat(incident.fires("alertname", "Down").text("alertname", "Down"))
                .contains("""
                          1 alert, not flushed yet, next flush 2026-01-01T00:00:30Z
                          turn: after b; this member sends 15s after the flush is due, unless they have
                          webhook[0] is notified at 2026-01-01T00:00:30Z: first notification
                        """);
    }

    @Test
    void behind_whileItWaits_isDueWhenTheTurnComes() {
        // given
        turns.set(FixedTurns.behind(1));
        incident.fires("alertname", "Down").after(HALF_A_MINUTE);
        // when
        Explanation explanation = incident.explain("alertname", "Down");
        // then
        assertThat(ExplanationText.of(explanation)).contains("""
                          1 alert, last flush 2026-01-01T00:00:30Z, next flush 2026-01-01T00:05:30Z
                          turn: after b; this member sends 15s after the flush is due, unless they have; the flush of 2026-01-01T00:00:30Z waits until 2026-01-01T00:00:45Z
                          webhook[0] is notified at 2026-01-01T00:00:45Z: first notification
                        """);
        assertThat(explanation.destinations().get(0).integrations().get(0).nextDue())
                .contains(Instant.parse("2026-01-01T00:00:45Z"));
    }

    @Test
    void unsettled_saysWhy() {
        turns.set(FixedTurns.unsettled());
        assertThat(incident.fires("alertname", "Down").after(HALF_A_MINUTE).text("alertname", "Down"))
                .contains("""
                          turn: not known yet, and nothing is sent: the cluster has not settled; the flush of 2026-01-01T00:00:30Z waits
                          webhook[0] is notified at an unknown time: first notification
                        """);
    }
}
