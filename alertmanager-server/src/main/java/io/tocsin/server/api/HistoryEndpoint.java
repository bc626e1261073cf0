package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.QueryParameters;
import java.util.Iterator;
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
        workers.answerFromPast(
                exchange,
                () -> answer(query),
                answer -> SlicedJson.sendParts(exchange, answer, failure -> ApiV2.fail(exchange, failure)));
    }

    private Iterator<GoJson.Body> answer(QueryParameters parameters) throws BadParameterException {
        HistoryParameters.Question question = HistoryParameters.read(
                parameters, parts.matchers(), parts.clock().instant());
        return HistoryPageWriter.parts(parts.history().find(question.query()), question.only());
    }
}
