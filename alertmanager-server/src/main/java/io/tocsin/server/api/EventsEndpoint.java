package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * {@code GET /api/tocsin/v1/events}: a stream that says when something which the page shows has changed, as server-sent events. It
 * shows nothing itself but versions.
 */
final class EventsEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/events";

    private static final CharSequence LAST_EVENT_ID = "Last-Event-ID";
    private static final double SHARE_MIN = 0.9;

    private final EventFeed feed;
    private final EventStream.Terms terms;

    EventsEndpoint(EventFeed feed, EventStream.Terms terms) {
        this.feed = requireNonNull(feed, "feed");
        this.terms = requireNonNull(terms, "terms");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        exchange.setHeader(HeaderName.X_ACCEL_BUFFERING, "no");
        double share = SHARE_MIN + (1 - SHARE_MIN) * ThreadLocalRandom.current().nextDouble();
        EventStream stream = new EventStream(exchange, terms, share);
        exchange.whenOver(() -> feed.remove(stream));
        stream.begin();
        feed.add(stream, exchange.header(LAST_EVENT_ID).orElse(""));
    }
}
