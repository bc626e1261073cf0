package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.prometheus.VirtualEvaluator.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What everybody tries first: a database is started anew, and {@code mysql_uptime < 30} with {@code for: 10s} is seen to
 * be inactive, pending, firing and inactive again, scraped every 5 s and evaluated every 10 s.
 *
 * <p>In virtual time, through the API, second by second; {@code ClassicExampleIT} does it with processes.
 */
final class ClassicExampleTest {
    private static final Map<String, String> FILES =
            Map.of("alertmanager.yml", """
            route: {receiver: page, group_wait: 1s, group_interval: 5s}
            receivers: [{name: page, webhook_configs: [{url: 'http://page.test/'}]}]
            """, "prometheus.yml", """
            global: {scrape_interval: 5s, evaluation_interval: 10s}
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: mysql
                static_configs: [{targets: ['db.test:9104']}]
            """, "rules.yml", """
            groups:
              - name: mysql
                rules:
                  - alert: MysqlRestarted
                    expr: mysql_uptime < 30
                    for: 10s
            """);

    /** Started anew a minute after the start, when it had run for a while. */
    private static final Duration RESTARTED = Duration.ofSeconds(60);

    private static String uptime(Duration sinceStart) {
        long seconds = sinceStart.minus(RESTARTED).toSeconds();
        return "# TYPE mysql_uptime gauge\nmysql_uptime " + (seconds < 0 ? 1_000 + seconds : seconds) + "\n";
    }

    /** What is seen in one second, from three sides. */
    private record Seen(String rule, String alert, String series) {}

    private record Change(long second, Seen to) {}

    /**
     * Names decide when things are done: here the target is scraped 3.186 s after each multiple of five, and the group is
     * evaluated 4.659 s after each of ten. So 64.659 finds an uptime of 3, 74.659 one of 13, and 94.659 one of 33.
     */
    @Test
    void uptime_fallsBelowThirty_isInactivePendingFiringAndInactive() throws Exception {
        VirtualEvaluator world = new VirtualEvaluator(FILES, ClassicExampleTest::uptime);
        try {
            List<Change> changes = new ArrayList<>();
            Seen last = new Seen("", "", "");
            for (int second = 1; second <= 120; second++) {
                world.advance(Duration.ofSeconds(1));
                Seen now = look(world);
                if (!now.equals(last)) {
                    changes.add(new Change(second, now));
                    last = now;
                }
            }
            assertThat(changes)
                    .containsExactly(
                            new Change(1, new Seen("inactive", "", "")),
                            new Change(65, new Seen("pending", "pending", "pending")),
                            new Change(75, new Seen("firing", "firing", "firing")),
                            new Change(95, new Seen("inactive", "", "")));
            assertThat(world.told())
                    .as("a second after it fires, and with the flush after its end")
                    .containsExactly(
                            new Told(Duration.ofMillis(75_659), List.of("firing")),
                            new Told(Duration.ofMillis(95_659), List.of("resolved")));
            assertThat(world.scrapes()).hasSize(24).startsWith(Duration.ofMillis(3_186), Duration.ofMillis(8_186));
            assertThat(evaluations(world))
                    .startsWith("00:01:54.659Z", "00:01:44.659Z", "00:01:34.659Z", "00:01:24.659Z")
                    .endsWith("00:00:04.659Z")
                    .hasSize(12);
        } finally {
            world.stop();
        }
    }

    /** When the rule was evaluated, the last time first. */
    private static List<String> evaluations(VirtualEvaluator world) throws Exception {
        List<String> times = new ArrayList<>();
        world.data("rules?evaluations=true")
                .at("/groups/0/rules/0/evaluations")
                .forEach(each -> times.add(each.path("at").asText().replaceFirst(".*T", "")));
        return times;
    }

    private static Seen look(VirtualEvaluator world) throws Exception {
        return new Seen(
                world.data("rules").at("/groups/0/rules/0/state").asText(),
                only(world.data("alerts").path("alerts"), "/state"),
                only(world.query("ALERTS"), "/metric/alertstate"));
    }

    /** Of the one that there may be. */
    private static String only(JsonNode array, String field) {
        assertThat(array.size()).isLessThanOrEqualTo(1);
        return array.path(0).at(field).asText();
    }
}
