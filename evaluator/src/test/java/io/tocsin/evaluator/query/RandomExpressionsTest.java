package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.RecordedAnswers.Question;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * 2 000 expressions made up by chance over samples as scraping leaves them: a real Prometheus's answers are ours, values
 * within 1e-9 of one another, errors and warnings by their texts.
 *
 * @see "src/test/oracle/record_promql.py"
 */
final class RandomExpressionsTest {
    private static final double TOLERANCE = 1e-9;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long MINUTE_MILLIS = 60_000;

    /** The same in any order: which of two series is named first has changed. */
    private static final Pattern DUPLICATES = Pattern.compile("\\[(\\{.*}), (\\{.*})](?=;many-to-many)");

    /** Of buckets, later versions say the metric only where names go at the end. */
    private static final Pattern METRIC =
            Pattern.compile("(?<=malformed value of \"[^\"]{0,9}\"|#histogram_quantile\\)) for metric name \"[^\"]*\"");

    /** Said of buckets that had to be mended since 3.14. */
    private static final Pattern DETAILS = Pattern.compile(
            ", from buckets \\S+ to \\S+, with a max diff of \\S+, over \\d+ samples from \\S+Z to \\S+Z");

    /** Said since 3.12. */
    private static final String SORT_IN_RANGE = "PromQL warning: sort is ineffective for range queries";

    /** Where this differs from the version that was asked, and why. */
    private static final Map<String, String> DIFFERING = Map.of(
            "histogram_fraction(0.05, Inf, sum by (le) (rate(latency_seconds_bucket{le!~\"0.*\"}[5m])))",
            "was NaN from a bound within the first bucket, which later versions have mended",
            "topk by () (1, bottomk without (nothing) (3, count_over_time(http_requests_total{method!~\"p.*\"}[90])))",
            "which of equal values is the top one depends on the order of series in the storage",
            "absent(changes({__name__=~\"handover_(old|new)_total\", shard!=\"1\"}[1m]) / ignoring (mode)"
                    + " {job=~\"handover|queue\"})",
            "which of several groups with the same fault is named depends on the order of series in the storage",
            "bottomk by (instance) (5, rate(cpu_seconds_total{mode!=\"user\",instance=~\".+\"}[45s]) >= on (instance, job)"
                    + " group_left (job) up)",
            "the same error, which the original says at a place before the left operand",
            "day_of_month(up{instance!=\"c:9100\"} % min_over_time(up{instance!=\"b:9100\"}[1m]))",
            "the day of NaN: deviation D-316");

    private final MemoryStore store = new MemoryStore(new StoreLimits(24 * HOUR_MILLIS, 10_000));
    private final QueryEngine engine = new QueryEngine(new QueryOptions(MINUTE_MILLIS, false));

    @Test
    void engine_2000RandomExpressions_answersAsPrometheus() throws SeriesLimitException {
        // given
        RecordedAnswers.load(store);
        List<Question> questions = RecordedAnswers.questions();
        // when
        Map<String, String> differences = new TreeMap<>();
        int answered = 0;
        int listed = 0;
        for (Question question : questions) {
            List<String> ours = ask(question);
            answered += ours.isEmpty() ? 0 : 1;
            String difference = difference(question.answer(), ours);
            if (!difference.isEmpty() && DIFFERING.containsKey(question.text())) {
                listed++;
            } else if (!difference.isEmpty()) {
                differences.put(question.text() + " at " + question.times(), difference);
            }
        }
        // then
        assertThat(questions).hasSize(2_000);
        assertThat(differences).isEmpty();
        assertThat(listed).as("differences that are listed").isEqualTo(DIFFERING.size());
        assertThat(answered).as("answers that say something").isGreaterThan(1_400);
    }

