package io.tocsin.evaluator.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.config.ScrapeLimits;
import io.tocsin.evaluator.config.ScrapeProtocol;
import io.tocsin.evaluator.relabel.RelabelRule;
import io.tocsin.evaluator.relabel.RelabelRule.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ScraperTest {
    private static final long INTERVAL = 10_000;

    private final SampleSinkFake sink = new SampleSinkFake();
    private final ManualTimers time = new ManualTimers();
    private final List<ScrapeRequest> requests = new ArrayList<>();
    private final List<ScrapeReport> reports = new ArrayList<>();

    /** What is answered, unless requests are left open. */
    private String body = "a 1\n";

    private boolean isHeld;
    private int answersDone;
    private boolean isThrowing;
    private CompletableFuture<ScrapeAnswer> open = new CompletableFuture<>();

    private final List<BodySize> sizesExpected = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();

    private final Scraper scraper =
            new Scraper(sink, this::fetch, time, TextMemory.ofHeap(1L << 30), 42, new ScrapeListener() {
                @Override
                public void scraped(String job, ScrapeTarget target, ScrapeReport report) {
                    reports.add(report);
                }

                @Override
                public void begun(ScrapeTarget target, long sinceLastNanos) {
                    pauses.add(sinceLastNanos / 1_000_000);
                }

                @Override
                public void broken(ScrapeTarget target, Throwable fault) {
                    faults.add(fault);
                }
            });

    private CompletableFuture<ScrapeAnswer> fetch(ScrapeRequest request, BodySize expected) {
        requests.add(request);
        sizesExpected.add(expected);
        if (isThrowing) {
            throw new IllegalArgumentException("no such address");
        }
        open = new CompletableFuture<>();
        if (!isHeld) {
            open.complete(answer());
        }
        return open;
    }

    private ScrapeAnswer answer() {
        return new ScrapeAnswer(200, "OK", "text/plain", ScrapeBody.of(body.getBytes(UTF_8)), () -> answersDone++);
    }

    private static ScrapeConfig config(ScrapeLimits limits, List<RelabelRule> rules) {
        return new ScrapeConfig(
                "j",
                Duration.ofMillis(INTERVAL),
                Duration.ofSeconds(5),
                "/metrics",
                "http",
                Map.of(),
                false,
                true,
                false,
                true,
                ScrapeProtocol.DEFAULT,
                Optional.empty(),
                limits,
                HttpConfig.DEFAULT,
                List.of(),
                List.of(),
                List.of(),
                rules,
                true);
    }

    private static ScrapeTarget target(String instance) {
        return new ScrapeTarget(
                Labels.of("__address__", instance),
                Labels.of("instance", instance),
                "http://" + instance + "/metrics",
                Duration.ofMillis(INTERVAL),
                Duration.ofSeconds(5));
    }

    private static List<ScrapePool> pools(String... instances) {
        return List.of(new ScrapePool(
                config(ScrapeLimits.NONE, List.of()),
                Arrays.stream(instances).map(ScraperTest::target).toList()));
    }

    /** Passes the first, which has an offset of its own. */
    private long firstScrapeMillis() {
        for (int i = 0; i < INTERVAL && requests.isEmpty(); i++) {
            time.advance(1);
        }
        assertThat(requests).isNotEmpty();
        return time.nowMillis();
    }

    private List<Long> times(String metric) {
        List<Long> times = new ArrayList<>();
        sink.series().forEach((labels, samples) -> {
            if (labels.get("__name__").equals(metric)) {
                times.addAll(samples.keySet());
            }
        });
        return times;
    }

    @Test
    void update_newTarget_isScrapedAtEachInterval() {
        scraper.update(pools("h"));
        assertThat(scraper.targets()).extracting(TargetStatus::health).containsExactly(TargetStatus.Health.UNKNOWN);

        long first = firstScrapeMillis();
        time.advance(3 * INTERVAL);

        assertThat(times("a")).containsExactly(first, first + INTERVAL, first + 2 * INTERVAL, first + 3 * INTERVAL);
        assertThat(scraper.targets()).extracting(TargetStatus::health).containsExactly(TargetStatus.Health.UP);
        assertThat(requests.get(0).headers())
                .containsEntry("Accept-Encoding", "gzip")
                .containsEntry("X-Prometheus-Scrape-Timeout-Seconds", "5");
    }

    @Test
    void scrape_extraMetricsWanted_tellsOfTimeoutAndLimits() {
        scraper.update(pools("h"));
        long first = firstScrapeMillis();

        assertThat(sink.samples("scrape_timeout_seconds")).isEqualTo(first + ":5.0");
        assertThat(sink.samples("scrape_sample_limit")).isEqualTo(first + ":0.0");
        assertThat(sink.samples("scrape_body_size_bytes")).isEqualTo(first + ":4.0");
    }

    @Test
    void scrape_afterAnAnswer_expectsOneAsLarge() {
        scraper.update(pools("h"));
        firstScrapeMillis();
        int length = body.length();
        body = "";
        time.advance(2 * INTERVAL);

        assertThat(sizesExpected).containsExactly(BodySize.UNKNOWN, new BodySize(length, length), new BodySize(0, 0));
    }

    @Test
    void scrape_slow_delaysAndSkips() {
        isHeld = true;
        scraper.update(pools("h"));
        long first = firstScrapeMillis();

        time.advance(2 * INTERVAL + 3000);
        assertThat(requests).hasSize(1);
        isHeld = false;
        open.complete(answer());
        time.advance(INTERVAL);

        assertThat(times("a")).containsExactly(first, first + 2 * INTERVAL + 3000, first + 3 * INTERVAL);
        assertThat(reports.get(0).durationSeconds()).isEqualTo(23);
    }

    @Test
    void scrape_clientFails_isDownWithItsWords() {
        isHeld = true;
        scraper.update(pools("h"));
        firstScrapeMillis();

        open.completeExceptionally(new IOException("connection refused"));

        assertThat(scraper.targets()).extracting(TargetStatus::lastError).containsExactly("connection refused");
        assertThat(sink.samples("up")).endsWith(":0.0");
    }

    @Test
    void scrape_clientThrows_isDownAndGoesOn() {
        isThrowing = true;
        scraper.update(pools("h"));
        firstScrapeMillis();
        assertThat(scraper.targets()).extracting(TargetStatus::lastError).containsExactly("no such address");

        isThrowing = false;
        time.advance(INTERVAL);

        assertThat(scraper.targets()).extracting(TargetStatus::health).containsExactly(TargetStatus.Health.UP);
    }

    /** An error, too: the target would never be asked again, and nobody would be told. */
    @Test
    void scrape_errorOfOurs_isDownTellsOfItAndGoesOn() {
        sink.fault = new StackOverflowError("deep");
        scraper.update(pools("h"));
        firstScrapeMillis();

        assertThat(scraper.targets())
                .extracting(TargetStatus::lastError)
                .containsExactly("internal error: java.lang.StackOverflowError: deep");
        assertThat(faults).hasSize(1);
        assertThat(answersDone).isEqualTo(1);
        time.advance(INTERVAL);

        assertThat(scraper.targets()).extracting(TargetStatus::health).containsExactly(TargetStatus.Health.UP);
        assertThat(answersDone).isEqualTo(2);
        assertThat(pauses).containsExactly(INTERVAL);
    }

    @Test
    void scrape_bodyTooLarge_isDown() {
        isHeld = true;
        scraper.update(pools("h"));
        firstScrapeMillis();

        open.completeExceptionally(new CompletionException(new BodyTooLargeException("7 bytes")));

        assertThat(scraper.targets())
                .extracting(TargetStatus::lastError)
                .containsExactly("body size limit exceeded (7 bytes)");
    }

    @Test
    void update_targetGone_endsItsSeriesAtTheFirstMissedScrape() {
        scraper.update(pools("h"));
        long first = firstScrapeMillis();
        time.advance(1000);

        scraper.update(pools());
        time.advance(2 * INTERVAL - 1);
        assertThat(times("a")).containsExactly(first);
        time.advance(1);

        assertThat(sink.samples("a")).isEqualTo(first + ":1.0 " + (first + INTERVAL) + ":stale");
        assertThat(sink.samples("up")).isEqualTo(first + ":1.0 " + (first + INTERVAL) + ":stale");
        assertThat(scraper.targets()).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void update_targetGoneWhileItAnswers_takesTheAnswerFirst() {
        isHeld = true;
        scraper.update(pools("h"));
        long first = firstScrapeMillis();

        scraper.update(pools());
        open.complete(answer());
        time.advance(3 * INTERVAL);

        assertThat(sink.samples("a")).isEqualTo(first + ":1.0 " + (first + INTERVAL) + ":stale");
    }

    @Test
    void update_targetComesBack_isNotEnded() {
        scraper.update(pools("h"));
        firstScrapeMillis();

        scraper.update(pools());
        time.advance(1000);
        scraper.update(pools("h"));
        time.advance(5 * INTERVAL);

        assertThat(sink.samples("a")).doesNotContain("stale");
        assertThat(times("a").size()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void update_neverScraped_leavesNothing() {
        scraper.update(pools("h"));
        scraper.update(pools());
        time.advance(5 * INTERVAL);

        assertThat(requests).isEmpty();
        assertThat(sink.series()).isEmpty();
    }

    @Test
    void update_settingsChange_goOnWithoutAGap() {
        scraper.update(pools("h"));
        long first = firstScrapeMillis();

        RelabelRule rename = new RelabelRule(Action.REPLACE, List.of(), ";", "(.*)", 0, "x", "1");
        scraper.update(List.of(new ScrapePool(config(ScrapeLimits.NONE, List.of(rename)), List.of(target("h")))));
        time.advance(INTERVAL);

        assertThat(sink.samples())
                .isEqualTo(Map.of(
                        "{__name__=\"a\", instance=\"h\"}", first + ":1.0 " + (first + INTERVAL) + ":stale",
                        "{__name__=\"a\", instance=\"h\", x=\"1\"}", (first + INTERVAL) + ":1.0"));
    }

    @Test
    void update_tooManyTargets_failAll() {
        scraper.update(List.of(new ScrapePool(
                config(new ScrapeLimits(0, 0, 1, 0, 0, 0, 0), List.of()), List.of(target("h"), target("i")))));
        time.advance(INTERVAL);

        assertThat(requests).isEmpty();
        assertThat(scraper.targets())
                .extracting(TargetStatus::lastError)
                .containsOnly("target_limit exceeded (number of targets: 2, limit: 1)");
        assertThat(times("up")).hasSize(2);
    }

    @Test
    void update_sameTargetTwice_isScrapedOnce() {
        scraper.update(pools("h", "h"));
        time.advance(INTERVAL);

        assertThat(requests).hasSize(1);
        assertThat(scraper.targets()).hasSize(1);
    }

    @Test
    void close_always_leavesSeriesAsTheyAre() {
        isHeld = true;
        scraper.update(pools("h"));
        firstScrapeMillis();

        scraper.close();
        open.complete(answer());
        time.advance(5 * INTERVAL);

        assertThat(sink.series()).isEmpty();
        assertThat(requests).hasSize(1);
        assertThat(answersDone).isEqualTo(1);
    }

    @Test
    void scrape_wallClockSet_keepsTheIntervalAndTellsTheNewTime() {
        scraper.update(pools("h"));
        long first = firstScrapeMillis();

        time.shiftWall(3_600_000);
        time.advance(INTERVAL);

        assertThat(times("a")).containsExactly(first, first + 3_600_000 + INTERVAL);
    }

    @Test
    void metadata_byTarget_isWhatItSays() {
        body = "# HELP a text\na 1\n";
        scraper.update(pools("h"));
        firstScrapeMillis();

        assertThat(scraper.metadata()).hasSize(1);
        assertThat(scraper.metadata().get(0).metrics())
                .extracting(MetricMetadata::help)
                .containsExactly("text");
    }
}
