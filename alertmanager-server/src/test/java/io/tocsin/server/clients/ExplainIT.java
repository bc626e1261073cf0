package io.tocsin.server.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.Programs;
import io.tocsin.server.process.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reasons not to have been notified, asked of the real server by the real amtool and over the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExplainIT {
    /** A zone without summer time that no machine of ours lives in. */
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    private static final String CONFIG = """
            route:
              receiver: default
              group_by: [alertname]
              group_wait: 0s
              routes:
                - { receiver: pager, matchers: ['severity="critical"', 'env=~"prod|stage"'] }
                - { receiver: audit, matchers: ['team="pay"'] }
                - { receiver: payments, matchers: ['team="pay"'], repeat_interval: 1h }
                - { receiver: office, matchers: ['team="web"'], active_time_intervals: [kolkata-desk] }
                - { receiver: slow, matchers: ['team="batch"'], group_wait: 1h, group_by: ['...'] }
            inhibit_rules:
              - name: node down
                source_matchers: ['alertname="NodeDown"']
                target_matchers: ['alertname="ServiceDown"']
                equal: [node]
            time_intervals:
              - name: kolkata-desk
                time_intervals: [{ weekdays: [%s], location: Asia/Kolkata }]
            receivers:
              - { name: default, webhook_configs: [{ url: %s }] }
              - { name: pager }
              - { name: audit, webhook_configs: [{ url: %<s }] }
              - { name: payments, webhook_configs: [{ url: %<s }] }
              - { name: office, webhook_configs: [{ url: %<s }] }
              - { name: slow, webhook_configs: [{ url: %<s }] }
            """;

    private static final String FIRES = " fires since <time>, until <time> unless it is posted again\n";
    private static final String INTERVALS = "group_interval 5m (default), repeat_interval 4h (default)\n";

    private final WebhookReceiver receiver = new WebhookReceiver();
    private final ZonedDateTime deskDay =
            ZonedDateTime.now(KOLKATA).toLocalDate().plusDays(3).atStartOfDay(KOLKATA);
    private ClientServer server;
    private Path home = Path.of("");

    /**
     * @param matchers those that amtool is given
     * @param head the first lines, which have to name the cause
     * @param rest what follows them
     * @param pointer where the JSON names the cause, as {@code cause}
     */
    record Incident(String name, List<String> matchers, String head, String rest, String pointer, String cause) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        home = folder;
        String day = deskDay.getDayOfWeek()
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
        server = ClientServer.start(folder, CONFIG.formatted(day, receiver.url()));
        server.silence("[{\"name\":\"instance\",\"value\":\"rack7-.*\",\"isRegex\":true}]", "moving the rack");
        server.fire(
                labels("alertname", "DiskFull", "severity", "Critical", "env", "prod"),
                labels("alertname", "CardDeclined", "team", "pay"),
                labels("alertname", "NodeDown", "node", "n1"),
                labels("alertname", "ServiceDown", "node", "n1"),
                labels("alertname", "DiskSlow", "instance", "rack7-db1"),
                labels("alertname", "PageSlow", "team", "web"),
                labels("alertname", "JobLate", "team", "batch"));
        // The three that nothing keeps back.
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        server.get("/api/tocsin/v1/explain?limit=100").text().split("already_notified", -1).length > 3);
    }

    @AfterAll
    void stop() {
        server.close();
        receiver.close();
    }

    static Stream<Incident> incidents() {
        return Stream.of(
                wrongMatcher(),
                missingContinue(),
                inhibition(),
                silenceByRegex(),
                otherZone(),
                stillWaiting(),
                supposedIntoToldGroup());
    }

    private static Incident wrongMatcher() {
        return new Incident(
                "wrong matcher",
                List.of("alertname=DiskFull"),
                "Alert {alertname=\"DiskFull\", env=\"prod\", severity=\"Critical\"}" + FIRES + """
                          -> default: webhook[0] was told at <time> and hears of it again at <time> if it still fires
                          not to pager: severity="critical" fails: the alert has severity="Critical", nearly the same; is one of them misspelt?
                        """,
                """
                        Routes
                          {} -> default: TAKEN
                            {env=~"prod|stage",severity="critical"} -> pager: no, severity="critical" fails: the alert has severity="Critical"
                            {team="pay"} -> audit: no, team="pay" fails: the alert has no label "team"
                            {team="pay"} -> payments: no, team="pay" fails: the alert has no label "team"
                            {team="web"} -> office: no, team="web" fails: the alert has no label "team"
                            {team="batch"} -> slow: no, team="batch" fails: the alert has no label "team"

                        Receiver default, group {}:{alertname="DiskFull"}
                          group_wait 0s (set here), group_interval 5m (default), repeat_interval 4h (default)
                          1 alert, last flush <time>, next flush <time>
                          webhook[0] was told at <time> and hears of it again at <time> if it still fires
                        """,
                "/nearMisses/0/matchers/0/matcher",
                "severity=\"critical\"");
    }

    private static Incident missingContinue() {
        return new Incident(
                "missing continue",
                List.of("CardDeclined"),
                "Alert {alertname=\"CardDeclined\", team=\"pay\"}" + FIRES + """
                          -> audit: webhook[0] was told at <time> and hears of it again at <time> if it still fires
                          not to payments: the route to audit before it, {team="pay"}, matches and does not say continue: true
                        """,
                """
                        Routes
                          {} -> default: matches, and a route below takes the alert
                            {env=~"prod|stage",severity="critical"} -> pager: no, env=~"prod|stage" fails: the alert has no label "env" and severity="critical" fails: the alert has no label "severity"
                            {team="pay"} -> audit: TAKEN
                            {team="pay"} -> payments: not asked, because the route above matched and does not say continue
                            {team="web"} -> office: not asked, because the route above matched and does not say continue
                            {team="batch"} -> slow: not asked, because the route above matched and does not say continue

                        Receiver audit, group {}/{team="pay"}:{alertname="CardDeclined"}
                          group_wait 0s (from route {}), group_interval 5m (default), repeat_interval 4h (default)
                          1 alert, last flush <time>, next flush <time>
                          webhook[0] was told at <time> and hears of it again at <time> if it still fires
                        """,
                "/nearMisses/0/reason",
                "not_asked");
    }

    private static Incident inhibition() {
        String cause = "inhibited by {alertname=\"NodeDown\", node=\"n1\"} through \"node down\" (equal: node),"
                + " which fires until <time> unless it is posted again\n";
        return new Incident(
                "inhibition",
                List.of("alertname=ServiceDown", "node=n1"),
                "Alert {alertname=\"ServiceDown\", node=\"n1\"}" + FIRES + "  -> default: kept back: " + cause,
                routesToDefault()
                        + "Receiver default, group {}:{alertname=\"ServiceDown\"}\n"
                        + "  group_wait 0s (set here), " + INTERVALS + "  " + cause
                        + mutedAndFlushed(),
                "/destinations/0/mutes/0/sourceLabels/alertname",
                "NodeDown");
    }

    private static Incident silenceByRegex() {
        String cause = "silenced by <id> {instance=~\"rack7-.*\"} of \"me\" (\"moving the rack\") until <time>\n";
        return new Incident(
                "silence by regex",
                List.of("alertname=DiskSlow"),
                "Alert {alertname=\"DiskSlow\", instance=\"rack7-db1\"}" + FIRES + "  -> default: kept back: " + cause,
                routesToDefault()
                        + "Receiver default, group {}:{alertname=\"DiskSlow\"}\n"
                        + "  group_wait 0s (set here), " + INTERVALS + "  " + cause
                        + "    to end it: amtool silence expire <id>\n"
                        + mutedAndFlushed(),
                "/destinations/0/mutes/0/reason",
                "silence");
    }

    private static Incident otherZone() {
        String cause = "outside active_time_intervals kolkata-desk (it is <clock> in Asia/Kolkata) until <time>\n";
        return new Incident(
                "time interval in another zone",
                List.of("alertname=PageSlow"),
                "Alert {alertname=\"PageSlow\", team=\"web\"}" + FIRES + "  -> office: kept back: " + cause,
                """
                        Routes
                          {} -> default: matches, and a route below takes the alert
                            {env=~"prod|stage",severity="critical"} -> pager: no, env=~"prod|stage" fails: the alert has no label "env" and severity="critical" fails: the alert has no label "severity"
                            {team="pay"} -> audit: no, team="pay" fails: the alert has team="web"
                            {team="pay"} -> payments: no, team="pay" fails: the alert has team="web"
                            {team="web"} -> office: TAKEN
                            {team="batch"} -> slow: not asked, because the route above matched and does not say continue

                        Receiver office, group {}/{team="web"}:{alertname="PageSlow"}
                          group_wait 0s (from route {}), group_interval 5m (default), repeat_interval 4h (default)
                        """ + "  " + cause + mutedAndFlushed(),
                "/destinations/0/mutes/0/locations/0",
                "Asia/Kolkata");
    }

    private static Incident stillWaiting() {
        return new Incident(
                "group still waiting",
                List.of("alertname=JobLate"),
                "Alert {alertname=\"JobLate\", team=\"batch\"}" + FIRES
                        + "  -> slow: waits for more alerts of its group until <time> (group_wait 1h)\n",
                """
                        Routes
                          {} -> default: matches, and a route below takes the alert
                            {env=~"prod|stage",severity="critical"} -> pager: no, env=~"prod|stage" fails: the alert has no label "env" and severity="critical" fails: the alert has no label "severity"
                            {team="pay"} -> audit: no, team="pay" fails: the alert has team="batch"
                            {team="pay"} -> payments: no, team="pay" fails: the alert has team="batch"
                            {team="web"} -> office: no, team="web" fails: the alert has team="batch"
                            {team="batch"} -> slow: TAKEN

                        Receiver slow, group {}/{team="batch"}:{alertname="JobLate", team="batch"}
                          group_wait 1h (set here), group_interval 5m (default), repeat_interval 4h (default)
                          1 alert, not flushed yet, next flush <time>
                          webhook[0] is notified at <time>: first notification
                        """,
                "/destinations/0/groupWait/value",
                "1h");
    }

    private static Incident supposedIntoToldGroup() {
        return new Incident(
                "nobody posted it, and its group was told",
                List.of("alertname=DiskFull", "disk=other"),
                """
                        Alert {alertname="DiskFull", disk="other"}, which is not stored: never posted, or resolved and forgotten; this is what would happen to it
                          -> default: webhook[0] is notified at <time>: new alerts added
                        """,
                routesToDefault() + """
                        Receiver default, group {}:{alertname="DiskFull"}
                          group_wait 0s (set here), group_interval 5m (default), repeat_interval 4h (default)
                          1 alert, last flush <time>, next flush <time>
                          webhook[0] is notified at <time>: new alerts added
                        """,
                "/destinations/0/integrations/0/reason",
                "new alerts added");
    }

    private static String routesToDefault() {
        return """
                Routes
                  {} -> default: TAKEN
                    {env=~"prod|stage",severity="critical"} -> pager: no, env=~"prod|stage" fails: the alert has no label "env" and severity="critical" fails: the alert has no label "severity"
                    {team="pay"} -> audit: no, team="pay" fails: the alert has no label "team"
                    {team="pay"} -> payments: no, team="pay" fails: the alert has no label "team"
                    {team="web"} -> office: no, team="web" fails: the alert has no label "team"
                    {team="batch"} -> slow: no, team="batch" fails: the alert has no label "team"

                """;
    }

    private static String mutedAndFlushed() {
        return """
                  1 alert, last flush <time>, next flush <time>
                  webhook[0] is told nothing for now: no alert of the group is left to tell of
                """;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incidents")
    void amtoolExplain_namesTheCauseInItsFirstLines(Incident incident) throws Exception {
        String printed = present(timeless(amtool(incident.matchers())));

        assertThat(printed).isEqualTo(incident.head() + "\n" + incident.rest());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incidents")
    void api_namesTheCauseInItsFields(Incident incident) {
        String filter = String.join(
                "&",
                incident.matchers().stream()
                        .map(matcher -> matcher.contains("=") ? matcher : "alertname=" + matcher)
                        .map(matcher -> "filter=" + ClientServer.encode(matcher))
                        .toList());

        JsonNode answer = server.read("/api/tocsin/v1/explain?" + filter);

        assertThat(answer.path("total").asInt()).isEqualTo(1);
        JsonNode explanation = answer.at("/explanations/0");
        assertThat(explanation.at(incident.pointer()).asText()).isEqualTo(incident.cause());
        assertThat(present(timeless(explanation.path("text").asText())))
                .isEqualTo(incident.head() + "\n" + incident.rest());
    }

    @Test
    void api_saysUntilWhenAndWhatIsNext() {
        JsonNode office = server.read("/api/tocsin/v1/explain?filter=alertname%3DPageSlow")
                .at("/explanations/0/destinations/0");
        assertThat(Instant.parse(office.at("/mutes/0/until").asText())).isEqualTo(deskDay.toInstant());

        JsonNode told = server.read("/api/tocsin/v1/explain?filter=alertname%3DDiskFull")
                .at("/explanations/0/destinations/0");
        Instant lastFlush = Instant.parse(told.at("/group/lastFlush").asText());
        assertThat(Instant.parse(told.at("/group/nextFlush").asText()))
                .isCloseTo(lastFlush.plusSeconds(300), within(2, ChronoUnit.SECONDS));
        assertThat(told.at("/integrations/0/verdict").asText()).isEqualTo("already_notified");
        Instant notified = Instant.parse(told.at("/integrations/0/lastNotified").asText());
        assertThat(Instant.parse(told.at("/integrations/0/nextDue").asText()))
                .isBetween(notified.plusSeconds(4 * 3600), notified.plusSeconds(4 * 3600 + 302));
    }

    private static String labels(String... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.append(i == 0 ? "" : ",").append("\"" + namesAndValues[i] + "\":\"" + namesAndValues[i + 1] + "\"");
        }
        return json.append("}").toString();
    }

    /** Without what happened before, which depends on how fast the machine is. */
    private static String present(String text) {
        int past = text.indexOf("\nWhat happened, newest first\n");
        return past < 0 ? text : text.substring(0, past);
    }

    private static String timeless(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "<time>")
                .replaceAll("\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d\\d:\\d\\d\\b", "<clock>")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>");
    }

    private String amtool(List<String> matchers) throws IOException, InterruptedException {
        Path printed = home.resolve("amtool.txt");
        List<String> command = new ArrayList<>(
                List.of(Programs.tocsinAmtool().toString(), "--alertmanager.url=" + server.url(), "explain"));
        command.addAll(matchers);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().putAll(Map.of("HOME", home.toString(), "TZ", "America/New_York"));
        Process amtool = builder.start();
        assertThat(amtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(printed, UTF_8);
        assertThat(amtool.exitValue()).as(text).isZero();
        return text;
    }
}
