package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.QueryParameters;
import java.util.function.Consumer;

/** {@code GET /api/tocsin/v1/history}: what was done, by whom and why, newest first and one page at a time. */
final class HistoryEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/history";

    private final ApiWorkers workers;
    private final ApiParts parts;

    HistoryEndpoint(ApiWorkers workers, ApiParts parts) {
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.allowGzip();
        QueryParameters query = exchange.query();
        workers.withPast(() -> parts.history()
                        .find(HistoryParameters.read(
                                query, parts.matchers(), parts.clock().instant())))
                .onSuccess(page -> SlicedJson.sendParts(
                        exchange, HistoryPageWriter.parts(page), failure -> ApiV2.fail(exchange, failure)))
                .onFailure(failure -> ApiV2.refuseOrFail(exchange, failure));
    }
}
