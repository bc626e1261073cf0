package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.PrometheusConfigurationDecoder;
import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.relabel.Relabeling;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.EvaluationSettings;
import io.tocsin.evaluator.rule.EvaluationSettings.AlertTiming;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.RuleGroups;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import io.tocsin.server.log.CapturedLog;
import io.tocsin.server.metrics.EvaluatorMetrics;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.storage.RestartedRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Groups of rules through their times, in virtual time. Evaluations are each ten seconds. */
final class RuleRunnerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration RETENTION = Duration.ofHours(2);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(RuleRunner.class);

    @RegisterExtension
    private final CapturedLog handingLog = CapturedLog.of(HandedAlerts.class);

    private final VirtualThreads time = new VirtualThreads(NOON);
    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private final EvaluatorMetrics evaluatorMetrics = metrics.evaluator();
    private final QueryEngine engine = new QueryEngine(new QueryOptions(60_000, false));
    private final MemoryStore store = new MemoryStore(new StoreLimits(RETENTION.toMillis(), 1_000));
    private final List<PostedAlert> posted = new ArrayList<>();
    private final Scrapes scrapes = new Scrapes();
    private String group = "g";
    private boolean isFiringForTheRouter = true;
    private Instant routersEnd = Instant.MAX;
    private Duration settlesAfter = Duration.ZERO;
    private final RestartedRules kept = new RestartedRules();
    private Runnable whenPosted = () -> {};
    private PostOutcome outcome = new PostOutcome(List.of(), 0);
    private QueryLimits.Patience patience = QueryLimits.Patience.ENDLESS;
    private final EvaluationMemory memory = new EvaluationMemory(8 << 20, 1, 2);
    private Duration lookback = Duration.ofMinutes(5);
    private RuleRunner runner = runner();

    private static final class Scrapes implements FirstScrapes {
        boolean areOver = true;
        boolean areBroken;
        long longestMillis;
        long sinceMillis;

        @Override
        public boolean areOver(long since) {
            sinceMillis = since;
            if (areBroken) {
                throw new IllegalStateException("test");
            }
            return areOver;
        }

        @Override
        public long longestMillis() {
            return longestMillis;
        }
    }

    /** Goes on where the one before was. */
    private RuleRunner runner() {
        var next = new RuleRunner(
                new RuleGroups(AlertTiming.DEFAULT, RETENTION),
                time.threads(),
                time.clocks(),
                evaluatorMetrics,
                new HandedAlerts(
                        alerts -> {
                            posted.addAll(alerts);
                            whenPosted.run();
                            return CompletableFuture.completedStage(outcome);
                        },
                        evaluatorMetrics,
                        time::monotonicNanos));
        kept.restart();
        next.restore(kept.states());
        return next;
    }

    private EvaluationSettings settings() {
        return new EvaluationSettings(
                engine,
                () -> new QueryLimits(lookback.toMillis(), 1_000, () -> patience.check(), memory.share(User.RULE)),
                lookback.toMillis(),
                store,
                store,
                Labels.EMPTY,
                "http://tocsin.test",
                Relabeling.NONE,
                AlertTiming.DEFAULT,
                time::monotonicNanos);
    }

    private PrometheusConfiguration rules(String... rules) {
        String file = rules.length == 0
                ? "groups: []"
                : "groups: [{name: " + group + ", interval: 10s, rules: [" + String.join(", ", rules) + "]}]";
        FileSource files = new FileSource() {
            @Override
            public byte[] read(String path) {
                return file.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public List<String> glob(PathGlob pattern) {
                return List.of(pattern.toString());
            }
        };
        Decoded<PrometheusConfiguration> decoded = new PrometheusConfigurationDecoder(
                        new Expressions(engine), name -> null)
                .readingFiles(files)
                .decode("prometheus.yml", "rule_files: [rules.yml]");
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted<PrometheusConfiguration>) decoded).value();
    }

    private void start(String... rules) {
        runner.start(
                rules(rules),
                settings(),
                scrapes,
                new RestoredWords(
                        labels -> Optional.of(routersEnd).filter(end -> isFiringForTheRouter),
                        time,
                        alerts -> {
                            posted.addAll(alerts);
                            return CompletableFuture.completedStage(outcome);
                        },
                        settlesAfter));
    }

    private long evaluations() {
        return runner.views().get(0).counts().iterations();
    }

    private Optional<String> metric(String name) {
        String page = new String(metrics.exposition().page("", false).body(), StandardCharsets.UTF_8);
        return page.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst();
    }

    private static Instant instant(@Nullable Timestamp time) {
        return requireNonNull(time, "time").toInstant();
    }

    private static List<String> texts(CapturedLog log) {
        return log.lines().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void start_nothingToScrape_evaluatesAtTheFirstSlot() {
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        assertThat(evaluations()).isEqualTo(1);
        assertThat(posted).hasSize(1);
    }

    /** Otherwise what is only not scraped yet would be taken for missing. */
    @Test
    void start_scrapesAreUnderWay_waitsForThem() {
        scrapes.areOver = false;
        scrapes.longestMillis = 70_000;
        start("{alert: A, expr: absent(m)}");
        time.advance(Duration.ofSeconds(60));
        assertThat(evaluations()).isZero();

        scrapes.areOver = true;
        time.advance(INTERVAL.plusSeconds(1));
        assertThat(evaluations()).isEqualTo(1);
        assertThat(texts(log))
                .contains("Rules wait until each target has been scraped once", "Rules are evaluated from now on");
    }

    @Test
    void start_scrapesThatDoNotEnd_areNotWaitedForLongerThanTheyMayTake() {
        scrapes.areOver = false;
        scrapes.longestMillis = 20_000;
        start("{alert: A, expr: absent(m)}");
        time.advance(Duration.ofSeconds(20));
        assertThat(evaluations()).isZero();
        time.advance(INTERVAL.plusSeconds(1));
        assertThat(evaluations()).isEqualTo(1);
    }

    @Test
    void start_scrapesThatAreRare_areWaitedForTwoMinutes() {
        scrapes.areOver = false;
        scrapes.longestMillis = Duration.ofHours(1).toMillis();
        start("{alert: A, expr: absent(m)}");
        time.advance(Duration.ofMinutes(2).plus(INTERVAL).plusSeconds(1));
        assertThat(evaluations()).isEqualTo(1);
    }

    /** Otherwise they would never be, without a word. */
    @Test
    void start_scrapesThatCannotBeLookedAt_rulesAreEvaluated() {
        scrapes.areBroken = true;
        scrapes.longestMillis = 60_000;
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        assertThat(evaluations()).isEqualTo(1);
        assertThat(texts(log)).contains("Internal error in the evaluator");
    }

    /** A process may die again before the first evaluation. */
    @Test
    void restart_renamedGroup_isKeptUnderItsNewNameAtOnce() {
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        runner.stop();

        group = "renamed";
        scrapes.areOver = false;
        scrapes.longestMillis = 60_000;
        runner = runner();
        start("{alert: A, expr: vector(1)}");

        assertThat(evaluations()).isZero();
        assertThat(states()).hasSize(1);
        assertThat(states().get(0).id().name()).isEqualTo("renamed");
        assertThat(states().get(0).alerts()).hasSize(1);
    }

    /** Whoever is told that somebody watches need not wait for a target that hangs. */
    @Test
    void start_rulesThatLookAtNoSamples_areNotWaitedFor() {
        // given
        scrapes.areOver = false;
        scrapes.longestMillis = 60_000;
        start(
                "{alert: Watchdog, expr: vector(1)}",
                "{alert: A, expr: absent(m)}",
                "{alert: Text, expr: vector(1), annotations: {up: '{{ query \"up\" }}'}}");
        // when
        time.advance(INTERVAL.multipliedBy(3));
        // then
        assertThat(posted).extracting(alert -> alert.labels().get("alertname")).containsExactly("Watchdog");
        assertThat(metric("prometheus_rule_evaluations_total")).contains("3.0");

        scrapes.areOver = true;
        time.advance(INTERVAL.plusSeconds(1));
        assertThat(posted)
                .extracting(alert -> alert.labels().get("alertname"))
                .containsExactly("Watchdog", "A", "Text");
    }

    private void sample(String name, double value) {
        Batch batch = store.begin(time.millis());
        try {
            batch.add(batch.series(Labels.of("__name__", name)), time.millis(), value);
        } catch (SeriesLimitException e) {
            throw new AssertionError(e);
        }
        batch.commit();
    }

    /** As a machine that has slept: it has samples of none that it watches. */
    @Test
    void clock_setForwardByMoreThanASampleCounts_nothingEndsOrBeginsBeforeItIsScrapedAgain() {
        // given
        start("{alert: Fires, expr: m > 0}", "{alert: Absent, expr: absent(m)}");
        sample("m", 1);
        time.advance(INTERVAL);
        assertThat(posted).extracting(alert -> alert.labels().get("alertname")).containsExactly("Fires");
        Instant started = instant(posted.get(0).startsAt());
        posted.clear();
        scrapes.areOver = false;
        scrapes.longestMillis = 60_000;

        // when
        time.setClock(Duration.ofMinutes(6));
        Instant back = time.instant();
        time.advance(Duration.ofSeconds(50));

        // then it is held, and said again once the router is back
        assertThat(Instant.ofEpochMilli(scrapes.sinceMillis)).isBetween(back, back.plus(INTERVAL));
        assertThat(posted).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("alertname")).isEqualTo("Fires");
            assertThat(instant(alert.startsAt())).isEqualTo(started);
            assertThat(instant(alert.endsAt())).isAfter(time.instant().plusSeconds(60));
        });
        assertThat(texts(log)).anyMatch(text -> text.contains("scraped once again"));

        sample("m", 1);
        scrapes.areOver = true;
        posted.clear();
        time.advance(Duration.ofMinutes(3));
        assertThat(posted).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("alertname")).isEqualTo("Fires");
            assertThat(instant(alert.startsAt())).isEqualTo(started);
            assertThat(instant(alert.endsAt())).isAfter(time.instant());
        });
    }

    @Test
    void clock_setForwardWhereNothingComesBack_isResolvedAtLast() {
        start("{alert: Fires, expr: m > 0}");
        sample("m", 1);
        time.advance(INTERVAL);
        time.setClock(Duration.ofHours(1));
        time.advance(Duration.ofMinutes(6));
        posted.clear();
        time.advance(Duration.ofMinutes(1));
        assertThat(posted).isNotEmpty();
        assertThat(instant(posted.get(0).endsAt())).isBeforeOrEqualTo(time.instant());
    }

    @Test
    void clock_setForwardByLessThanASampleCounts_isNoStart() {
        start("{alert: Fires, expr: m > 0}");
        sample("m", 1);
        time.advance(INTERVAL);
        scrapes.areOver = false;
        scrapes.longestMillis = 60_000;
        time.setClock(Duration.ofMinutes(4));
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(evaluations()).isGreaterThan(2);
        assertThat(texts(log)).noneMatch(text -> text.contains("scraped once again"));
    }

    /** Ten minutes in which every second look comes a millisecond late. */
    private void advanceWithJitter() {
        for (int i = 0; i < 60; i++) {
            time.setClock(Duration.ofMillis(1));
            time.advance(Duration.ofSeconds(10));
        }
    }

    @Test
    void timer_comesLate_takesNoMemoryFromRules() {
        start();
        advanceWithJitter();
        assertThat(memory.takenBytes(User.RULE)).isZero();
    }

    @Test
    void timer_comesLateWhereSamplesCountForAMoment_isNoStart() {
        lookback = Duration.ofSeconds(5);
        start();
        advanceWithJitter();
        time.setClock(Duration.ofSeconds(9));
        time.advance(INTERVAL);
        assertThat(texts(log)).noneMatch(text -> text.contains("scraped once again"));

        time.setClock(Duration.ofSeconds(16));
        time.advance(INTERVAL);
        assertThat(texts(log)).anyMatch(text -> text.contains("scraped once again"));
    }

    @Test
    void reload_beforeTheFirstScrapesAreOver_waitsToo() {
        scrapes.areOver = false;
        scrapes.longestMillis = 60_000;
        start("{alert: A, expr: absent(m)}");
        runner.run(rules("{alert: B, expr: absent(m)}"), settings());
        time.advance(Duration.ofSeconds(59));
        assertThat(evaluations()).isZero();
        scrapes.areOver = true;
        time.advance(INTERVAL.plusSeconds(1));
        assertThat(posted).extracting(alert -> alert.labels().get("alertname")).containsExactly("B");
    }

    @Test
    void restart_whatFired_isSaidAgainBeforeAnythingIsEvaluated() {
        // given
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        Instant started = instant(posted.get(0).startsAt());
        runner.stop();
        posted.clear();
        time.advance(Duration.ofHours(3));

        // when
        scrapes.areOver = false;
        scrapes.longestMillis = 60_000;
        runner = runner();
        start("{alert: A, expr: vector(1)}");

        // then it is valid until it can be said again
        assertThat(posted).hasSize(1);
        assertThat(instant(posted.get(0).startsAt())).isEqualTo(started);
        assertThat(instant(posted.get(0).endsAt())).isAfter(time.instant().plusSeconds(60 + 10 + 60));
        assertThat(evaluations()).isZero();
    }

    /** In a cluster, others may know better. */
    @Test
    void restart_whatFired_isSaidAgainOnceOthersAreHeardAndOnlyIfItFires() {
        // given
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        runner.stop();
        posted.clear();

        // when its rule gives nothing yet
        settlesAfter = Duration.ofSeconds(30);
        runner = runner();
        start("{alert: A, expr: m}");
        time.advance(Duration.ofSeconds(29));
        assertThat(evaluations()).isPositive();
        assertThat(posted).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(posted).hasSize(1);

        // then it is left to others to say so, for as long as they do
        routersEnd = time.instant().plus(Duration.ofMinutes(4));
        time.advance(Duration.ofSeconds(149));
        assertThat(posted).hasSize(1);
        time.advance(INTERVAL);
        assertThat(posted).hasSize(2);

        // and it is said of nothing that is over
        isFiringForTheRouter = false;
        posted.clear();
        time.advance(Duration.ofMinutes(2));
        assertThat(posted).isEmpty();
    }

    @Test
    void metrics_ofAGroupThatHasGone_doNotComeBack() {
        // given a reload that takes the group away while its evaluation is under way
        start("{alert: A, expr: vector(1)}");
        whenPosted = () -> runner.run(rules(), settings());
        String name = "prometheus_rule_group_last_duration_seconds";

        // when
        time.advance(INTERVAL);

        // then
        assertThat(posted).hasSize(1);
        assertThat(metric(name)).isEmpty();
        assertThat(metric("prometheus_rule_evaluations_total")).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(metric(name)).isEmpty();
    }

    @Test
    void metrics_ofAGroup_tellOfItsEvaluations() {
        start("{alert: A, expr: vector(1)}", "{record: r, expr: '\"text\"'}");
        time.advance(INTERVAL);
        assertThat(metric("prometheus_rule_evaluations_total")).contains("2.0");
        assertThat(metric("prometheus_rule_evaluation_failures_total")).contains("1.0");
        assertThat(metric("prometheus_rule_group_last_rule_duration_sum_seconds"))
                .contains("0.0");
        assertThat(metric("tocsin_evaluator_group_delay_seconds_count")).contains("1");
        assertThat(metric("prometheus_rule_group_duration_seconds_count")).contains("1");
        assertThat(metric("prometheus_rule_evaluation_duration_seconds_count")).contains("2");
        assertThat(metric("prometheus_notifications_sent_total")).contains("1.0");
    }

    /** Dashboards and rules made for Prometheus find them before the first evaluation, too. */
    @Test
    void metrics_ofAGroupThatIsNotEvaluatedYet_areThere() {
        start("{alert: A, expr: vector(1)}");
        for (String name : List.of(
                "last_duration_seconds",
                "last_rule_duration_sum_seconds",
                "last_evaluation_timestamp_seconds",
                "last_evaluation_samples",
                "last_restore_duration_seconds")) {
            assertThat(metric("prometheus_rule_group_" + name)).as(name).contains("0.0");
        }
        group = "other";
        runner.run(rules("{alert: A, expr: vector(1)}"), settings());
        assertThat(metric("prometheus_rule_group_last_evaluation_samples")).contains("0.0");
        // It was not there at the start.
        assertThat(metric("prometheus_rule_group_last_restore_duration_seconds"))
                .isEmpty();
    }

    @Test
    void slots_leftOutByASlowRule_areCountedAndSaid() {
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        patience = () -> {
            patience = QueryLimits.Patience.ENDLESS;
            time.pass(Duration.ofSeconds(35));
        };
        time.advance(INTERVAL.multipliedBy(2));
        time.advance(INTERVAL);
        assertThat(metric("prometheus_rule_group_iterations_missed_total")).contains("3.0");
        assertThat(texts(log))
                .contains("Evaluations of a group of rules were left out: rules took too long")
                .noneMatch(text -> text.contains("clock"));
    }

    /** Otherwise the router would take a new one for what has ended before it came, and old ones for resolved. */
    @Test
    void alerts_ofAGroupThatTookLong_countUntilTheNextCanBeThere() {
        Duration took = Duration.ofMinutes(7);
        patience = () -> {
            patience = QueryLimits.Patience.ENDLESS;
            time.advance(took);
        };
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        assertThat(posted).hasSize(1);
        assertThat(instant(posted.get(0).endsAt())).isAfter(time.instant().plus(took));

        // What is over is over.
        runner.run(rules("{alert: A, expr: m}"), settings());
        posted.clear();
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(posted).hasSize(1);
        assertThat(instant(posted.get(0).endsAt())).isBeforeOrEqualTo(time.instant());
    }

    @Test
    void group_thatTookLong_holdsUpOthersOfItsKindAlone() {
        start("{alert: A, expr: vector(1)}");
        patience = () -> {
            patience = QueryLimits.Patience.ENDLESS;
            time.pass(Duration.ofSeconds(3));
        };
        time.advance(INTERVAL);
        assertThat(time.begunAmongSlow()).isZero();
        time.advance(INTERVAL);
        assertThat(evaluations()).isEqualTo(2);
        assertThat(time.begunAmongSlow()).isEqualTo(1);
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(evaluations()).isEqualTo(4);
        assertThat(time.begunAmongSlow()).isEqualTo(1);
    }

    /** At night, somebody must not look for slow rules that there are not. */
    @Test
    void slots_leftOutByTheClock_areSaidToBe() {
        start("{alert: A, expr: vector(1)}");
        time.advance(INTERVAL);
        time.setClock(Duration.ofHours(1));
        time.advance(INTERVAL.multipliedBy(2));
        assertThat(metric("prometheus_rule_group_iterations_missed_total"))
                .hasValueSatisfying(
                        missed -> assertThat(Double.parseDouble(missed)).isBetween(358.0, 361.0));
        assertThat(texts(log))
                .contains("Evaluations of a group of rules were left out: the clock was set forward, or the machine has"
                        + " slept")
                .noneMatch(text -> text.contains("too long"));
    }

    /** As a stop finds it: rules give up, and nothing becomes of that. */
    @Test
    void stop_whileARuleIsEvaluated_leavesItsAlertsAsTheyAre() {
        start("{alert: A, expr: 'vector(1)'}", "{alert: B, expr: 'vector(1)'}");
        time.advance(INTERVAL);
        List<GroupState> known = states();
        posted.clear();

        patience = () -> {
            runner.stop();
            throw new QueryException(QueryException.Reason.CANCELED, "stopped");
        };
        time.advance(Duration.ofMinutes(5));

        assertThat(posted).isEmpty();
        assertThat(states())
                .extracting(GroupState::alerts)
                .isEqualTo(known.stream().map(GroupState::alerts).toList());
        assertThat(known.get(0).alerts())
                .extracting(kept -> kept.alert().state())
                .containsExactly(AlertState.FIRING, AlertState.FIRING);
        assertThat(runner.views().get(0).rules().get(1).lastError()).isEmpty();
        assertThat(time.armed()).isZero();
    }

    private List<GroupState> states() {
        return kept.states().kept();
    }

    /** Otherwise a crash could leave an alert that no rule knows, which would end as resolved. */
    @Test
    void alert_thatFires_isKeptBeforeItIsTold() {
        List<AlertState> keptWhenTold = new ArrayList<>();
        whenPosted = () -> states().forEach(state ->
                state.alerts().forEach(alert -> keptWhenTold.add(alert.alert().state())));
        start("{alert: A, expr: vector(1), for: 10s}");
        time.advance(INTERVAL);
        assertThat(states()).hasSize(1);
        assertThat(keptWhenTold).isEmpty();
        time.advance(INTERVAL);
        assertThat(keptWhenTold).containsExactly(AlertState.FIRING);

        runner.run(rules(), settings());
        assertThat(states()).isEmpty();
    }

    @Test
    void alert_thatIsNotTaken_isToldOnceAndCounted() {
        outcome = new PostOutcome(List.of("invalid label \"x\""), 0);
        start("{alert: A, expr: vector(1)}");
        time.advance(Duration.ofMinutes(10));
        assertThat(posted.size()).isGreaterThan(5);
        assertThat(texts(handingLog)).containsExactly("An alert of a rule is not taken");
        assertThat(metric("prometheus_notifications_errors_total")).contains(posted.size() + ".0");
        assertThat(metric("prometheus_notifications_sent_total")).contains("0.0");

        outcome = new PostOutcome(List.of("invalid label \"y\""), 0);
        time.advance(Duration.ofMinutes(2));
        assertThat(texts(handingLog)).hasSize(2);
    }
}
