package io.tocsin.evaluator.ruletest;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.template.format.FloatText;
import io.tocsin.evaluator.config.GlobalSettings;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.promql.SeriesNotation;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.relabel.Relabeling;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.EvaluationSettings;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.RuleGroup;
import io.tocsin.evaluator.rule.RuleGroups;
import io.tocsin.evaluator.rule.RuleView;
import io.tocsin.evaluator.ruletest.RuleTest.AlertExpectation;
import io.tocsin.evaluator.ruletest.RuleTest.ExpectedSample;
import io.tocsin.evaluator.ruletest.RuleTest.FiringAlert;
import io.tocsin.evaluator.ruletest.RuleTest.QueryExpectation;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs one test: from its start on, an evaluation interval after the other, puts in the samples that are due and evaluates
 * all groups; then compares. Used once, by one thread.
 *
 * @see "Upstream: cmd/promtool/unittest.go testGroup.test"
 */
public final class RuleTestRun {
    private static final int SERIES_MAX = 1_000_000;

    /** For good. */
    private static final Duration RETENTION = Duration.ofMillis(Long.MAX_VALUE / 4);

    /** Deviation D-351: the original gives up at 10 000. */
    private static final long SAMPLES_MAX = 5_000_000;

    private static final long LOOKBACK_MILLIS = Duration.ofMinutes(5).toMillis();

    private final RuleTests tests;
    private final RuleTest test;
    private final MemoryStore store = new MemoryStore(new StoreLimits(RETENTION.toMillis(), SERIES_MAX));
    private final EvaluationSettings settings;
    private final List<RuleGroup> groups;
    private final List<RuleTestFailure> failures = new ArrayList<>();

    private RuleTestRun(RuleTests tests, RuleTest test) {
        this.tests = tests;
        this.test = test;
        QueryLimits limits = new QueryLimits(LOOKBACK_MILLIS, SAMPLES_MAX, QueryLimits.Patience.ENDLESS);
        this.settings = new EvaluationSettings(
                new QueryEngine(new QueryOptions(tests.evaluationInterval().toMillis(), false)),
                () -> limits,
                limits.lookbackMillis(),
                store,
                store,
                test.externalLabels(),
                test.externalUrl(),
                Relabeling.NONE,
                AlertTiming.DEFAULT,
                () -> 0);
        this.groups = groups();
    }

    /** What is not as the test wants it; nothing if all is well. */
    public static List<RuleTestFailure> failures(RuleTests tests, RuleTest test) {
        RuleTestRun run = new RuleTestRun(tests, test);
        run.run();
        return List.copyOf(run.failures);
    }

    private List<RuleGroup> groups() {
        GlobalSettings usual = GlobalSettings.DEFAULT;
        GlobalSettings global = new GlobalSettings(
                usual.scrapeInterval(),
                usual.scrapeTimeout(),
                tests.evaluationInterval(),
                usual.ruleQueryOffset(),
                test.externalLabels(),
                usual.scrapeProtocols(),
                usual.limits(),
                usual.extraScrapeMetrics());
        RuleGroups all = new RuleGroups(AlertTiming.DEFAULT, RETENTION);
        RuleGroups.Change unused =
                all.update(new PrometheusConfiguration(global, List.of(), List.of(), tests.ruleFiles(), List.of(), ""));
        List<GroupId> written = tests.ruleFiles().stream()
                .flatMap(file -> file.groups().stream())
                .map(group -> new GroupId(group.file(), group.name()))
                .toList();
        List<RuleGroup> sorted = new ArrayList<>(all.groups());
        // Where nobody says, the original's order is another at each run; here it is that of the files.
        sorted.sort(Comparator.comparing((RuleGroup group) ->
                        Math.max(0, tests.groupOrder().indexOf(group.id().name())))
                .thenComparing(group -> written.indexOf(group.id())));
        return sorted;
    }

    private void run() {
        long start = test.startMillis();
        long interval = tests.evaluationInterval().toMillis();
        long end = start + test.length().toMillis();
        Feed feed = new Feed();
        for (long time = start; time <= end; time += interval) {
            if (!feed.isGoodUpTo(time) || !evaluate(time)) {
                return;
            }
            for (AlertExpectation expectation : test.alerts()) {
                long at = start + expectation.at().toMillis();
                if (time <= at && at < time + interval) {
                    compare(expectation);
                }
            }
        }
        test.queries().forEach(this::compare);
    }

    private String sinceStart(long timeMillis) {
        return PrometheusDuration.format(Duration.ofMillis(timeMillis - test.startMillis()));
    }

    private void fail(String subject, String reason) {
        failures.add(RuleTestFailure.of(test.position(), subject, reason));
    }

    /** Puts in the samples of the test, as far as they are due. */
    private final class Feed {
        private int next;

