package io.tocsin.evaluator.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlPrinter;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.promqltest.Command.Eval;
import io.tocsin.evaluator.promqltest.Command.Load;
import io.tocsin.evaluator.promqltest.Command.Notes;
import io.tocsin.evaluator.promqltest.Command.RangeVector;
import io.tocsin.evaluator.promqltest.Verdict.Passed;
import io.tocsin.evaluator.promqltest.Verdict.Refused;
import io.tocsin.evaluator.promqltest.Verdict.Wrong;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryLimits.Patience;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.query.QueryResult;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.query.QueryValue.Matrix;
import io.tocsin.evaluator.query.QueryValue.Points;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Scalar;
import io.tocsin.evaluator.query.QueryValue.Text;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.query.RangeTimes;
import io.tocsin.evaluator.series.SeriesOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs what a test file says, with the settings of the original's own runner.
 *
 * @see "Upstream: promql/promqltest/test.go"
 */
final class TestRunner {
    private static final long MINUTE = 60_000;
    private static final QueryLimits LIMITS = new QueryLimits(5 * MINUTE, 10_000, Patience.ENDLESS);

    /** What these say depends on whether one time is asked for or many. */
    private static final Set<String> OF_THE_QUESTION = Set.of("start", "end", "step", "range");

    private final QueryEngine engine = new QueryEngine(new QueryOptions(MINUTE, true));
    private TestStore store = new TestStore();

