package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.FunctionSignature;
import io.tocsin.evaluator.promql.PromqlFunctions;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.promql.ValueType;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryLimits.Patience;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the original's own tests of the language do not ask: limits, refusals, places, and names that go at once. */
final class QueryEngineTest {
    private static final long MINUTE = 60_000;
    private static final QueryLimits AMPLE = limits(1_000_000, Patience.ENDLESS);

    private static final Pattern OF_NATIVE_HISTOGRAMS = Pattern.compile("histogram_(avg|count|sum|stddev|stdvar)");

    private final QueryEngine engine = new QueryEngine(new QueryOptions(MINUTE, false));
    private final FixedSeries source = new FixedSeries(10_000);

    private static QueryLimits limits(long samplesMax, Patience patience) {
        return new QueryLimits(5 * MINUTE, samplesMax, patience);
    }

    private static Query query(String text) {
        try {
            return Query.parse(text);
        } catch (PromqlSyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private QueryResult ask(String text, long timeMillis) throws QueryException {
        return engine.instant(source, query(text), timeMillis, AMPLE);
    }

    private List<Sample> vector(String text, long timeMillis) throws QueryException {
        return ((QueryValue.Vector) ask(text, timeMillis).value()).samples();
    }

    private static double[] counting(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> i);
        return values;
    }

    // --- options ---

    @Test
    void subqueryWithoutStep_intervalChangesBetweenQueries_followsIt() throws Exception {
        AtomicLong step = new AtomicLong(MINUTE);
        QueryEngine changing = new QueryEngine(() -> new QueryOptions(step.get(), false));
        Query counted = query("count_over_time(vector(1)[10m:])");
        assertThat(changing.instant(source, counted, 60 * MINUTE, AMPLE).value())
                .isEqualTo(new QueryValue.Vector(List.of(Sample.of(Labels.EMPTY, 60 * MINUTE, 10))));
        step.set(MINUTE / 4);
        assertThat(changing.instant(source, counted, 60 * MINUTE, AMPLE).value())
                .isEqualTo(new QueryValue.Vector(List.of(Sample.of(Labels.EMPTY, 60 * MINUTE, 40))));
    }

    // --- limits ---

    @ParameterizedTest(name = "{0} with {1} samples")
    @CsvSource(
            delimiter = '|',
            value = {
                "x                               | 9",
                "sum_over_time(x{i=\"0\"}[5m])   | 29",
                "sum_over_time(vector(1)[1h:1s]) | 3599",
                "vector(1)[1h:1s]                | 3599",
                "count(x)                        | 10",
            })
    void instant_moreSamplesThanAllowed_failsInTheOriginalsWords(String text, long samplesMax) {
        for (int i = 0; i < 10; i++) {
            source.with(Labels.of("__name__", "x", "i", "" + i), counting(40));
        }
        assertThatThrownBy(() -> engine.instant(source, query(text), 390_000, limits(samplesMax, Patience.ENDLESS)))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXECUTION))
                .hasMessage("query processing would load too many samples into memory in expression evaluation");
    }

    @Test
    void instant_asManySamplesAsAllowed_answers() throws QueryException {
        for (int i = 0; i < 10; i++) {
            source.with(Labels.of("__name__", "x", "i", "" + i), counting(40));
        }
        QueryResult result = engine.instant(source, query("x"), 390_000, limits(10, Patience.ENDLESS));
        assertThat(result.samplesRead()).isEqualTo(10);
    }

    /** Labels of selected series are the store's, and take nothing: all series can be asked for at one time. */
    @Test
    void instant_allSeries_takesFewSamplesOfEach() throws QueryException {
        int all = 20_000;
        for (int i = 0; i < all; i++) {
            source.with(Labels.of("__name__", "x", "i", "" + i), 1);
        }
        QueryLimits limits = limits((long) all * QueryLimits.SAMPLES_PER_SERIES + 100, Patience.ENDLESS);
        QueryValue.Vector counted =
                (QueryValue.Vector) engine.instant(source, query("count(((({__name__=~\".+\"}))))"), 0, limits)
                        .value();
        assertThat(counted.samples()).extracting(Sample::value).containsExactly((double) all);
        assertThatThrownBy(() -> engine.instant(source, query("count(x * 2)"), 0, limits))
                .hasMessageStartingWith("query processing would load too many samples");
    }

    /** Each would take more memory than there is: patience, which has no end here, does not help. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_over_time(vector(1)[290y:1ms])",
                "max_over_time(max_over_time(max_over_time(x[1y:1m])[1y:1m])[1y:1m])",
                "sum_over_time(sum_over_time(sum_over_time(x[1h])[1h:10ms])[1h:10ms])",
                "count_values(\"v\", time() * x)",
                "topk(1000, sum_over_time(x[1h:100ms]))",
                "sum_over_time(vector(time())[1d:10ms])",
                "absent_over_time(x[1y:10ms])",
            })
    void range_holdsTooMuch_failsInTheOriginalsWords(String text) {
        assertThatThrownBy(() -> hostile(text, Patience.ENDLESS))
                .isInstanceOf(QueryException.class)
                .hasMessage("query processing would load too many samples into memory in expression evaluation");
    }

    @Test
    void range_moreStepsThanAnArrayHas_failsWhateverTheLimit() {
        assertThatThrownBy(() -> engine.instant(
                        source,
                        query("max_over_time(vector(time())[290y:1ms])"),
                        0,
                        limits(Long.MAX_VALUE, Patience.ENDLESS)))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith("query processing would load too many samples");
    }

    /** Each would take hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantile_over_time(0.5, vector(time())[400000:1s])",
                "sum_over_time(vector(time())[10m:20ms])",
            })
    void range_takesTooLong_endsWithPatience(String text) {
        AtomicLong asked = new AtomicLong();
        Patience patience = () -> {
            if (asked.incrementAndGet() > 50) {
                throw new QueryException(Reason.TIMEOUT, "query timed out in expression evaluation");
            }
        };
        assertThatThrownBy(() -> hostile(text, patience))
                .isInstanceOf(QueryException.class)
                .hasMessage("query timed out in expression evaluation");
    }

    private QueryResult hostile(String text, Patience patience) throws QueryException {
        for (int i = 0; i < 100; i++) {
            source.with(Labels.of("__name__", "x", "i", "" + i), counting(400));
        }
        return engine.range(source, query(text), new RangeTimes(0, 11_000_000, 1_000), limits(1_000_000, patience));
    }

    /** To compile one takes up to half a second. */
    @Test
    void instant_labelReplaceOfNothing_asksPatienceAfterEachPattern() throws QueryException {
        AtomicLong asked = new AtomicLong();
        String text = "label_replace(nothing, \"a\", \"\", \"b\", \"(?:[a-z]{40}){20}\")";
        engine.instant(source, query(text + (" or " + text).repeat(9)), 0, limits(10, asked::incrementAndGet));
        assertThat(asked.get()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void instant_scalarsOfManySteps_areHeldAtTheSameTimeAndCounted() throws QueryException {
        String sum = "max_over_time(vector(time() + (time() + (time() + time())))[1000s:1s])";
        // Three left operands wait for the right one and what the two are together.
        assertThatThrownBy(() -> engine.instant(source, query(sum), 0, limits(3_999, Patience.ENDLESS)))
                .hasMessageStartingWith("query processing would load too many samples");
        assertThat(engine.instant(source, query(sum), 0, limits(4_000, Patience.ENDLESS))
                        .value())
                .isInstanceOf(QueryValue.Vector.class);
    }

    @Test
    void instant_manyDifferentWarnings_areKeptInPart() throws QueryException {
        QueryResult result = ask("count_over_time(quantile_over_time(time(), vector(1)[1s:1s])[1000s:1s])", 2_000_000);
        assertThat(result.warnings()).hasSize(Annotations.TEXTS_MAX + 1);
        assertThat(result.warnings().get(Annotations.TEXTS_MAX))
                .isEqualTo("PromQL warning: " + (1000 - Annotations.TEXTS_MAX) + " more were left out");
    }

    @Test
    void instant_quantilesOfManySteps_areWarnedOfByTheirExtremes() throws QueryException {
        String text = "count_over_time(quantile((time() - 500) / 100, vector(1))[1000s:1s])";
        assertThat(ask(text, 1_000_000).warnings())
                .containsExactly(
                        "PromQL warning: quantile value should be between 0 and 1, got -4.99 (1:26)",
                        "PromQL warning: quantile value should be between 0 and 1, got 5 (1:26)");
        assertThat(ask("count_over_time(quantile(0 / (time() % 2), vector(1))[10s:1s])", 1_000_000)
                        .warnings())
                .containsExactly("PromQL warning: quantile value should be between 0 and 1, got NaN (1:26)");
    }

    @Test
    void instant_sameWarningOfSeveralPlaces_isSaidOnce() throws QueryException {
        assertThat(ask("quantile(2, vector(1)) + quantile(2, vector(2))", 0).warnings())
                .containsExactly("PromQL warning: quantile value should be between 0 and 1, got 2 (1:35)");
    }

    // --- refusals ---

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(mad_over_time(x[5m]))     | the experimental function mad_over_time",
                "-limitk(1, x)                 | the experimental aggregation limitk",
                "limit_ratio(0.5, x)           | the experimental aggregation limit_ratio",
                "x + fill(0) y                 | the experimental modifier fill",
                "rate(x[5m] anchored)          | the modifier anchored",
                "x smoothed                    | the modifier smoothed",
                "(histogram_sum(x))            | native histograms, of which histogram_sum is a function",
                "x </ 1                        | native histograms, of which </ is an operator",
                "topk(min_of(1, 2), x)          | the experimental function min_of",
            })
    void instant_notSupportedYet_isRefusedByName(String text, String what) throws PromqlSyntaxException {
        Query query = Query.parse(text);
        assertThatThrownBy(() -> engine.checkSupported(query.expr()))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessage("not supported yet: " + what);
        assertThatThrownBy(() -> engine.instant(source, query, 0, AMPLE)).hasMessage("not supported yet: " + what);
    }

    /** A function that the language gets must not be forgotten here. */
    @Test
    void functions_all_areServedOrRefusedByName() throws QueryException {
        source.with(Labels.of("__name__", "x", "le", "+Inf"), counting(10));
        for (FunctionSignature function : PromqlFunctions.all()) {
            String call = function.name()
                    + function.arguments().stream()
                            .limit(function.arguments().size() - (function.optional() > 0 ? 1 : 0))
                            .map(QueryEngineTest::argument)
                            .collect(Collectors.joining(", ", "(", ")"));
            if (function.isExperimental()
                    || OF_NATIVE_HISTOGRAMS.matcher(function.name()).matches()) {
                assertThatThrownBy(() -> ask(call, 90_000))
                        .hasMessageStartingWith("not supported yet: ")
                        .hasMessageContaining(function.name());
            } else {
                assertThat(ask(call, 90_000).value().type()).isEqualTo(function.result());
            }
        }
    }

    private static String argument(ValueType type) {
        return switch (type) {
            case SCALAR -> "1";
            case STRING -> "\"a\"";
            case INSTANT_VECTOR -> "x";
            case RANGE_VECTOR -> "x[1m]";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "rate(x[5m])", "x[5m]", "sum(x)"})
    void instant_seriesWithHistograms_isRefused(String text) {
        source.withHistogram(Labels.of("__name__", "x"));
        assertThatThrownBy(() -> ask(text, 0)).hasMessage("not supported yet: native histograms");
    }

    @Test
    void range_ofRangeVector_isRefusedInTheOriginalsWords() {
        assertThatThrownBy(() -> engine.range(source, query("x[5m]"), new RangeTimes(0, MINUTE, MINUTE), AMPLE))
                .hasMessage(
                        "invalid expression type \"range vector\" for range query, must be Scalar or instant Vector");
    }

    // --- places ---

    @Test
    void instant_annotation_saysLineAndColumnInBytes() throws QueryException {
        source.with(Labels.of("__name__", "x", "é", "1"), counting(10));
        QueryResult result =
                ask("sum(\n  label_replace(rate(x[5m]), \"é\", \"\", \"\", \"\")\n) + quantile(2, x)", 90_000);
        assertThat(result.infos())
                .containsExactly("PromQL info: metric might not be a counter, name does not end in"
                        + " _total/_sum/_count/_bucket: \"x\" (2:22)");
        assertThat(result.warnings())
                .containsExactly("PromQL warning: quantile value should be between 0 and 1, got 2 (3:14)");
    }

    /** In the words of 3.14; a Prometheus 3.5 says the first half. Of two calls the first one has the place. */
    @Test
    void range_bucketsThatFall_saysOnceWhichWhenAndByHowMuch() throws QueryException {
        // given
        source.with(Labels.of("__name__", "b", "le", "0.5", "i", "1"), 40, 40, 40, 40, 40, 40, 40);
        source.with(Labels.of("__name__", "b", "le", "1", "i", "1"), 50, 30, 50, 50, 27.6, 50, 50);
        source.with(Labels.of("__name__", "b", "le", "+Inf", "i", "1"), 50, 50, 50, 50, 50, 50, 50);
        source.with(Labels.of("__name__", "b", "le", "0.5", "i", "2"), 40, 40, 40, 40, 40, 40, 40);
        source.with(Labels.of("__name__", "b", "le", "+Inf", "i", "2"), 40, 40, 40, 40, 40, 39, 40);
        // when
        QueryResult result = engine.range(
                source,
                query("histogram_quantile(0.5, b) / histogram_quantile(0.9, b{i=\"2\"})"),
                new RangeTimes(0, 60_000, 10_000),
                AMPLE);
        // then
        assertThat(result.infos())
                .containsExactly("PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
                        + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile),"
                        + " from buckets 1 to +Inf, with a max diff of 12, over 4 samples from 1970-01-01T00:00:10Z to"
                        + " 1970-01-01T00:00:50Z (1:25)");
    }

    // --- names that go at once ---

    @Test
    void names_removedAtOnce_areNotSeenByLaterOperations() throws QueryException {
        source.with(Labels.of("__name__", "x_total", "i", "1"), counting(10));
        assertThat(vector("sum by (__name__) (rate(x_total[1m]))", 90_000))
                .extracting(Sample::labels)
                .containsExactly(Labels.EMPTY);
        assertThat(vector("label_replace(rate(x_total[1m]), \"n\", \"$1\", \"__name__\", \"(.*)\")", 90_000))
                .extracting(Sample::labels)
                .containsExactly(Labels.of("i", "1"));
    }

    @Test
    void names_removedAtOnceOfTwoThatDifferInNothingElse_fails() {
        source.with(Labels.of("__name__", "x", "i", "1"), counting(10));
        source.with(Labels.of("__name__", "y", "i", "1"), counting(10));
        assertThatThrownBy(() -> vector("count(abs({i=\"1\"}))", 90_000))
                .hasMessage("vector cannot contain metrics with the same labelset");
    }

    @Test
    void range_sameLabelsAtOtherSteps_isOneSeries() throws QueryException {
        // given
        double gone = StaleMarker.VALUE;
        source.with(Labels.of("__name__", "x", "i", "1"), 1, gone, gone);
        source.with(Labels.of("__name__", "y", "i", "1"), gone, 2, gone);
        // when
        QueryResult result = engine.range(source, query("-{i=\"1\"}"), new RangeTimes(0, 20_000, 10_000), AMPLE);
        // then
        QueryValue.Matrix matrix = (QueryValue.Matrix) result.value();
        assertThat(matrix.series()).singleElement().satisfies(series -> {
            assertThat(series.labels()).isEqualTo(Labels.of("i", "1"));
            assertThat(series.points().size()).isEqualTo(2);
            assertThat(series.points().value(0)).isEqualTo(-1);
            assertThat(series.points().value(1)).isEqualTo(-2);
        });
    }

    /** Unlike what other functions make, and unless names go at the end. */
    @Test
    void range_functionOfRangesMakesSameLabelsAtOtherSteps_failsInTheOriginalsWords() throws QueryException {
        // given
        double gone = StaleMarker.VALUE;
        source.with(Labels.of("__name__", "x", "i", "1"), 1, 2, gone, gone, gone, gone, gone, gone);
        source.with(Labels.of("__name__", "y", "i", "1"), gone, gone, gone, gone, gone, gone, 1, 2);
        RangeTimes times = new RangeTimes(0, 70_000, 10_000);
        // when, then
        for (String text : List.of("sum_over_time({i=\"1\"}[20s])", "rate({__name__=~\"x|y\"}[20s])")) {
            assertThatThrownBy(() -> engine.range(source, query(text), times, AMPLE))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXECUTION))
                    .hasMessage("vector cannot contain metrics with the same labelset");
            QueryEngine delayed = new QueryEngine(new QueryOptions(MINUTE, true));
            assertThat(((QueryValue.Matrix) delayed.range(source, query(text), times, AMPLE)
                                    .value())
                            .series())
                    .singleElement()
                    .satisfies(series -> assertThat(series.labels()).isEqualTo(Labels.of("i", "1")));
        }
        assertThat(((QueryValue.Matrix) engine.range(source, query("last_over_time({i=\"1\"}[20s])"), times, AMPLE)
                                .value())
                        .series())
                .hasSize(2);
    }

    // --- operators and aggregations ---

    @Test
    void groupLeft_boolTakesTheNamesThatTellResultsApart_isNoUniqueMatch() {
        source.with(Labels.of("__name__", "a", "j", "1"), 1);
        source.with(Labels.of("__name__", "b", "j", "1"), 1);
        source.with(Labels.of("__name__", "x", "j", "1"), 1);
        assertThatThrownBy(() -> ask("{__name__=~\"a|b\"} == bool on (j) group_left () x", 0))
                .hasMessage("multiple matches for labels: grouping labels must ensure unique matches");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854774784, Scalar value 9.223372036854775e+18 overflows int64",
        "NaN, Parameter value is NaN",
    })
    void topk_sizeThatTheOriginalRefuses_fails(String size, String message) {
        source.with(Labels.of("__name__", "x"), 1);
        assertThatThrownBy(() -> ask("topk(" + size + ", x)", 0)).hasMessage(message);
    }

    @Test
    void topk_largestSizeThatTheOriginalTakes_answers() throws QueryException {
        source.with(Labels.of("__name__", "x"), 1);
        assertThat(vector("topk(9223372036854773760, x)", 0)).hasSize(1);
    }

    @Test
    void countValues_withoutIntoTheName_losesIt() throws QueryException {
        source.with(Labels.of("__name__", "x", "i", "1"), 1);
        assertThat(vector("count_values without () (\"__name__\", x)", 0))
                .extracting(Sample::labels)
                .containsExactly(Labels.of("i", "1"));
        assertThat(vector("count_values by (i) (\"__name__\", x)", 0))
                .extracting(Sample::labels)
                .containsExactly(Labels.of("__name__", "1", "i", "1"));
    }

    /** Places count bytes, and every duration that can't be used has one; the second is deviation D-343. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count_over_time(x{\"é\"=\"ü\"}[2m - 2m])      | 29:36: duration must be greater than 0",
                "count_over_time(x{\"é\"=\"ü\"}[0.0004])       | 29:35: duration must be at least 1ms",
                "count_over_time(x[1m:0.0001])                 | 21:27: duration must be at least 1ms",
                "x offset (1m / 0)                             | 10:16: division by zero",
            })
    void duration_thatNoQueryCanUse_failsWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> ask(text, 0))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXECUTION))
                .hasMessage(message);
    }

    // --- what is the same at each step ---

    @Test
    void range_stepInvariantPart_isReadOnce() throws QueryException {
        source.with(Labels.of("__name__", "x"), counting(40));
        engine.range(source, query("sum_over_time(x[1m] @ 390)"), new RangeTimes(0, 390_000, 1_000), AMPLE);
        assertThat(source.samplesRead()).isEqualTo(6);
    }

    @Test
    void subquery_beforeTheEpoch_isAlignedToMultiplesOfItsStep() throws QueryException {
        QueryResult result = ask("vector(time())[25s:10s]", -4_000);
        QueryValue.Matrix matrix = (QueryValue.Matrix) result.value();
        assertThat(matrix.series()).singleElement().satisfies(series -> {
            assertThat(series.points().size()).isEqualTo(2);
            assertThat(series.points().timeMillis(0)).isEqualTo(-20_000);
            assertThat(series.points().timeMillis(1)).isEqualTo(-10_000);
        });
    }
}
