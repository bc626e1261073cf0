package io.tocsin.evaluator.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.ScrapeLimits;
import io.tocsin.evaluator.exposition.MetricType;
import io.tocsin.evaluator.relabel.RelabelRule;
import io.tocsin.evaluator.relabel.RelabelRule.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScrapeLoopTest {
    private static final String A = "{__name__=\"a\", job=\"j\"}";
    private static final String B = "{__name__=\"b\", job=\"j\"}";

    private static final TextMemory MEMORY = TextMemory.ofHeap(1L << 30);

    private final SampleSinkFake sink = new SampleSinkFake();

    private static ScrapeLoop loop(SampleSinkFake sink, ScrapeSettings settings, Labels target) {
        return new ScrapeLoop(
                "j",
                new ScrapeTarget(
                        Labels.EMPTY, target, "http://h/metrics", Duration.ofSeconds(15), Duration.ofSeconds(10)),
                settings,
                sink,
                MEMORY);
    }

    private ScrapeLoop loop(ScrapeSettings settings) {
        return loop(sink, settings, Labels.of("job", "j"));
    }

    private static ScrapeSettings settings(boolean honorLabels, ScrapeLimits limits, List<RelabelRule> rules) {
        return new ScrapeSettings(honorLabels, true, false, Optional.empty(), limits, rules, false);
    }

    private static ScrapeReport scrape(ScrapeLoop loop, long time, String body) {
        return loop.scraped(time, () -> 250_000_000, ScrapeAnswers.ok("text/plain", body.getBytes(UTF_8)));
    }

    @Test
    void scraped_seriesMissing_endsIt() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "a 1\nb 2\n");
        scrape(loop, 2000, "a 3\n");
        scrape(loop, 3000, "a 4\n");

        assertThat(sink.samples()).isEqualTo(Map.of(A, "1000:1.0 2000:3.0 3000:4.0", B, "1000:2.0 2000:stale"));
    }

    @Test
    void scraped_answerEmpty_endsAll() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "a 1\n");
        ScrapeReport report = scrape(loop, 2000, "");

        assertThat(report.isUp()).isTrue();
        assertThat(sink.samples()).isEqualTo(Map.of(A, "1000:1.0 2000:stale"));
    }

    @Test
    void failed_always_endsAllOnce() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "a 1\n");
        loop.failed(2000, () -> 0, "connection refused");
        loop.failed(3000, () -> 0, "connection refused");
        scrape(loop, 4000, "a 4\n");

        assertThat(sink.samples()).isEqualTo(Map.of(A, "1000:1.0 2000:stale 4000:4.0"));
        assertThat(sink.samples("up")).isEqualTo("1000:1.0 2000:0.0 3000:0.0 4000:1.0");
        assertThat(loop.status().lastError()).isEmpty();
    }

    @Test
    void scraped_faultInTheMiddle_takesNothingAndEndsAll() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "a 1\nb 1\n");
        ScrapeReport report = scrape(loop, 2000, "a 2\n!\n");
        scrape(loop, 3000, "a 3\n!\n");
        scrape(loop, 4000, "b 4\na 4\n");
        scrape(loop, 5000, "a 5\n");

        assertThat(report.error()).isEqualTo("line 2: expected a valid start token, got \"!\"");
        assertThat(report.scraped()).isEqualTo(1);
        assertThat(sink.samples())
                .isEqualTo(Map.of(
                        A, "1000:1.0 2000:stale 4000:4.0 5000:5.0", B, "1000:1.0 2000:stale 4000:4.0 5000:stale"));
    }

    @Test
    void scraped_seriesInAnotherSpelling_doesNotEndIt() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "a{x=\"1\",y=\"2\"} 1\n");
        scrape(loop, 2000, "a{y=\"2\",x=\"1\"} 2\n");

        assertThat(sink.samples().values()).containsExactly("1000:1.0 2000:2.0");
    }

    @Test
    void scraped_orderChanges_findsAllSeries() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);
        List<String> lines = new ArrayList<>(List.of("a 1\n", "b 1\n", "c{x=\"1\"} 1\n", "c{x=\"2\"} 1\n", "d 1\n"));
        for (int i = 0; i < 30; i++) {
            Collections.shuffle(lines, new Random(i));
            ScrapeReport report = scrape(loop, 1000 + i, String.join("", lines));

            assertThat(report.seriesAdded()).isEqualTo(i == 0 ? 5 : 0);
        }
        assertThat(sink.samples()).hasSize(5);
        assertThat(sink.samples().values()).allMatch(samples -> samples.split(" ").length == 30);
    }

    @Test
    void scraped_seriesComesBack_isAddedAgain() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "a 1\nb 1\nc 1\n");
        scrape(loop, 2000, "a 1\nc 1\n");
        ScrapeReport report = scrape(loop, 3000, "a 1\nb 1\nc 1\n");

        assertThat(report.seriesAdded()).isEqualTo(1);
        assertThat(sink.samples().get(B)).isEqualTo("1000:1.0 2000:stale 3000:1.0");
    }

    @Test
    void scraped_timestamps_areNotEndedUnlessTracked() {
        ScrapeLoop plain = loop(ScrapeSettings.DEFAULT);
        SampleSinkFake trackedSink = new SampleSinkFake();
        ScrapeLoop tracking = loop(
                trackedSink,
                new ScrapeSettings(false, true, true, Optional.empty(), ScrapeLimits.NONE, List.of(), false),
                Labels.of("job", "j"));

        for (ScrapeLoop loop : List.of(plain, tracking)) {
            scrape(loop, 1000, "a 1 500\n");
            scrape(loop, 2000, "b 1\n");
        }

        assertThat(sink.samples().get(A)).isEqualTo("500:1.0");
        assertThat(trackedSink.samples().get(A)).isEqualTo("500:1.0 2000:stale");
    }

    @Test
    void scraped_timestampsNotHonored_takeTheTimeOfTheScrape() {
        ScrapeLoop loop =
                loop(new ScrapeSettings(false, false, false, Optional.empty(), ScrapeLimits.NONE, List.of(), false));

        scrape(loop, 1000, "a 1 500\n");

        assertThat(sink.samples()).isEqualTo(Map.of(A, "1000:1.0"));
    }

    @Test
    void scraped_timestampFarAhead_isLeftOut() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        ScrapeReport report = scrape(loop, 1000, "a 1 601001\nb 1 601000\n");

        assertThat(report.isUp()).isTrue();
        assertThat(report.outOfBounds()).isEqualTo(1);
        assertThat(sink.samples().keySet()).containsExactly(B);
    }

    @Test
    void scraped_sampleLimit_countsAllAndTakesNone() {
        ScrapeLoop loop = loop(settings(false, new ScrapeLimits(0, 2, 0, 0, 0, 0, 0), List.of()));

        ScrapeReport report = scrape(loop, 1000, "a 1\nb 1\nc 1\n");

        assertThat(report.error()).isEqualTo("sample limit exceeded");
        assertThat(report.scraped()).isEqualTo(3);
        assertThat(report.kept()).isEqualTo(3);
        assertThat(sink.samples()).isEmpty();
        assertThat(scrape(loop, 2000, "a 1\nb 1\n").isUp()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|0|0|label_limit exceeded (metric: a, number of labels: 3, limit: 2)",
                "0|7|0|label_name_length_limit exceeded (metric: a, label name: __name__, length: 8, limit: 7)",
                "0|0|3|label_value_length_limit exceeded (metric: a, label name: x, value: \"long\", length: 4, limit: 3)",
                "3|8|4|",
            })
    void scraped_labelLimits_failTheScrape(long labels, long name, long value, String error) {
        ScrapeLoop loop = loop(settings(false, new ScrapeLimits(0, 0, 0, labels, name, value, 0), List.of()));

        ScrapeReport report = scrape(loop, 1000, "a{x=\"long\"} 1\n");

        assertThat(report.error()).isEqualTo(error == null ? "" : error);
    }

    @Test
    void scraped_labelConflicts_areExportedOrHonored() {
        Labels target = Labels.of("job", "j", "instance", "i");
        SampleSinkFake honoring = new SampleSinkFake();
        String body = "a{job=\"x\",exported_job=\"y\"} 1\nb{instance=\"\"} 1\n";

        scrape(loop(sink, ScrapeSettings.DEFAULT, target), 1000, body);
        scrape(loop(honoring, settings(true, ScrapeLimits.NONE, List.of()), target), 1000, body);

        assertThat(sink.samples().keySet())
                .containsExactly(
                        "{__name__=\"a\", exported_exported_job=\"x\", exported_job=\"y\", instance=\"i\", job=\"j\"}",
                        "{__name__=\"b\", instance=\"i\", job=\"j\"}");
        assertThat(honoring.samples().keySet())
                .containsExactly(
                        "{__name__=\"a\", exported_job=\"y\", instance=\"i\", job=\"x\"}",
                        "{__name__=\"b\", job=\"j\"}");
    }

    @Test
    void scraped_relabeling_dropsAndRenames() {
        ScrapeLoop loop = loop(settings(
                false,
                ScrapeLimits.NONE,
                List.of(
                        new RelabelRule(Action.DROP, List.of("__name__"), ";", "b.*", 0, "", "$1"),
                        new RelabelRule(Action.REPLACE, List.of("__name__"), ";", "(.*)", 0, "__name__", "x_$1"))));

        ScrapeReport first = scrape(loop, 1000, "a 1\nb 1\n");
        ScrapeReport second = scrape(loop, 2000, "a 1\nb 1\n");

        assertThat(sink.samples()).isEqualTo(Map.of("{__name__=\"x_a\", job=\"j\"}", "1000:1.0 2000:1.0"));
        assertThat(List.of(first.scraped(), first.kept(), second.scraped(), second.kept()))
                .containsExactly(2, 1, 2, 1);
        assertThat(sink.samples("scrape_samples_post_metric_relabeling")).isEqualTo("1000:1.0 2000:1.0");
    }

    @Test
    void scraped_relabelingTakesTheNameAway_failsTheScrape() {
        ScrapeLoop loop = loop(settings(
                false,
                ScrapeLimits.NONE,
                List.of(new RelabelRule(Action.LABELDROP, List.of(), ";", "__name__", 0, "", "$1"))));

        assertThat(scrape(loop, 1000, "a 1\n").error()).isEqualTo("missing metric name (__name__ label)");
    }

    @Test
    void scraped_storeIsFull_failsTheScrape() {
        SampleSinkFake small = new SampleSinkFake(6);
        ScrapeLoop loop = loop(small, ScrapeSettings.DEFAULT, Labels.of("job", "j"));

        scrape(loop, 1000, "a 1\n");
        ScrapeReport report = scrape(loop, 2000, "a 2\nb 2\n");

        assertThat(report.error()).isEqualTo("series limit of 6 reached");
        assertThat(small.samples()).isEqualTo(Map.of(A, "1000:1.0 2000:stale"));
        assertThat(small.samples("up")).isEqualTo("1000:1.0 2000:0.0");
    }

    @Test
    void scraped_statusNotOk_saysWhich() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        ScrapeReport report = loop.scraped(
                1000, () -> 0, new ScrapeAnswer(404, "Not Found", "text/plain", ScrapeBody.EMPTY, () -> {}));

        assertThat(report.error()).isEqualTo("server returned HTTP status 404 Not Found");
        assertThat(loop.status().health()).isEqualTo(TargetStatus.Health.DOWN);
        assertThat(sink.samples()).isEmpty();
    }

    @Test
    void scraped_always_tellsOfItself() {
        ScrapeLoop loop =
                loop(new ScrapeSettings(false, true, false, Optional.empty(), ScrapeLimits.NONE, List.of(), true));

        scrape(loop, 1000, "a 1\n");
        loop.failed(2000, () -> 0, new BodyTooLargeException("7 bytes"));

        assertThat(sink.samples("scrape_duration_seconds")).isEqualTo("1000:0.25 2000:0.0");
        assertThat(sink.samples("scrape_samples_scraped")).isEqualTo("1000:1.0 2000:0.0");
        assertThat(sink.samples("scrape_series_added")).isEqualTo("1000:1.0 2000:0.0");
        assertThat(sink.samples("scrape_timeout_seconds")).isEqualTo("1000:10.0 2000:10.0");
        assertThat(sink.samples("scrape_sample_limit")).isEqualTo("1000:0.0 2000:0.0");
        assertThat(sink.samples("scrape_body_size_bytes")).isEqualTo("1000:4.0 2000:-1.0");
        assertThat(loop.status().lastDurationSeconds()).isZero();
        assertThat(loop.status().lastScrapeMillis()).isEqualTo(2000);
    }

    @Test
    void ended_afterScrapes_endsAllSeries() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);
        scrape(loop, 1000, "a 1\n");

        loop.ended(2000);

        assertThat(sink.series().values()).isNotEmpty().allMatch(samples -> samples.containsKey(2000L));
        assertThat(sink.samples("up")).isEqualTo("1000:1.0 2000:stale");
    }

    @Test
    void reconfigure_rulesChange_endsWhatIsNoLongerMade() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);
        scrape(loop, 1000, "a 1\nb 1\n");

        loop.reconfigure(settings(
                false,
                ScrapeLimits.NONE,
                List.of(new RelabelRule(Action.DROP, List.of("__name__"), ";", "b", 0, "", "$1"))));
        scrape(loop, 2000, "a 2\nb 2\n");
        scrape(loop, 3000, "a 3\nb 3\n");

        assertThat(sink.samples()).isEqualTo(Map.of(A, "1000:1.0 2000:2.0 3000:3.0", B, "1000:1.0 2000:stale"));
    }

    @Test
    void metadata_said_isThereForTenMoreScrapes() {
        ScrapeLoop loop = loop(ScrapeSettings.DEFAULT);

        scrape(loop, 1000, "# HELP b two\n# TYPE a counter\n# HELP a one\na 1\n");

        assertThat(loop.metadata())
                .containsExactly(
                        new MetricMetadata("a", MetricType.COUNTER, "one", ""),
                        new MetricMetadata("b", MetricType.UNKNOWN, "two", ""));
        for (int i = 0; i < 9; i++) {
            scrape(loop, 2000 + i, "# TYPE a gauge\n");
            assertThat(loop.metadata()).hasSize(2);
        }
        scrape(loop, 3000, "# TYPE a gauge\n");
        scrape(loop, 4000, "# TYPE a gauge\n");
        assertThat(loop.metadata()).containsExactly(new MetricMetadata("a", MetricType.GAUGE, "one", ""));
    }
}
