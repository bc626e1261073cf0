package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of alerts that are resolved: whether anybody hears of it, and who. */
final class ExplainResolvedTest {
    private static final String SILENCED =
            "silenced by silence-1 {n=\"1\"} of \"ann\" (\"moving the rack\") until 2026-01-01T02:01:00Z";
    private static final String NOT_TOLD =
            "is not told that it is resolved if it is still muted at 2026-01-01T00:05:30Z (--notify.resolves-while-muted)";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Told at 00:00:30, and silenced and resolved at 00:01. */
    private static Incident silencedAndResolved(String receiver, ResolvesWhileMuted mode) {
        return new Incident("route: { receiver: " + receiver + " }", Duration.ZERO, mode)
                .fires("n", "1")
                .fires("n", "2")
                .after(MINUTE)
                .silences(MatchType.EQUAL, "n", "1")
                .resolves("n", "1");
    }

    @Test
    void muted_nobodyIsTold() {
        Incident incident = silencedAndResolved("default", ResolvesWhileMuted.NONE);

        assertThat(incident.text("n", "1"))
                .startsWith("Alert {n=\"1\"} is resolved since 2026-01-01T00:01:00Z\n")
                .contains(
                        "  -> default: resolved while " + SILENCED + "; webhook[0] " + NOT_TOLD + "\n",
                        "\n  webhook[0] " + NOT_TOLD + "\n");
        assertThat(incident.after(Duration.ofMinutes(5)).text("n", "1"))
                .contains("  -> default: it has left its group; webhook[0] was not told that it is resolved\n");
    }

    @Test
    void muted_thatOpensIncidents_isTold() {
        Incident incident = silencedAndResolved("on-call", ResolvesWhileMuted.INCIDENT);

        assertThat(incident.text("n", "1"))
                .contains("  -> on-call: resolved while " + SILENCED + "; webhook[0] " + NOT_TOLD
                        + "; pagerduty[0] is notified at 2026-01-01T00:05:30Z: some alerts resolved\n");
        assertThat(incident.after(Duration.ofMinutes(5)).text("n", "1"))
                .contains(
                        "  -> on-call: it has left its group; webhook[0] was not told that it is resolved; pagerduty[0] was"
                                + " told at 2026-01-01T00:05:30Z that it is resolved\n");
    }

    @Test
    void muted_receiverThatRefuses_isToldAgain() {
        Incident incident = silencedAndResolved("moody", ResolvesWhileMuted.ALL);

        assertThat(incident.text("n", "1"))
                .contains("; webhook[0] is notified at 2026-01-01T00:05:30Z: some alerts resolved\n");
        assertThat(incident.after(Duration.ofMinutes(5)).text("n", "1"))
                .contains(
                        "  -> moody: it has left its group; webhook[0] FAILED at 2026-01-01T00:05:30Z: moody/webhook[0]:")
                .contains("; it is notified at 2026-01-01T00:10:30Z: some alerts resolved\n");
    }

    @Test
    void muted_thatNobodyWasToldOf_isOwedToNobody() {
        Incident incident = silencedAndResolved("refusing", ResolvesWhileMuted.ALL);

        assertThat(incident.text("n", "1"))
                .contains(
                        "; webhook[0] is told nothing of it: what it was told last does not say that the alert fires\n");
    }

    @Test
    void mutedByTimeInterval_nobodyIsTold() {
        Incident incident = new Incident("""
                        route:
                          receiver: default
                          routes: [{ receiver: office, active_time_intervals: [first-hours] }]
                        time_intervals:
                          - { name: first-hours, time_intervals: [{ times: [{ start_time: "00:00", end_time: "01:00" }] }] }
                        """);
        incident.fires("n", "1").after(Duration.ofMinutes(59)).fires("n", "1");

        assertThat(incident.after(Duration.ofMinutes(2)).resolves("n", "1").text("n", "1"))
                .contains(
                        "  -> office: resolved while outside active_time_intervals first-hours (it is Thu 01:01 in UTC) until"
                                + " 2026-01-02T00:00:00Z; webhook[0] is not told that it is resolved if it is still muted at"
                                + " 2026-01-01T01:05:30Z (--notify.resolves-while-muted)\n");
    }

    @Test
    void resolvesUnwanted_saysSo() {
        Incident incident = new Incident("route: { receiver: firing-only }").fires("n", "1");
        incident.after(MINUTE).resolves("n", "1");

        Explanation explanation = incident.explain("n", "1");

        assertThat(ExplanationText.of(explanation))
                .contains(
                        "  -> firing-only: webhook[0] is notified at 2026-01-01T00:05:30Z: all alerts resolved; webhook[1] is"
                                + " not told of resolved alerts (send_resolved: false)\n");
        assertThat(explanation.destinations().get(0).integrations().get(1).nextDue())
                .isEmpty();
    }

    @Test
    void leftItsGroup_whoWasToldSaysSo() {
        Incident incident = new Incident("route: { receiver: firing-only }")
                .fires("n", "1")
                .fires("n", "2")
                .after(MINUTE);
        incident.resolves("n", "1").after(Duration.ofMinutes(5));

        assertThat(incident.text("n", "1"))
                .contains(
                        "  -> firing-only: it has left its group; webhook[0] was told at 2026-01-01T00:05:30Z that it is"
                                + " resolved; webhook[1] is not told of resolved alerts (send_resolved: false)\n");

        incident.fires("n", "3").after(Duration.ofMinutes(5));

        assertThat(incident.text("n", "1")).contains("it has left its group; webhook[0] hears of it no more;");
    }

    @Test
    void leftItsGroup_silencedSince_isNotKeptBack() {
        Incident incident = new Incident("route: { receiver: default }")
                .fires("n", "1")
                .fires("n", "2")
                .after(MINUTE);
        incident.resolves("n", "1").after(Duration.ofMinutes(5)).silences(MatchType.EQUAL, "n", "1");

        assertThat(incident.text("n", "1")).contains("  -> default: it has left its group; webhook[0] was told at");
    }

    @Test
    void leftItsGroup_nobodyEverTold_saysSo() {
        Incident incident = new Incident("route: { receiver: refusing }")
                .fires("n", "1")
                .fires("n", "2")
                .silences(MatchType.REGEX, "n", ".+")
                .after(MINUTE);
        incident.resolves("n", "1").after(Duration.ofMinutes(5));

        assertThat(incident.text("n", "1"))
                .contains("  -> refusing: it has left its group; webhook[0] was told nothing of it\n");
    }
}
