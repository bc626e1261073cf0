package io.tocsin.evaluator.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.ScrapeLimits;
import io.tocsin.evaluator.relabel.RelabelRule;
import io.tocsin.evaluator.relabel.RelabelRule.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that would have the process remember ever more, each in a process of 16 MiB. */
final class HostileAnswersTest {
    private final TextMemory memory = TextMemory.ofHeap(16 << 20);
    private final SampleSinkFake sink = new SampleSinkFake();
    private long time;

    private ScrapeLoop loop(RelabelRule... rules) {
        return new ScrapeLoop(
                "j",
                new ScrapeTarget(
                        Labels.EMPTY,
                        Labels.of("job", "j"),
                        "http://h/metrics",
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10)),
                new ScrapeSettings(false, true, false, Optional.empty(), ScrapeLimits.NONE, List.of(rules), false),
                sink,
                memory);
    }

    private ScrapeReport scrape(ScrapeLoop loop, CharSequence body) {
        time += 1000;
        return loop.scraped(
                time, () -> 0, ScrapeAnswers.ok("text/plain", body.toString().getBytes(UTF_8)));
    }

    private static String lines(int count, String form) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
            body.append(form.replace("%", Integer.toString(i)));
        }
        return body.toString();
    }

    @Test
    void metadata_ofEverMoreMetrics_isKeptWithinItsShare() {
        ScrapeLoop loop = loop();

        ScrapeReport report = scrape(loop, lines(50_000, "# TYPE a% gauge\n"));

        assertThat(report.isUp()).isTrue();
        assertThat(report.forgotten()).isBetween(40_000, 49_999);
        assertThat(loop.metadata()).hasSize(50_000 - report.forgotten());
        assertThat(memory.metadata().takenBytes())
                .isBetween(50_000L, memory.metadata().totalBytes() / 8);
    }

    @Test
    void metadata_longTexts_areLeftOutAndTheOthersKept() {
        ScrapeLoop loop = loop();

        ScrapeReport report = scrape(loop, "# HELP a " + "x".repeat(100_000) + "\n# TYPE a counter\n# HELP b short\n");

        assertThat(report.forgotten()).isEqualTo(1);
        assertThat(loop.metadata()).extracting(MetricMetadata::help).containsExactly("", "short");
    }

    @Test
    void metadata_gone_givesItsMemoryBack() {
        ScrapeLoop loop = loop();
        scrape(loop, "# HELP a " + "x".repeat(10_000) + "\n# UNIT a seconds\n");
        assertThat(memory.metadata().takenBytes()).isGreaterThan(20_000);

        scrape(loop, "# HELP a y\n");
        assertThat(memory.metadata().takenBytes()).isLessThan(1_000);
        for (int i = 0; i < 12; i++) {
            scrape(loop, "");
        }

        assertThat(loop.metadata()).isEmpty();
        assertThat(memory.metadata().takenBytes()).isZero();
    }

    @Test
    void dropped_everOthers_areRememberedWithinTheirShare() {
        ScrapeLoop loop = loop(new RelabelRule(Action.DROP, List.of("__name__"), ";", "a.*", 0, "", "$1"));

        ScrapeReport report = scrape(loop, lines(50_000, "a% 1\n") + "b 1\n");

        assertThat(report.isUp()).isTrue();
        assertThat(report.forgotten()).isGreaterThan(40_000);
        assertThat(memory.dropped().takenBytes())
                .isBetween(50_000L, memory.dropped().totalBytes() / 8);
        assertThat(scrape(loop, "b 2\n").kept()).isEqualTo(1);
        assertThat(memory.dropped().takenBytes()).isZero();
    }

    /** One series, which takes one place in the store, however it is written. */
    @Test
    void series_inEverOtherSpellings_failsTheScrape() {
        ScrapeLoop loop = loop();

        ScrapeReport report = scrape(loop, lines(50_000, "a{%=\"\",x=\"1\"} 1\n".replace("%", "e%")));

        assertThat(report.error())
                .startsWith("no memory for the texts of so many series: those of one target may take");
        assertThat(sink.samples()).isEmpty();
        assertThat(scrape(loop, "b 2\n").isUp()).isTrue();
        assertThat(memory.series().takenBytes()).isLessThan(1_000);
    }

    @Test
    void series_ofManyLabels_failsTheScrape() {
        ScrapeReport report = scrape(loop(), "b 1\na{" + lines(20_000, "l%=\"\",") + "} 1\n");

        assertThat(report.error())
                .startsWith("line 2: name and labels of a series take more than 65536 bytes while parsing");
        assertThat(report.error().length()).isLessThan(300);
    }

    @Test
    void series_withALongValue_failsTheScrape() {
        assertThat(scrape(loop(), "a{x=\"" + "v".repeat(65_536) + "\"} 1\n").isUp())
                .isFalse();
        assertThat(scrape(loop(), "a".repeat(65_537) + " 1\n").isUp()).isFalse();
        assertThat(scrape(loop(), "a".repeat(65_536) + " 1\n").isUp()).isTrue();
    }

    @Test
    void samples_ofOneSeriesAtManyTimes_failTheScrape() {
        ScrapeReport report = scrape(loop(), lines(1_002, "a 1 %\n"));

        assertThat(report.error())
                .isEqualTo("more than 1000 samples with timestamps of series that the answer has already");
        assertThat(sink.samples()).isEmpty();
        assertThat(scrape(loop(), lines(1_001, "a 1 %\n")).isUp()).isTrue();
    }

    @Test
    void contentType_long_isNotReadForLong() {
        String type = ";a=b".repeat(200_000);

        ScrapeReport report = loop().scraped(1000, () -> 0, ScrapeAnswers.ok("text/plain" + type, new byte[] {'a'}));

        assertThat(report.error()).startsWith("cannot parse Content-Type").hasSizeLessThan(400);
    }

    @Test
    void ended_target_givesItsMemoryBack() {
        ScrapeLoop loop = loop(new RelabelRule(Action.DROP, List.of("__name__"), ";", "b", 0, "", "$1"));
        scrape(loop, "# TYPE a gauge\na 1\nb 1\n");
        assertThat(memory.series().takenBytes()).isPositive();

        loop.ended(5000);

        assertThat(memory.series().takenBytes()
                        + memory.dropped().takenBytes()
                        + memory.metadata().takenBytes())
                .isZero();
    }
}
