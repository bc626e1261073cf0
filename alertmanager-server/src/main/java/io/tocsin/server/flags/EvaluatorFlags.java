package io.tocsin.server.flags;

import io.tocsin.server.flags.ServerOptions.Evaluator;
import io.tocsin.server.flags.ServerOptions.Queries;
import io.tocsin.server.flags.ServerOptions.Rules;
import java.time.Duration;

/**
 * The flags of the built-in scraper and rule evaluator: Prometheus's names and defaults where it has them.
 *
 * @see "Upstream: cmd/prometheus, v3.5"
 */
final class EvaluatorFlags {
    private static final Flag<String> CONFIG_FILE = Flag.text(
                    "prometheus.config.file",
                    "Configuration in Prometheus's format: turns on the built-in scraper and rule evaluator, whose alerts are"
                            + " routed like those that are posted.")
            .withDefault("");
    private static final Flag<Duration> QUERY_TIMEOUT =
            duration("query.timeout", "2m", "Longest time for one query, waiting included.");
    private static final Flag<Long> QUERY_CONCURRENCY = whole(
            "query.max-concurrency",
            "20",
            "Most queries worked on at a time; never more than there are processors, and further ones wait.");
    private static final Flag<Long> QUERY_SAMPLES = whole(
            "query.max-samples",
            "50000000",
            "Most samples that one query may hold; never more than a quarter of the heap has room for.");
    private static final Flag<Duration> LOOKBACK =
            duration("query.lookback-delta", "5m", "How old the newest sample of a series may be to count in a query.");
    private static final Flag<Duration> RESEND_DELAY = duration(
            "rules.alert.resend-delay", "1m", "Shortest pause before a firing alert of a rule is handed on again.");
    private static final Flag<Duration> OUTAGE_TOLERANCE = duration(
            "rules.alert.for-outage-tolerance",
            "1h",
            "Longest outage after which the \"for\" of an alert goes on where it was.");
    private static final Flag<Duration> GRACE_PERIOD = duration(
            "rules.alert.for-grace-period",
            "10m",
            "Shortest time from a restart to the firing of an alert that was pending; only of rules whose \"for\" is as"
                    + " long.");
    private static final Flag<Duration> RETENTION =
            duration("storage.tsdb.retention.time", "6h", "How long samples are kept; they are kept in memory only.");
    private static final Flag<Long> SERIES_MAX = whole(
            "evaluator.series-max",
            "0",
            "Most time series kept; a scrape that would make more fails. 0: as many as half of the heap holds.");

    private EvaluatorFlags() {}

    static Flag<?>[] all() {
        return new Flag<?>[] {
            CONFIG_FILE,
            QUERY_TIMEOUT,
            QUERY_CONCURRENCY,
            QUERY_SAMPLES,
            LOOKBACK,
            RESEND_DELAY,
            OUTAGE_TOLERANCE,
            GRACE_PERIOD,
            RETENTION,
            SERIES_MAX
        };
    }

    static Evaluator options(Invocation line) {
        return new Evaluator(
                line.text(CONFIG_FILE),
                new Queries(
                        line.value(QUERY_TIMEOUT),
                        line.value(QUERY_CONCURRENCY),
                        line.value(QUERY_SAMPLES),
                        line.value(LOOKBACK)),
                new Rules(line.value(RESEND_DELAY), line.value(OUTAGE_TOLERANCE), line.value(GRACE_PERIOD)),
                line.value(RETENTION),
                line.value(SERIES_MAX));
    }

    private static Flag<Duration> duration(String name, String defaultText, String help) {
        return Flag.of(name, FlagType.DURATION, help).withDefault(defaultText);
    }

    private static Flag<Long> whole(String name, String defaultText, String help) {
        return Flag.of(name, FlagType.WHOLE_NUMBER, help).withDefault(defaultText);
    }
}
