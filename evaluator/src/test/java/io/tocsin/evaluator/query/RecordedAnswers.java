package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.StaleMarker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The samples and questions that {@code record_promql.py} wrote, with what Prometheus answered. */
final class RecordedAnswers {
    private static final long BASE_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long STEP_MILLIS = 15_000;

    private RecordedAnswers() {}

    /**
     * One question.
     *
     * @param times start, end and step in milliseconds; of an instant query its time alone
     * @param answer lines, without the blank in front
     */
    record Question(String text, List<Long> times, List<String> answer) {
        boolean isRange() {
            return times.size() > 1;
        }
    }

    static List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (String line : lines("random-expressions.tsv")) {
            if (line.startsWith(" ")) {
                questions.get(questions.size() - 1).answer().add(line.substring(1));
            } else if (!line.startsWith("#")) {
                questions.add(question(line.split("\t", -1)));
            }
        }
        return questions;
    }

    private static Question question(String[] fields) {
        List<Long> times = fields[0].equals("range")
                ? List.of(atMillis(fields[1]), atMillis(fields[2]), millis(fields[3]))
                : List.of(atMillis(fields[1]));
        return new Question(fields[fields.length - 1], times, new ArrayList<>());
    }

    /** @param seconds after the first sample */
    static long atMillis(String seconds) {
        return BASE_MILLIS + millis(seconds);
    }

    private static long millis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }

    /** Writes the samples as scrapes would: one batch for each step. */
    static void load(SampleSink sink) throws SampleSink.SeriesLimitException {
        List<String[]> rows = lines("random-samples.tsv").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
        for (int step = 0; step < rows.get(0).length - 1; step++) {
            long timeMillis = BASE_MILLIS + step * STEP_MILLIS;
            SampleSink.Batch batch = sink.begin(timeMillis);
            for (String[] row : rows) {
                if (!row[step + 1].equals("_")) {
                    batch.add(batch.series(Labels.read(row[0]).orElseThrow()), timeMillis, value(row[step + 1]));
                }
            }
            batch.commit();
        }
    }

    static double value(String text) {
        return switch (text) {
            case "stale" -> StaleMarker.VALUE;
            case "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static List<String> lines(String resource) {
        try (InputStream in = RecordedAnswers.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
