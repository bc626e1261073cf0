package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What Prometheus made of bodies that it scraped: one answer a line in {@code exposition/recorded.json}, with the version
 * that was asked. Bodies are there byte by byte, as if each were a character.
 */
public record RecordedAnswers(String version, String accept, List<Answer> answers) {

    /**
     * @param bytes of the body, each a character
     * @param fallback the protocol to fall back to, or empty
     * @param error what was said of the failed scrape, or empty
     * @param scraped samples that were counted, before what failed
     * @param kept samples after metric relabelling
     */
    public record Answer(
            String name,
            String contentType,
            String fallback,
            String bytes,
            String error,
            int scraped,
            int kept,
            int seriesAdded,
            List<RecordedSeries> series) {
        public byte[] body() {
            return bytes.getBytes(ISO_8859_1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Labels without those of the target. */
    public record RecordedSeries(Map<String, String> labels, List<RecordedSample> samples) {}

    /** @param timestampMillis -1 if it is the time of the scrape */
    public record RecordedSample(long timestampMillis, String value) {}

    public static RecordedAnswers read() {
        Map<?, ?> file = load();
        List<Answer> answers = new ArrayList<>();
        for (Object each : (List<?>) value(file, "cases")) {
            Map<?, ?> map = (Map<?, ?>) each;
            List<?> counts = (List<?>) value(map, "counts");
            answers.add(new Answer(
                    text(map, "name"),
                    text(map, "type"),
                    text(map, "fallback"),
                    text(map, "body"),
                    text(map, "error"),
                    (Integer) counts.get(0),
                    (Integer) counts.get(1),
                    (Integer) counts.get(2),
                    series(map)));
        }
        return new RecordedAnswers(text(file, "version"), text(file, "accept"), answers);
    }

    private static Map<?, ?> load() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(10_000_000);
        try (InputStream in = RecordedAnswers.class.getResourceAsStream("/exposition/recorded.json")) {
            return new Yaml(new SafeConstructor(options))
                    .load(new InputStreamReader(Objects.requireNonNull(in), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RecordedSeries> series(Map<?, ?> answer) {
        List<RecordedSeries> series = new ArrayList<>();
        Object all = answer.get("series");
        for (Object each : all == null ? List.of() : (List<?>) all) {
            List<?> pair = (List<?>) each;
            Map<String, String> labels = new TreeMap<>();
            ((Map<?, ?>) pair.get(0)).forEach((name, value) -> labels.put((String) name, (String) value));
            List<RecordedSample> samples = new ArrayList<>();
            for (Object sample : (List<?>) pair.get(1)) {
                Object time = ((List<?>) sample).get(0);
                long millis = time == null ? -1 : Math.round(((Number) time).doubleValue() * 1000);
                samples.add(new RecordedSample(millis, (String) ((List<?>) sample).get(1)));
            }
            series.add(new RecordedSeries(labels, samples));
        }
        return series;
    }

    private static Object value(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : (String) value;
    }
}
