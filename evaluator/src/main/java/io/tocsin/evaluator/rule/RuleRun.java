package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.RuleConfig;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.promql.PromqlPrinter;
import io.tocsin.evaluator.rule.RuleOutput.Point;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.Handle;
import io.tocsin.evaluator.series.SampleSink.Outcome;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.series.StaleMarker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A rule, the series that it has made, and how its evaluations went. Owned by the one who evaluates its group. */
final class RuleRun {
    private static final int EVALUATIONS_KEPT = 20;
    private static final double NANOS = 1e9;

    /** Looking whether selectors match costs as much as evaluating, and says the same most of the time. */
    private static final long LOOK_PAUSE_MILLIS = Duration.ofMinutes(5).toMillis();

    private static final long LOOK_BACK_MILLIS = Duration.ofHours(1).toMillis();

    private static final String QUERY_OF_TEMPLATES = "query";

    private final Rule rule;
    private final String expression;
    private final Deque<RuleEvaluation> evaluations = new ArrayDeque<>();
    private Map<Labels, Handle> series = new LinkedHashMap<>();
    private RuleHealth health = RuleHealth.UNKNOWN;
    private List<String> emptySelectors = List.of();
    private long lookedMillis = Moment.NONE;

    RuleRun(Rule rule) {
        this.rule = rule;
        this.expression = PromqlPrinter.print(rule.config().expr());
    }

    Rule rule() {
        return rule;
    }

    /** The series of the last evaluation that made any. */
    Map<Labels, Handle> series() {
        return series;
    }

    /** Whether what it gives depends on samples of the store. */
    boolean looksAtSamples() {
        // Texts of templates may hold queries, which nobody takes apart here.
        return !ExprTree.selectors(rule.config().expr()).isEmpty()
                || rule.config() instanceof RuleConfig.Alerting alerting
                        && Stream.concat(
                                        alerting.labels().asMap().values().stream(),
                                        alerting.annotations().asMap().values().stream())
                                .anyMatch(text -> text.contains(QUERY_OF_TEMPLATES));
    }

    void takeOver(RuleRun earlier) {
        series = earlier.series;
        evaluations.addAll(earlier.evaluations);
        health = earlier.health;
        emptySelectors = earlier.emptySelectors;
        if (rule instanceof AlertingRule alerting && earlier.rule instanceof AlertingRule before) {
            alerting.takeOver(before);
        }
    }

    /** What one evaluation came to. */
    record Result(boolean isFailure, int stored, List<SentAlert> alerts) {}

    Result evaluate(EvaluationSettings settings, long slotMillis, GroupTiming timing) {
        long start = settings.nanoClock().getAsLong();
        List<SentAlert> alerts = List.of();
        try (RuleQuery query = RuleQuery.of(settings)) {
            RuleOutput output = rule.evaluate(query, slotMillis, timing);
            alerts = rule instanceof AlertingRule alerting
                    ? alerting.toSend(settings, slotMillis, timing.intervalMillis())
                    : List.of();
            String problem = store(output.points(), settings.sink(), slotMillis, slotMillis - timing.offsetMillis());
            look(output, query, slotMillis);
            done(slotMillis, seconds(settings, start), output.queried(), problem);
            return new Result(!problem.isEmpty(), output.points().size(), alerts);
        } catch (RuleFailedException e) {
            done(slotMillis, seconds(settings, start), 0, String.valueOf(e.getMessage()));
            return new Result(true, 0, List.of());
        } catch (RuntimeException | Error e) {
            // A fault of ours; it must keep back neither what this rule has come to nor the rules behind it.
            done(slotMillis, seconds(settings, start), 0, "internal error: " + e);
            return new Result(true, 0, alerts);
        }
    }

    private static double seconds(EvaluationSettings settings, long startNanos) {
        return (settings.nanoClock().getAsLong() - startNanos) / NANOS;
    }

    /** @return what kept samples from being stored; empty if nothing did */
    private String store(List<Point> points, SampleSink sink, long slotMillis, long timeMillis) {
        Batch batch = sink.begin(slotMillis);
        Map<Labels, Handle> made = new LinkedHashMap<>();
        try {
            for (Point point : points) {
                Handle known = series.get(point.labels());
                Handle handle = known == null ? batch.series(point.labels()) : known;
                batch.add(handle, timeMillis, point.value());
                made.put(point.labels(), handle);
            }
            for (Map.Entry<Labels, Handle> before : series.entrySet()) {
                if (!made.containsKey(before.getKey())) {
                    batch.add(before.getValue(), timeMillis, StaleMarker.VALUE);
                }
            }
            series = made;
            return problemOf(batch.commit());
        } catch (SeriesLimitException e) {
            return String.valueOf(e.getMessage());
        } finally {
            batch.rollback();
        }
    }

    private static String problemOf(Outcome outcome) {
        if (outcome.outOfOrder() > 0) {
            return "out of order sample: " + outcome.outOfOrder();
        }
        if (outcome.duplicates() > 0) {
            return "duplicate sample for timestamp: " + outcome.duplicates();
        }
        return outcome.outOfBounds() > 0 ? "out of bounds: " + outcome.outOfBounds() : "";
    }

    private void look(RuleOutput output, RuleQuery query, long slotMillis) {
        if (output.queried() > 0) {
            emptySelectors = List.of();
            lookedMillis = Moment.NONE;
            return;
        }
        if (Moment.isSet(lookedMillis) && slotMillis - lookedMillis < LOOK_PAUSE_MILLIS) {
            return;
        }
        lookedMillis = slotMillis;
        emptySelectors = ExprTree.selectors(rule.config().expr()).stream()
                .filter(selector -> query.matchNothing(selector.matchers(), slotMillis - LOOK_BACK_MILLIS, slotMillis))
                .map(PromqlPrinter::print)
                .distinct()
                .toList();
    }

    private void done(long slotMillis, double seconds, int samples, String error) {
        health = error.isEmpty() ? RuleHealth.OK : RuleHealth.BAD;
        evaluations.addFirst(new RuleEvaluation(slotMillis, seconds, samples, error));
        if (evaluations.size() > EVALUATIONS_KEPT) {
            evaluations.removeLast();
        }
    }

    RuleView view() {
        RuleEvaluation last = evaluations.isEmpty()
                ? new RuleEvaluation(Moment.NONE, 0, 0, "")
                : requireNonNull(evaluations.peekFirst(), "last");
        return new RuleView(
                rule.config(),
                expression,
                health,
                last.error(),
                last.seconds(),
                last.atMillis(),
                rule.instances(),
                List.copyOf(evaluations),
                emptySelectors);
    }
}
