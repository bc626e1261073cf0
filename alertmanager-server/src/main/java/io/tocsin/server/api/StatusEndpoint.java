package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.StatusReport.Amounts;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code GET /api/tocsin/v1/status}: how this server fares, for people. */
final class StatusEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/status";

    private final ApiWorkers workers;
    private final ApiParts parts;
    private final Supplier<List<UsageLimit>> ofRequests;

    /** @param ofRequests what of requests is limited */
    StatusEndpoint(ApiWorkers workers, ApiParts parts, Supplier<List<UsageLimit>> ofRequests) {
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
        this.ofRequests = requireNonNull(ofRequests, "ofRequests");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.allowGzip();
        QueryParameters query = exchange.query();
        boolean showsOriginal = query.flagDefaultTrue("original");
        workers.answer(
                exchange,
                query,
                () -> GoJson.buffer(out -> write(out, showsOriginal), ""),
                written -> SlicedJson.sendWritten(exchange, written, failure -> ApiV2.fail(exchange, failure)));
    }

    /** Looks at every alert and silence, and the configuration may be long: for a worker. */
    private void write(GoJson out, boolean showsOriginal) {
        Amounts amounts = Amounts.of(parts.engine(), parts.clock().instant());
        List<UsageLimit> limits = new ArrayList<>(parts.status().limits().get());
        limits.addAll(ofRequests.get());
        ServerStatusWriter writer = new ServerStatusWriter(out, parts, StatusReport.of(parts));
        writer.write(amounts, limits, showsOriginal);
    }
}
