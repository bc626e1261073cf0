package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.QueryParameters;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** {@code GET /api/tocsin/v1/silences}: a page of silences with what they match now, for people. */
final class SilenceListEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/silences";

    private final ApiWorkers workers;
    private final ApiParts parts;
    private final LiveSurvey live;

    SilenceListEndpoint(ApiWorkers workers, ApiParts parts, LiveSurvey live) {
        this.workers = requireNonNull(workers, "workers");
        this.parts = requireNonNull(parts, "parts");
        this.live = requireNonNull(live, "live");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.allowGzip();
        QueryParameters query = exchange.query();
        // Whether a silence that came has a regular expression is not known before it is looked at.
        workers.answer(
                exchange,
                !live.isKept() || SilenceListQuery.isCostly(query),
                () -> list(query),
                list -> SlicedJson.sendParts(
                        exchange, SilenceListWriter.parts(list), failure -> ApiV2.fail(exchange, failure)));
    }

    private SilenceList list(QueryParameters query) throws ParameterException {
        SilenceListQuery asked = SilenceListQuery.parse(query, parts.matchers());
        Predicate<Silence> isAbout = asked.alert().map(this::matching).orElse(silence -> true);
        return SilenceList.of(live.now(), asked, isAbout);
    }

    /** Of an alert that is not stored nothing is known that could match. */
    private Predicate<Silence> matching(Fingerprint alert) {
        return parts.engine().alerts().stream()
                .map(each -> each.alert().labels())
                .filter(labels -> labels.fingerprint().equals(alert))
                .findFirst()
                .<Predicate<Silence>>map(labels -> silence -> silence.matches(labels))
                .orElse(silence -> false);
    }
}
