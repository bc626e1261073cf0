package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reload of {@code prometheus.yml} changes for queries. */
final class EvaluatorReloadTest {
    private static final String COUNT = "count_over_time(vector(1)[10m:])";

    /** As in Prometheus, for whose users {@code [10m:]} has the step of {@code evaluation_interval}. */
    @Test
    void subqueriesWithoutStep_haveTheEvaluationIntervalOfTheFileInForce() throws Exception {
        VirtualEvaluator world = new VirtualEvaluator(
                Map.of(
                        "alertmanager.yml",
                        "route: {receiver: page}\nreceivers: [{name: page}]\n",
                        "prometheus.yml",
                        "global: {evaluation_interval: 15s}\nrule_files: [rules.yml]\n",
                        "rules.yml",
                        "groups: [{name: g, rules: [{record: counted, expr: '" + COUNT + "'}]}]\n"),
                sinceStart -> "");
        try {
            world.advance(Duration.ofMinutes(1));
            assertThat(counted(world, COUNT)).isEqualTo("40");
            assertThat(counted(world, "counted")).as("of a rule").isEqualTo("40");

            world.reload("prometheus.yml", "global: {}\nrule_files: [rules.yml]\n");
            world.advance(Duration.ofMinutes(2));
            assertThat(counted(world, COUNT)).as("the default is a minute").isEqualTo("10");
            assertThat(counted(world, "counted")).as("of a rule").isEqualTo("10");
        } finally {
            world.stop();
        }
    }

    private static String counted(VirtualEvaluator world, String expression) throws Exception {
        return world.query(expression).at("/0/value/1").asText();
    }
}
