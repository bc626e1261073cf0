package io.tocsin.evaluator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.label.Labels;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.PrometheusConfigurationDecoder;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.query.QueryValue.Sample;
import io.tocsin.evaluator.query.QueryValue.Vector;
import io.tocsin.evaluator.relabel.Relabeling;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One group of rules over a store, in virtual time. Seconds count from an arbitrary start. */
final class RuleWorld {
    static final long START = 1_700_000_000_000L;
    static final String GROUP = "rules.yml";
    private static final Duration RETENTION = Duration.ofHours(12);

    private final QueryEngine engine = new QueryEngine(new QueryOptions(60_000, false));
    private final QueryLimits limits =
            new QueryLimits(Duration.ofMinutes(5).toMillis(), 1_000_000, QueryLimits.Patience.ENDLESS);
    private final AlertTiming timing;
    private MemoryStore store = new MemoryStore(new StoreLimits(RETENTION.toMillis(), 10_000));
    private RuleGroups groups;
    private PrometheusConfiguration configuration;
    final List<SentAlert> sent = new ArrayList<>();

    RuleWorld(String rules) {
        this("", rules);
    }

    /** @param prometheus what stands in prometheus.yml beside the name of the rule file */
    RuleWorld(String prometheus, String rules) {
        this(prometheus, rules, AlertTiming.DEFAULT, List.of());
    }

    RuleWorld(String prometheus, String rules, AlertTiming timing, Collection<GroupState> before) {
        this.timing = timing;
        this.groups = new RuleGroups(timing, RETENTION);
        groups.restore(before, () -> 0);
        this.configuration = configuration(prometheus, rules);
        RuleGroups.Change unused = groups.update(configuration);
    }

    private PrometheusConfiguration configuration(String prometheus, String rules) {
        FileSource files = new FileSource() {
            @Override
            public byte[] read(String path) {
                return rules.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public List<String> glob(PathGlob pattern) {
                return List.of(pattern.toString());
            }
        };
        Decoded<PrometheusConfiguration> decoded = new PrometheusConfigurationDecoder(
                        new Expressions(engine), name -> null)
                .readingFiles(files)
                .decode("prometheus.yml", "rule_files: [" + GROUP + "]\n" + prometheus);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted<PrometheusConfiguration>) decoded).value();
    }

    RuleGroups.Change reload(String prometheus, String rules) {
        configuration = configuration(prometheus, rules);
        return groups.update(configuration);
    }

    /** Nobody has looked at anything since the last evaluation. */
    void resume() {
        groups.resume();
    }

    static long at(long second) {
        return START + second * 1000;
    }

    RuleWorld sample(long second, double value, String... labels) {
        Batch batch = store.begin(at(second));
        try {
            batch.add(batch.series(Labels.of(labels)), at(second), value);
        } catch (SeriesLimitException e) {
            throw new AssertionError(e);
        }
        batch.commit();
        return this;
    }

    RuleGroup group() {
        return groups.groups().get(0);
    }

    /** Evaluates, and answers what was sent. */
    List<SentAlert> evaluate(long second) {
        List<SentAlert> now = group().evaluate(settings(), at(second));
        sent.addAll(now);
        return now;
    }

    EvaluationSettings settings() {
        return settings(QueryLimits.Patience.ENDLESS, () -> 0);
    }

    EvaluationSettings settings(QueryLimits.Patience patience, LongSupplier nanoClock) {
        return settings(() -> new QueryLimits(limits.lookbackMillis(), limits.samplesMax(), patience), nanoClock);
    }

    /** With memory that it shares with others. */
    EvaluationSettings settings(EvaluationMemory memory) {
        return settings(
                () -> new QueryLimits(
                        limits.lookbackMillis(),
                        limits.samplesMax(),
                        QueryLimits.Patience.ENDLESS,
                        memory.share(User.RULE)),
                () -> 0);
    }

    private EvaluationSettings settings(Supplier<QueryLimits> made, LongSupplier nanoClock) {
        return new EvaluationSettings(
                engine,
                made,
                limits.lookbackMillis(),
                store,
                store,
                configuration.global().externalLabels(),
                "http://tocsin/prometheus",
                Relabeling.of(configuration.alertRelabelRules()),
                timing,
                nanoClock);
    }

    /** What is kept of the group for a restart, as bytes keep it. */
    List<GroupState> kept() {
        GroupState state = group().snapshot().state();
        try {
            return state.alerts().isEmpty() ? List.of() : List.of(GroupState.of(state.toBytes()));
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    RuleView rule(int index) {
        return group().view().rules().get(index);
    }

    AlertState state() {
        return rule(0).state();
    }

    /** Of a selector: values by labels, without the name. */
    Map<String, Double> query(String text, long second) {
        try {
            Vector vector =
                    (Vector) engine.instant(store, new Query(PromqlParser.parse(text), text), at(second), limits)
                            .value();
            Map<String, Double> values = new TreeMap<>();
            for (Sample sample : vector.samples()) {
                values.put(
                        sample.labels()
                                .filter(name -> !name.equals(MetricName.LABEL))
                                .asMap()
                                .toString(),
                        sample.value());
            }
            return values;
        } catch (PromqlSyntaxException | QueryException e) {
            throw new AssertionError(e);
        }
    }
}