    private List<String> ask(Question question) {
        QueryLimits limits = new QueryLimits(5 * MINUTE_MILLIS, 50_000_000, QueryLimits.Patience.ENDLESS);
        try {
            Query query = Query.parse(question.text());
            List<Long> times = question.times();
            return lines(
                    question.isRange()
                            ? engine.range(
                                    store, query, new RangeTimes(times.get(0), times.get(1), times.get(2)), limits)
                            : engine.instant(store, query, times.get(0), limits));
        } catch (PromqlSyntaxException e) {
            return List.of("error\tbad_data\tinvalid parameter \"query\": " + e.getMessage());
        } catch (QueryException e) {
            return List.of("error\texecution\t" + e.getMessage());
        }
    }

    private static List<String> lines(QueryResult result) {
        List<String> lines = new ArrayList<>();
        result.warnings().stream()
                .filter(text -> !text.startsWith(SORT_IN_RANGE))
                .forEach(text -> lines.add("warning\t" + text));
        result.infos()
                .forEach(text -> lines.add("info\t" + DETAILS.matcher(text).replaceFirst("")));
        if (result.value() instanceof QueryValue.Scalar scalar) {
            lines.add("scalar\t" + scalar.value());
        } else if (result.value() instanceof QueryValue.Vector vector) {
            vector.samples().forEach(each -> lines.add(each.labels() + "\t" + each.timeMillis() + "\t" + each.value()));
        } else if (result.value() instanceof QueryValue.Matrix matrix) {
            matrix.series().forEach(each -> lines.add(each.labels() + points(each.points())));
        } else {
            lines.add("unexpected " + result.value().type());
        }
        return lines;
    }

    private static String points(SampleBuffer points) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            text.append('\t').append(points.timeMillis(i)).append('\t').append(points.value(i));
        }
        return text.toString();
    }

    /** What is different, in words; empty if nothing is. */
    private static String difference(List<String> recorded, List<String> ours) {
        boolean isOrdered = recorded.contains("ordered");
        List<String> wanted = recorded.stream()
                .filter(line -> !line.equals("ordered"))
                .map(line -> METRIC.matcher(line).replaceFirst(""))
                .distinct()
                .toList();
        List<String> expected = sorted(wanted, isOrdered);
        List<String> actual = sorted(ours, isOrdered);
        boolean isSame = expected.size() == actual.size();
        for (int i = 0; isSame && i < expected.size(); i++) {
            isSame = agrees(expected.get(i).split("\t", -1), actual.get(i).split("\t", -1));
        }
        return isSame ? "" : "\n  expected " + expected + "\n  but was  " + actual + "\n";
    }

    /** Series by their labels, which name each once. */
    private static List<String> sorted(Collection<String> lines, boolean isOrdered) {
        List<String> sorted = new ArrayList<>(lines);
        if (!isOrdered) {
            sorted.sort(Comparator.comparing(line -> line.substring(0, line.indexOf('\t'))));
        }
        return sorted;
    }

    private static boolean agrees(String[] expected, String[] actual) {
        if (expected.length != actual.length) {
            return false;
        }
        if (expected[0].equals("scalar")) {
            return actual[0].equals("scalar") && isClose(expected[1], actual[1]);
        }
        if (!expected[0].startsWith("{")) {
            return ordered(String.join("\t", expected)).equals(ordered(String.join("\t", actual)));
        }
        boolean isSame = Labels.read(expected[0]).equals(Labels.read(actual[0]));
        for (int i = 1; isSame && i < expected.length; i += 2) {
            isSame = RecordedAnswers.atMillis(expected[i]) == Long.parseLong(actual[i])
                    && isClose(expected[i + 1], actual[i + 1]);
        }
        return isSame;
    }

    private static String ordered(String line) {
        Matcher pair = DUPLICATES.matcher(line);
        if (!pair.find()) {
            return line;
        }
        List<String> series = Stream.of(pair.group(1), pair.group(2)).sorted().toList();
        return line.substring(0, pair.start()) + series + line.substring(pair.end());
    }

    private static boolean isClose(String expected, String actual) {
        double one = RecordedAnswers.value(expected);
        double other = Double.parseDouble(actual);
        return Double.compare(one, other) == 0
                || one == other
                || Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
    }
}
