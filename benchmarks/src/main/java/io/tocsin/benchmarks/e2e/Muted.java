package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/**
 * A way in which alerts are muted.
 *
 * @param name how the figures call it
 * @param configuration the text of the alertmanager.yml
 * @param plainConfiguration the same without muting
 * @param severity of the {@value #ALERTS} alerts that are measured, by index
 * @param hasSources whether the same alerts are there once more as critical
 * @param silences how many are active
 */
record Muted(
        String name,
        String configuration,
        String plainConfiguration,
        IntFunction<String> severity,
        boolean hasSources,
        int silences) {
    static final int ALERTS = 10_000;

    private static final int BATCH = 64;
    private static final int CONNECTIONS = 8;

    /** Nothing may end while lists are read. */
    private static final Duration LIFE = Duration.ofHours(2);

    /** Each of the 10 000 targets has a source of its own. */
    static final Muted BY_PAIRS = byInhibition("10000 pairs", Configurations.INHIBITION_BY_PAIRS);

    /** Each of the 10 000 targets has about fifty sources, which it shares with others. */
    static final Muted BY_MANY_SOURCES = byInhibition("10000 shared sources", Configurations.INHIBITION_BY_MANY);

    private static Muted byInhibition(String name, String configuration) {
        return new Muted(name, configuration, Configurations.HUNDRED_GROUPS, index -> "warning", true, 0);
    }

    static Muted bySilences(int count) {
        return new Muted(
                count + " silences",
                Configurations.HUNDRED_GROUPS,
                Configurations.HUNDRED_GROUPS,
                AlertText::severity,
                false,
                count);
    }

    /** The load of alerts that may be muted. */
    Load load(RunningServer server) {
        return load(server, severity);
    }

    /**
     * Makes the silences.
     *
     * @return the seconds that it took
     */
    double mute(RunningServer server) throws IOException {
        return SilencePosts.post(server, 0, silences);
    }

    /** Posts the sources where there are any: with the plain configuration too, so that both hold as many alerts. */
    void postSources(RunningServer server) throws IOException, InterruptedException {
        if (hasSources) {
            load(server, index -> "critical").postGenerations(0, 1);
        }
    }

    private static Load load(RunningServer server, IntFunction<String> severity) {
        Pool pool = Pool.of(server.host(), ALERTS, BATCH, CONNECTIONS, Instant.now(), severity);
        return new Load(server.address(), pool.livingFor(LIFE));
    }

    /** All alerts that are stored. */
    int stored() {
        return hasSources ? 2 * ALERTS : ALERTS;
    }
}