        /** Returns false if the store does not take them, which ends the test. */
        boolean isGoodUpTo(long timeMillis) {
            long interval = test.interval().toMillis();
            while (test.startMillis() + next * interval <= timeMillis && isAnyLeft()) {
                long at = test.startMillis() + next * interval;
                try {
                    put(at, next);
                } catch (SeriesLimitException e) {
                    fail("input_series, time: " + sinceStart(at), String.valueOf(e.getMessage()));
                    return false;
                }
                next++;
            }
            return true;
        }

        private boolean isAnyLeft() {
            return test.series().stream()
                    .anyMatch(series -> next < series.points().size());
        }

        private void put(long timeMillis, int index) throws SeriesLimitException {
            SampleSink.Batch batch = store.begin(timeMillis);
            for (SeriesNotation series : test.series()) {
                if (index < series.points().size()
                        && series.points().get(index) instanceof SeriesNotation.Point.Value number) {
                    batch.add(batch.series(series.labels()), timeMillis, number.value());
                }
            }
            SampleSink.Outcome unused = batch.commit();
        }
    }

    /** Returns false if a rule could not be evaluated, which ends the test; an expectation that is not met does not. */
    private boolean evaluate(long timeMillis) {
        boolean isGood = true;
        for (RuleGroup group : groups) {
            group.evaluate(settings, timeMillis);
            for (RuleView rule : group.view().rules()) {
                if (!rule.lastError().isEmpty()) {
                    isGood = false;
                    fail("rule: " + rule.config().name() + ", time: " + sinceStart(timeMillis), rule.lastError());
                }
            }
        }
        return isGood;
    }

    private void compare(AlertExpectation expectation) {
        List<String> expected =
                expectation.alerts().stream().map(RuleTestRun::text).sorted().toList();
        List<String> actual = groups.stream()
                .flatMap(group -> group.view().rules().stream())
                .filter(rule -> rule.config().name().equals(expectation.alertname()))
                .flatMap(rule -> rule.instances().stream())
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(RuleTestRun::firing)
                .map(RuleTestRun::text)
                .sorted()
                .toList();
        if (!expected.equals(actual)) {
            failures.add(new RuleTestFailure(
                    expectation.position(),
                    "alertname: " + expectation.alertname() + ", time: " + PrometheusDuration.format(expectation.at()),
                    expected,
                    actual,
                    ""));
        }
    }

    private static FiringAlert firing(AlertInstance alert) {
        return new FiringAlert(alert.labels(), alert.annotations());
    }

    private static String text(FiringAlert alert) {
        return "labels: " + alert.labels() + ", annotations: " + alert.annotations();
    }

    private void compare(QueryExpectation expectation) {
        String subject = "expr: " + GoQuote.quote(expectation.query().text()) + ", time: "
                + PrometheusDuration.format(expectation.at());
        try {
            List<ExpectedSample> actual = answer(expectation);
            if (!isSame(expectation.samples(), actual)) {
                failures.add(new RuleTestFailure(
                        expectation.position(), subject, texts(expectation.samples()), texts(actual), ""));
            }
        } catch (QueryException e) {
            failures.add(RuleTestFailure.of(expectation.position(), subject, String.valueOf(e.getMessage())));
        }
    }

    private List<ExpectedSample> answer(QueryExpectation expectation) throws QueryException {
        long time = test.startMillis() + expectation.at().toMillis();
        QueryValue value = settings.engine()
                .instant(store, expectation.query(), time, settings.limits().get())
                .value();
        if (value instanceof QueryValue.Vector vector) {
            return vector.samples().stream()
                    .map(sample -> new ExpectedSample(sample.labels(), sample.value()))
                    .toList();
        }
        if (value instanceof QueryValue.Scalar scalar) {
            return List.of(new ExpectedSample(Labels.EMPTY, scalar.value()));
        }
        throw new QueryException(QueryException.Reason.EXECUTION, "rule result is not a vector or scalar");
    }

    /** The same samples in any order. */
    private boolean isSame(List<ExpectedSample> expected, List<ExpectedSample> actual) {
        List<ExpectedSample> left = new ArrayList<>(actual);
        for (ExpectedSample wanted : expected) {
            boolean isThere = left.stream()
                    .filter(sample -> sample.labels().equals(wanted.labels()) && isSame(wanted.value(), sample.value()))
                    .findFirst()
                    .map(left::remove)
                    .orElse(false);
            if (!isThere) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private boolean isSame(double expected, double actual) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            // Deviation D-352: to the original no NaN is the one that was expected.
            return Double.isNaN(expected) && Double.isNaN(actual);
        }
        return expected == actual
                || (tests.isFuzzy() && (Math.nextUp(expected) == actual || Math.nextDown(expected) == actual));
    }

    private static List<String> texts(List<ExpectedSample> samples) {
        return samples.stream()
                .map(sample -> sample.labels() + " " + FloatText.format(sample.value(), 'g', -1))
                .sorted()
                .toList();
    }
}
