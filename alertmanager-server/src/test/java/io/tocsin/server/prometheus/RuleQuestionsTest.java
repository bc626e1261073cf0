package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Position;
import io.tocsin.evaluator.config.RuleConfig.Alerting;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupView;
import io.tocsin.evaluator.rule.RuleEvaluation;
import io.tocsin.evaluator.rule.RuleHealth;
import io.tocsin.evaluator.rule.RuleView;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page asks of rules, beside what Prometheus answers. */
final class RuleQuestionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final QueryThreads THREADS = new QueryThreads(2, 20, System::nanoTime);
    private static final int MANY = 20_000;

    private static RunningPrometheusApi api;

    @BeforeAll
    static void start() throws Exception {
        // In the order of their labels, as rules have them.
        List<AlertInstance> few = List.of(
                alert("a", AlertState.PENDING, 1_000),
                alert("b", AlertState.FIRING, 3_000),
                alert("c", AlertState.FIRING, 2_000));
        List<AlertInstance> many = IntStream.range(0, MANY)
                .mapToObj(i -> alert("host-" + i, AlertState.FIRING, i))
                .toList();
        GroupView hosts = new GroupView(
                new GroupId("hosts.yml", "hosts"),
                15_000,
                0,
                5_000,
                0.001,
                new GroupView.Counts(1, 0, 1, 0, 0),
                List.of(rule("Few", few), rule("Many", many), rule("Few", List.of())));
        MemoryStore store = new MemoryStore(new StoreLimits(Duration.ofHours(1).toMillis(), 100));
        api = new RunningPrometheusApi(
                PrometheusFixture.over(store, THREADS, InstantSource.system(), List.of(hosts))::addTo,
                InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
        THREADS.close();
    }

    private static AlertInstance alert(String host, AlertState state, long activeAt) {
        long none = AlertInstance.NONE;
        Labels labels = Labels.of("alertname", "Few", "host", host);
        return new AlertInstance(labels, Labels.of(), 1, state, activeAt, activeAt, none, none, none);
    }

    private static RuleView rule(String name, List<AlertInstance> alerts) throws PromqlSyntaxException {
        Alerting config = new Alerting(
                name,
                PromqlParser.parse("x > 1"),
                "x > 1",
                Duration.ZERO,
                Duration.ZERO,
                Labels.of(),
                Labels.of(),
                new Position("hosts.yml", 1, 1));
        return new RuleView(
                config,
                "x > 1",
                RuleHealth.OK,
                "",
                0.001,
                5_000,
                alerts,
                List.of(new RuleEvaluation(5_000, 0.001, alerts.size(), "")),
                List.of("x"));
    }

    private static List<JsonNode> rules(String parameters) throws Exception {
        HttpResponse<String> answer = api.get("/prometheus/api/v1/rules?" + parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> rules = new ArrayList<>();
        JSON.readTree(answer.body())
                .at("/data/groups")
                .forEach(group -> group.get("rules").forEach(rules::add));
        return rules;
    }

    private static List<String> hosts(JsonNode rule) {
        return StreamSupport.stream(rule.get("alerts").spliterator(), false)
                .map(alert -> alert.at("/labels/host").asText())
                .toList();
    }

    @Test
    void rules_withoutOurParameters_haveNothingThatPrometheusHasNot() throws Exception {
        JsonNode few = rules("rule_name[]=Few").get(0);

        assertThat(hosts(few)).containsExactly("a", "b", "c");
        assertThat(few.fieldNames())
                .toIterable()
                .containsExactly(
                        "state",
                        "name",
                        "query",
                        "duration",
                        "keepFiringFor",
                        "labels",
                        "annotations",
                        "alerts",
                        "health",
                        "evaluationTime",
                        "lastEvaluation",
                        "type");
        assertThat(few.at("/alerts/1").fieldNames())
                .toIterable()
                .containsExactly("labels", "annotations", "state", "activeAt", "value");
    }

    @Test
    void counts_alertsLeftOut_areOfAllOfThem() throws Exception {
        List<JsonNode> all = rules("exclude_alerts=true&counts=true");

        assertThat(all).allSatisfy(rule -> {
            assertThat(rule.get("alerts")).isEmpty();
            assertThat(rule.at("/emptySelectors/0").asText()).isEqualTo("x");
            assertThat(rule.has("evaluations")).isFalse();
        });
        assertThat(all.get(0).get("alertCounts")).hasToString("{\"firing\":2,\"pending\":1}");
        assertThat(all.get(1).get("alertCounts")).hasToString("{\"firing\":20000,\"pending\":0}");
        assertThat(all.get(0).get("state").asText()).isEqualTo("firing");
    }

    @Test
    void alertLimit_fewerThanThereAre_keepsFiringOnesThenTheOldest() throws Exception {
        assertThat(hosts(rules("rule_name[]=Few&alert_limit=2").get(0))).containsExactly("c", "b");
        assertThat(hosts(rules("rule_name[]=Few&alert_limit=0").get(0))).isEmpty();
        assertThat(hosts(rules("rule_name[]=Many&alert_limit=3").get(0))).containsExactly("host-0", "host-1", "host-2");
    }

    @Test
    void alertLimit_notANumber_isRefused() throws Exception {
        for (String text : List.of("-1", "1.5", "many", "99999999999")) {
            HttpResponse<String> answer = api.get("/prometheus/api/v1/rules?alert_limit=" + text);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("invalid parameter \\\"alert_limit\\\": expected a whole number from 0 on, got \\\""
                            + text + "\\\"");
        }
    }

    @Test
    void evaluations_firingAlert_hasTheFingerprintThatTheRouterKnowsItBy() throws Exception {
        JsonNode few = rules("rule_name[]=Few&evaluations=true").get(0);

        assertThat(few.at("/alerts/0").has("fingerprint")).as("pending").isFalse();
        assertThat(few.at("/alerts/1/fingerprint").asText())
                .isEqualTo(
                        Labels.of("alertname", "Few", "host", "b").fingerprint().toString());
        assertThat(few.at("/evaluations/0/samples").asInt()).isEqualTo(3);
    }

    @Test
    void rules_tensOfThousandsOfAlerts_areAllWritten() throws Exception {
        assertThat(hosts(rules("rule_name[]=Many").get(0))).hasSize(MANY);
    }
}