    /** One verdict for each question of the file, in its order. */
    List<Verdict> run(List<String> lines) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Command command : TestFile.read(lines)) {
            if (command instanceof Command.Clear) {
                store = new TestStore();
            } else if (command instanceof Load load) {
                store.load(load);
            } else if (command instanceof Eval eval) {
                verdicts.add(verdict(eval));
            }
        }
        return verdicts;
    }

    private Verdict verdict(Eval eval) {
        Set<String> reasons = new LinkedHashSet<>();
        Optional<String> wrong = Optional.empty();
        try {
            if (eval.isInstant()) {
                askOnce(eval);
            } else {
                askRange(eval);
            }
        } catch (Unsupported e) {
            reasons.add(String.valueOf(e.getMessage()));
        } catch (AssertionError | RuntimeException e) {
            wrong = Optional.of(e instanceof AssertionError ? String.valueOf(e.getMessage()) : e.toString());
        }
        reasons.addAll(store.missed());
        if (!reasons.isEmpty()) {
            return new Refused(eval, String.join(", ", reasons));
        }
        return wrong.<Verdict>map(what -> new Wrong(eval, what)).orElse(new Passed(eval));
    }

    /** An expression uses what is not supported. */
    private static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsupported(String message) {
            super(message);
        }
    }

    private static Query parsed(String text) {
        try {
            return new Query(PromqlParser.parse(text), text);
        } catch (PromqlSyntaxException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private void askOnce(Eval eval) {
        Query query = parsed(eval.expr());
        askOnce(eval, query, eval.startMillis());
        if (!PinnedExpr.isPinnable(query.expr())) {
            return;
        }
        long time = eval.startMillis();
        // Through the printer and the parser once more.
        Query pinned = parsed(PromqlPrinter.print(PinnedExpr.of(query.expr(), time)));
        long[] times = time == 0 ? new long[] {-1000, 0, 1000} : new long[] {-10 * time, 0, time / 5, time, 10 * time};
        for (long each : times) {
            askOnce(eval, pinned, each);
        }
    }

    @FunctionalInterface
    private interface Question {
        QueryResult ask() throws QueryException;
    }

    /** Empty where the question had to fail and did. */
    private Optional<QueryResult> asked(Eval eval, Question question) {
        try {
            QueryResult result = question.ask();
            assertThat(eval.expected().fail())
                    .as("an answer where an error was expected")
                    .isNull();
            return Optional.of(result);
        } catch (QueryException e) {
            if (e.reason() == Reason.UNSUPPORTED) {
                throw new Unsupported(String.valueOf(e.getMessage()));
            }
            String message = String.valueOf(e.getMessage());
            Command.Pattern fail = eval.expected().fail();
            assertThat(fail != null && fail.matches(message))
                    .as("error: %s", message)
                    .isTrue();
            return Optional.empty();
        }
    }

    private void askOnce(Eval eval, Query query, long timeMillis) {
        Optional<QueryResult> asked = asked(eval, () -> engine.instant(store, query, timeMillis, LIMITS));
        if (asked.isEmpty()) {
            return;
        }
        QueryResult result = asked.get();
        String where = "at " + timeMillis + " ms: ";
        checkNotes(eval, result, where);
        RangeVector range = eval.expected().rangeVector();
        if (range != null) {
            RangeTimes times = new RangeTimes(range.startMillis(), range.endMillis(), range.stepMillis());
            Comparison.ofSeries(eval.expected(), (Matrix) result.value(), times, where);
            return;
        }
        Comparison.ofOneTime(eval.expected(), result.value(), timeMillis, where);
        if (eval.expected().isOrdered() || result.value() instanceof Text || isOfTheQuestion(query.expr())) {
            return;
        }
        askAround(eval, query, timeMillis, result.value() instanceof Scalar);
    }

    /** In the middle of a range the value is the same. */
    private void askAround(Eval eval, Query query, long timeMillis, boolean isScalar) {
        RangeTimes times = new RangeTimes(timeMillis - MINUTE, timeMillis + MINUTE, MINUTE);
        Optional<QueryResult> asked = asked(eval, () -> engine.range(store, query, times, LIMITS));
        Matrix matrix = (Matrix) asked.orElseThrow().value();
        List<Sample> samples = new ArrayList<>();
        for (Points points : matrix.series()) {
            for (int i = 0; i < points.points().size(); i++) {
                if (points.points().timeMillis(i) == timeMillis) {
                    samples.add(Sample.of(
                            points.labels(), timeMillis, points.points().value(i)));
                }
            }
        }
        QueryValue value = isScalar ? new Scalar(timeMillis, samples.get(0).value()) : new Vector(samples);
        Comparison.ofOneTime(eval.expected(), value, timeMillis, "in a range around " + timeMillis + " ms: ");
    }

    private static boolean isOfTheQuestion(Expr expr) {
        boolean[] isOne = {false};
        ExprTree.walk(expr, each -> {
            if (each instanceof Expr.Call call
                    && OF_THE_QUESTION.contains(call.function().name())) {
                isOne[0] = true;
            }
        });
        String text = PromqlPrinter.print(expr);
        return isOne[0] || text.contains("step()") || text.contains("range()");
    }

    private void askRange(Eval eval) {
        Query query = parsed(eval.expr());
        RangeTimes times = new RangeTimes(eval.startMillis(), eval.endMillis(), eval.stepMillis());
        Optional<QueryResult> asked = asked(eval, () -> engine.range(store, query, times, LIMITS));
        if (asked.isEmpty()) {
            return;
        }
        checkNotes(eval, asked.get(), "");
        Matrix matrix = (Matrix) asked.get().value();
        assertThat(matrix.series().stream().map(Points::labels)).isSortedAccordingTo(SeriesOrder.BY_PAIRS);
        Comparison.ofSeries(eval.expected(), matrix, times, "");
    }

    private static void checkNotes(Eval eval, QueryResult result, String where) {
        check(eval.expected().warnings(), result.warnings(), where + "warnings");
        check(eval.expected().infos(), result.infos(), where + "infos");
    }

    private static void check(Notes expected, List<String> notes, String what) {
        if (expected.isNone()) {
            assertThat(notes).as(what).isEmpty();
        }
        if (expected.isSome()) {
            assertThat(notes).as(what).isNotEmpty();
            for (Command.Pattern pattern : expected.patterns()) {
                assertThat(notes).as("%s: %s", what, pattern).anyMatch(note -> isMet(pattern, note));
            }
            assertThat(notes)
                    .as(what)
                    .allMatch(note -> expected.patterns().stream().anyMatch(pattern -> isMet(pattern, note)));
        }
    }

    /** Places differ in an expression that was printed. */
    private static boolean isMet(Command.Pattern pattern, String note) {
        Command.Pattern withoutPlace =
                new Command.Pattern(pattern.text().map(TestRunner::withoutPlace), pattern.regex());
        return pattern.matches(note) || withoutPlace.matches(withoutPlace(note));
    }

    private static String withoutPlace(String note) {
        return note.replaceFirst(" \\(\\d+:\\d+\\)$", "");
    }
}
