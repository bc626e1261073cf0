package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Incidents of the kind that wake people up, and the texts that name their causes. */
final class ExplainerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final String TEAMS = """
            route:
              receiver: default
              group_by: [alertname]
              repeat_interval: 3h
              routes:
                - { receiver: database, matchers: ['team="db"'], group_wait: 10s }
                - { receiver: pager, matchers: ['severity="critical"', 'env=~"prod|stage"'] }
            """;

    @Test
    void wrongMatcher_namesTheMatcherThatFails() {
        String text = new Incident(TEAMS)
                .fires("alertname", "Down", "severity", "Critical", "env", "prod")
                .after(Duration.ofSeconds(40))
                .text("alertname", "Down", "severity", "Critical", "env", "prod");

        assertThat(text).isEqualTo("""
                        Alert {alertname="Down", env="prod", severity="Critical"} fires since 2026-01-01T00:00:00Z, until 2026-01-01T01:00:00Z unless it is posted again
                          -> default: webhook[0] was told at 2026-01-01T00:00:30Z and hears of it again at 2026-01-01T03:05:30Z if it still fires
                          not to pager: severity="critical" fails: the alert has severity="Critical", nearly the same; is one of them misspelt?

                        Routes
                          {} -> default: TAKEN
                            {team="db"} -> database: no, team="db" fails: the alert has no label "team"
                            {env=~"prod|stage",severity="critical"} -> pager: no, severity="critical" fails: the alert has severity="Critical"

                        Receiver default, group {}:{alertname="Down"}
                          group_wait 30s (default), group_interval 5m (default), repeat_interval 3h (set here)
                          1 alert, last flush 2026-01-01T00:00:30Z, next flush 2026-01-01T00:05:30Z
                          webhook[0] was told at 2026-01-01T00:00:30Z and hears of it again at 2026-01-01T03:05:30Z if it still fires
                        """);
    }

    @Test
    void missingContinue_namesTheRoutesThatWereNotAsked() {
        String text = new Incident("""
                        route:
                          receiver: default
                          routes:
                            - { receiver: audit, matchers: ['severity="critical"'] }
                            - { receiver: pager, matchers: ['severity="critical"'] }
                        """).text("alertname", "Down", "severity", "critical");

        assertThat(text).isEqualTo("""
                        Alert {alertname="Down", severity="critical"}, which is not stored: never posted, or resolved and forgotten; this is what would happen to it
                          -> audit: sent 30s after it arrives (group_wait)
                          not to pager: the route to audit before it, {severity="critical"}, matches and does not say continue: true

                        Routes
                          {} -> default: matches, and a route below takes the alert
                            {severity="critical"} -> audit: TAKEN
                            {severity="critical"} -> pager: not asked, because the route above matched and does not say continue

                        Receiver audit, group {}/{severity="critical"}:{}
                          group_wait 30s (default), group_interval 5m (default), repeat_interval 4h (default)
                          no such group exists now
                        """);
    }

    @Test
    void inhibition_namesTheSourceAndTheRule() {
        Incident incident = new Incident("""
                        route: { receiver: default, group_by: [alertname] }
                        inhibit_rules:
                          - { source_matchers: [alertname=NodeDown], target_matchers: [alertname=ServiceDown], equal: [node] }
                        """)
                .fires("alertname", "NodeDown", "node", "n1")
                .fires("alertname", "ServiceDown", "node", "n1", "service", "web")
                .after(Duration.ofMinutes(6));

        String text = incident.text("alertname", "ServiceDown", "node", "n1", "service", "web");

        assertThat(text).isEqualTo("""
                        Alert {alertname="ServiceDown", node="n1", service="web"} fires since 2026-01-01T00:00:00Z, until 2026-01-01T01:00:00Z unless it is posted again
                          -> default: kept back: inhibited by {alertname="NodeDown", node="n1"} through inhibit_rules[0] (equal: node), which fires until 2026-01-01T01:00:00Z unless it is posted again

                        Routes
                          {} -> default: TAKEN

                        Receiver default, group {}:{alertname="ServiceDown"}
                          group_wait 30s (default), group_interval 5m (default), repeat_interval 4h (default)
                          inhibited by {alertname="NodeDown", node="n1"} through inhibit_rules[0] (equal: node), which fires until 2026-01-01T01:00:00Z unless it is posted again
                          1 alert, last flush 2026-01-01T00:05:30Z, next flush 2026-01-01T00:10:30Z
                          webhook[0] is told nothing for now: no alert of the group is left to tell of
                        """);
    }

    @Test
    void heldResolve_isHeldForTheIncidentAndNoPartOfTheGroup() {
        String text = new Incident("route: { receiver: on-call, group_by: [cluster] }")
                .fires("alertname", "Down", "cluster", "x")
                .fires("alertname", "Slow", "cluster", "x")
                .after(Duration.ofMinutes(1))
                .silences(MatchType.EQUAL, "alertname", "Down")
                .resolves("alertname", "Slow", "cluster", "x")
                .after(Duration.ofMinutes(6))
                .text("alertname", "Slow", "cluster", "x");

        assertThat(text).isEqualTo("""
                        Alert {alertname="Slow", cluster="x"} is resolved since 2026-01-01T00:01:00Z
                          -> on-call: it has left its group; webhook[0] was told at 2026-01-01T00:05:30Z that it is resolved; pagerduty[0] is told that it is resolved once 1 muted alert of its group is resolved, too

                        Routes
                          {} -> on-call: TAKEN

                        Receiver on-call, group {}:{cluster="x"}
                          group_wait 30s (default), group_interval 5m (default), repeat_interval 4h (default)
                          1 alert, last flush 2026-01-01T00:05:30Z, next flush 2026-01-01T00:10:30Z
                          webhook[0] was told at 2026-01-01T00:05:30Z that it is resolved
                          pagerduty[0] is told that it is resolved once 1 muted alert of its group is resolved, too
                        """);
    }

    @Test
    void heldResolve_severalStillFire_saysHowMany() {
        String text = new Incident("route: { receiver: on-call, group_by: [cluster] }")
                .fires("alertname", "Down", "cluster", "x", "node", "1")
                .fires("alertname", "Down", "cluster", "x", "node", "2")
                .fires("alertname", "Slow", "cluster", "x")
                .after(Duration.ofMinutes(1))
                .silences(MatchType.EQUAL, "alertname", "Down")
                .resolves("alertname", "Slow", "cluster", "x")
                .after(Duration.ofMinutes(6))
                .text("alertname", "Slow", "cluster", "x");

        assertThat(text).contains("""
                          2 alerts, last flush 2026-01-01T00:05:30Z, next flush 2026-01-01T00:10:30Z
                        """).endsWith("""
                          pagerduty[0] is told that it is resolved once 2 muted alerts of its group are resolved, too
                        """);
    }

    @Test
    void silenceByRegex_namesItItsAuthorAndItsEnd() {
        String text = new Incident("route: { receiver: default, group_by: [alertname] }")
                .fires("alertname", "Down", "instance", "rack7-db1")
                .silences(MatchType.REGEX, "instance", "rack7-.*")
                .after(Duration.ofMinutes(1))
                .text("alertname", "Down", "instance", "rack7-db1");

        assertThat(text).isEqualTo("""
                        Alert {alertname="Down", instance="rack7-db1"} fires since 2026-01-01T00:00:00Z, until 2026-01-01T01:00:00Z unless it is posted again
                          -> default: kept back: silenced by silence-1 {instance=~"rack7-.*"} of "ann" ("moving the rack") until 2026-01-01T02:00:00Z

                        Routes
                          {} -> default: TAKEN

                        Receiver default, group {}:{alertname="Down"}
                          group_wait 30s (default), group_interval 5m (default), repeat_interval 4h (default)
                          silenced by silence-1 {instance=~"rack7-.*"} of "ann" ("moving the rack") until 2026-01-01T02:00:00Z
                            to end it: amtool silence expire silence-1
                          1 alert, last flush 2026-01-01T00:00:30Z, next flush 2026-01-01T00:05:30Z
                          webhook[0] is told nothing for now: no alert of the group is left to tell of
                        """);
    }

    @Test
    void timeIntervalInAnotherZone_namesItAndSaysUntilWhen() {
        String text = new Incident("""
                        route:
                          receiver: default
                          routes: [{ receiver: office, matchers: [team=web], active_time_intervals: [tokyo-office] }]
                        time_intervals:
                          - name: tokyo-office
                            time_intervals:
                              - { times: [{ start_time: "10:00", end_time: "18:00" }], location: Asia/Tokyo }
                        """)
                .fires("alertname", "Slow", "team", "web")
                .after(Duration.ofSeconds(31))
                .text("alertname", "Slow", "team", "web");

        assertThat(text)
                .contains("  -> office: kept back: outside active_time_intervals tokyo-office (it is Thu 09:00 in"
                        + " Asia/Tokyo) until 2026-01-01T01:00:00Z\n");
    }

    @Test
    void groupStillWaiting_saysUntilWhen() {
        String text = new Incident(TEAMS)
                .fires("alertname", "Slow", "team", "db")
                .after(SECOND)
                .text("alertname", "Slow", "team", "db");

        assertThat(text)
                .contains(
                        "  -> database: waits for more alerts of its group until 2026-01-01T00:00:10Z (group_wait 10s)\n",
                        "group_wait 10s (set here), group_interval 5m (default), repeat_interval 3h (from route {})",
                        "1 alert, not flushed yet, next flush 2026-01-01T00:00:10Z");
    }

    @Test
    void startDelay_isPartOfTheWait() {
        String text = new Incident("route: { receiver: default }", Duration.ofMinutes(3), ResolvesWhileMuted.INCIDENT)
                .fires("alertname", "A")
                .after(SECOND)
                .text("alertname", "A");

        assertThat(text)
                .contains("  -> default: waits for more alerts of its group until 2026-01-01T00:03:00Z"
                        + " (--dispatch.start-delay)\n")
                .contains("not flushed yet, next flush 2026-01-01T00:03:00Z");
    }

    @Test
    void receiverThatRefuses_saysWhyAndWhenItIsTriedAgain() {
        Incident incident = new Incident("route: { receiver: refusing }").fires("alertname", "A");

        assertThat(incident.after(Duration.ofMinutes(1)).text("alertname", "A"))
                .contains("  -> refusing: webhook[0] FAILED at 2026-01-01T00:00:30Z: refusing/webhook[0]: notify retry"
                        + " canceled due to unrecoverable error after 1 attempts: unexpected status code 403;"
                        + " it is notified at 2026-01-01T00:05:30Z: first notification\n");
    }

    @Test
    void receiverThatHangs_saysSinceWhen() {
        String text = new Incident("route: { receiver: hanging }")
                .fires("alertname", "A")
                .after(Duration.ofMinutes(1))
                .text("alertname", "A");

        assertThat(text)
                .contains("  -> hanging: webhook[0] is being notified, attempt 1, begun at 2026-01-01T00:00:30Z");
    }

    @Test
    void receiverThatRefused_groupThatEnded_isForgotten() {
        Incident incident = new Incident("route: { receiver: refusing }").fires("alertname", "A");
        incident.after(Duration.ofMinutes(1)).resolves("alertname", "A").after(Duration.ofMinutes(5));

        incident.fires("alertname", "A").after(Duration.ofSeconds(1));

        assertThat(incident.text("alertname", "A")).doesNotContain("FAILED");
    }

    @Test
    void blackHole_saysThatNothingIsEverSent() {
        String text = new Incident("route: { receiver: 'null' }")
                .fires("alertname", "Watchdog")
                .text("alertname", "Watchdog");

        assertThat(text).contains("  -> null: nothing is ever sent: the receiver has no integrations\n");
    }

    @Test
    void resolvedAndTold_saysSo() {
        Incident incident = new Incident("route: { receiver: default }").fires("alertname", "A");
        incident.after(Duration.ofMinutes(1)).resolves("alertname", "A").after(Duration.ofMinutes(10));

        assertThat(incident.text("alertname", "A"))
                .startsWith("Alert {alertname=\"A\"} is resolved since 2026-01-01T00:01:00Z\n")
                .contains("  -> default: nothing to send: its group has ended\n");
    }

    @Test
    void severalRoutes_everyOneHasItsOwnAnswer() {
        Explanation explanation = new Incident("""
                        route:
                          receiver: default
                          routes:
                            - { receiver: audit, continue: true }
                            - { receiver: pager }
                        """).fires("alertname", "A").explain("alertname", "A");

        assertThat(explanation.destinations())
                .extracting(destination -> destination.route().receiver())
                .containsExactly("audit", "pager");
        assertThat(ExplanationText.of(explanation))
                .contains("{} -> audit: TAKEN (continue: later routes are asked, too)", "{} -> pager: TAKEN");
    }

    @Test
    void manyRoutes_thoseTakenAreShownAndTheRestIsCounted() {
        String others = "    - { receiver: other, matchers: [n=\"0\"] }\n".repeat(150);
        Explanation explanation = new Incident("""
                        route:
                          receiver: default
                          routes:
                        %s    - { receiver: mine, matchers: [n="1"], continue: true }
                        %s""".formatted(others, others)).explain("n", "1");

        assertThat(explanation.routes().leftOut()).isEqualTo(200);
        assertThat(ExplanationText.of(explanation))
                .contains(
                        "    {n=\"1\"} -> mine: TAKEN (continue: later routes are asked, too)\n  and 200 more routes\n");
    }

    @Test
    void manyRoutesThatAreNotAsked_areCounted() {
        Explanation explanation =
                new Incident("""
                        route:
                          receiver: default
                          routes:
                            - { receiver: mine }
                        %s""".formatted("    - { receiver: other }\n".repeat(101))).explain("n", "1");

        assertThat(explanation.routes().root().children().get(0).notAsked()).hasSize(ShownRoutes.OTHERS_MAX);
        assertThat(ExplanationText.of(explanation)).contains("  and 1 more route\n");
    }

    @Test
    void manyRoutesTaken_theFirstAreAnsweredForAndTheRestIsCounted() {
        Explanation explanation =
                new Incident("""
                        route:
                          receiver: default
                          routes:
                        %s""".formatted("    - { receiver: some, continue: true }\n".repeat(25))).explain("n", "1");

        assertThat(explanation.destinations()).hasSize(Explanation.DESTINATIONS_MAX);
        assertThat(explanation.routes().leftOut()).isEqualTo(5);
        assertThat(ExplanationText.of(explanation)).contains("  and 5 more routes take it, too\n");
    }

    @Test
    void manySilences_thoseThatEndLastAreNamedAndTheRestIsCounted() {
        Incident incident = new Incident("route: { receiver: default }").fires("n", "1");
        for (int i = 0; i < 12; i++) {
            incident.silences(MatchType.EQUAL, "n", "1").after(SECOND);
        }

        assertThat(incident.text("n", "1"))
                .contains("kept back: silenced by silence-12 {n=\"1\"}", "silence-3 ")
                .contains("(\"moving the rack\") and 2 more until 2026-01-01T02:00:11Z\n")
                .doesNotContain("silence-2 ");
    }

    @Test
    void blackHole_silenced_isStillABlackHole() {
        String text = new Incident("route: { receiver: 'null' }")
                .fires("alertname", "Watchdog")
                .silences(MatchType.EQUAL, "alertname", "Watchdog")
                .text("alertname", "Watchdog");

        assertThat(text)
                .contains(
                        "  -> null: nothing is ever sent: the receiver has no integrations\n",
                        "\n  silenced by silence-1");
    }

    @Test
    void supposedIntoAnExistingGroup_isNewThere() {
        Incident incident = new Incident("route: { receiver: default }").fires("n", "1");
        incident.after(Duration.ofMinutes(1));

        String text = incident.text("n", "2");

        String next = "webhook[0] is notified at 2026-01-01T00:05:30Z: new alerts added\n";
        assertThat(text).contains("  -> default: " + next, "  1 alert, last flush", "\n  " + next);
        assertThat(incident.text("n", "1")).contains("  -> default: webhook[0] was told at 2026-01-01T00:00:30Z");
    }

    @Test
    void alertThatIsCutOff_isOnlyCounted() {
        Incident incident =
                new Incident("route: { receiver: short }").fires("n", "1").fires("n", "2");
        incident.after(Duration.ofMinutes(1));

        assertThat(incident.text("n", "1"))
                .contains("  -> short: webhook[0] was told at 2026-01-01T00:00:30Z and hears of it again at"
                        + " 2026-01-01T04:05:30Z if it still fires\n");
        assertThat(incident.text("n", "2"))
                .contains("  -> short: webhook[0] was told at 2026-01-01T00:00:30Z and hears of it again at"
                        + " 2026-01-01T04:05:30Z if it still fires; this alert is only counted there (max_alerts 1)\n");
    }

    @Test
    void silencesThatFollowOneAnother_areAllNamed() {
        String text = new Incident("route: { receiver: default }")
                .fires("n", "1")
                .silences(MatchType.EQUAL, "n", "1", Duration.ZERO, Duration.ofMinutes(5))
                .silences(MatchType.EQUAL, "n", "1", Duration.ofMinutes(4), Duration.ofMinutes(6))
                .silences(MatchType.EQUAL, "n", "1", Duration.ofMinutes(5), Duration.ofMinutes(10))
                .silences(MatchType.EQUAL, "n", "1", Duration.ofMinutes(11), Duration.ofMinutes(20))
                .text("n", "1");

        assertThat(text)
                .contains(
                        "  -> default: kept back: silenced by silence-1 {n=\"1\"} of \"ann\" (\"moving the rack\") until"
                                + " 2026-01-01T00:05:00Z, then by silence-3 {n=\"1\"} of \"ann\" (\"moving the rack\") until"
                                + " 2026-01-01T00:10:00Z\n")
                .contains(
                        "    to end it: amtool silence expire silence-1\n    to end it: amtool silence expire silence-3\n");
    }

    @Test
    void severalDestinations_flushesComeInBetween() {
        Incident incident = new Incident("""
                        route:
                          receiver: default
                          routes:
                            - { receiver: some, continue: true }
                            - { receiver: other }
                        """).fires("n", "1");

        assertThat(incident.isServedDuringExplain("n", "1")).isTrue();
        assertThat(incident.explain("n", "1").destinations()).hasSize(2);
    }
}
