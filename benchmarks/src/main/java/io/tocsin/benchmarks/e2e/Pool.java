package io.tocsin.benchmarks.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The alerts of a load, cut into batches and dealt out to connections. Generation 0 is what a pool holds at
 * first; every further generation is a pool of the same size with other alerts.
 *
 * @param connections the batches of each connection; no batch stands twice
 * @param alerts how many alerts one generation has
 * @param life from a post of an alert to its end
 */
record Pool(List<List<PreparedRequest>> connections, int alerts, Duration life) {
    /** Prometheus lets an alert live for four resend delays of a minute. */
    private static final Duration LIFE_DEFAULT = Duration.ofMinutes(4);

    Pool {
        connections = connections.stream().map(List::copyOf).toList();
    }

    /** Generation 0, with all alerts starting at {@code startsAt}. */
    static Pool of(String host, int alerts, int batchSize, int connectionCount, Instant startsAt) {
        return of(host, alerts, batchSize, connectionCount, startsAt, AlertText::severity);
    }

    /**
     * As the other, with other severities: the same alerts apart from that label.
     *
     * @param severity by index in the pool
     */
    static Pool of(
            String host,
            int alerts,
            int batchSize,
            int connectionCount,
            Instant startsAt,
            IntFunction<String> severity) {
        List<List<PreparedRequest>> dealt = new ArrayList<>();
        for (int i = 0; i < connectionCount; i++) {
            dealt.add(new ArrayList<>());
        }
        for (int from = 0, batch = 0; from < alerts; from += batchSize, batch++) {
            PreparedRequest request = PreparedRequest.of(host, from, Math.min(alerts, from + batchSize), severity);
            request.startsAt(startsAt);
            request.numberFrom(0);
            dealt.get(batch % connectionCount).add(request);
        }
        return new Pool(dealt, alerts, LIFE_DEFAULT);
    }

    /** The same requests, with another life of their alerts. */
    Pool livingFor(Duration otherLife) {
        return new Pool(connections, alerts, otherLife);
    }

    /** Stamps a batch with a new end. */
    void refresh(PreparedRequest request, Instant now) {
        request.endsAt(now.plus(life));
    }

    /** Stamps a batch so that it holds the alerts of another generation. */
    void renew(PreparedRequest request, int generation) {
        request.numberFrom((long) generation * alerts);
    }
}
