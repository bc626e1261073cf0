package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.api.EventFeed.Event;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HttpSettings.Streams;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of events to one client. Of what its client is too slow to take only the newest event is kept. It ends by itself after a
 * while, so that whoever may no longer read, or not under this name, does not go on listening: the client asks anew. One whose client
 * takes nothing is cut off sooner, and leaves its place to others.
 *
 * <p>Belongs to the event loop of its exchange; the feed may call it on any thread.
 */
final class EventStream implements EventFeed.Listener {
    static final String MEDIA_TYPE = "text/event-stream";

    private static final int QUIETS_UNTAKEN = 2;

    private final Exchange exchange;
    private final Terms terms;
    private final long endNanos;

    // Volatile: written on the event loop, read by the ticker, as isTaken.
    private volatile long sentNanos;

    /**
     * Whether the operating system has taken what was written last. The queue of the response is no measure: it counts pieces, not
     * bytes, and only those that come after what is under way.
     */
    private volatile boolean isTaken = true;

    /** What the client has not taken yet. */
    private @Nullable Event waiting;

    /**
     * What all streams have in common.
     *
     * @param eventSent is told of each event that is sent
     */
    record Terms(Streams streams, InstantSource clock, LongSupplier monotonicNanos, Runnable eventSent) {
        Terms {
            requireNonNull(streams, "streams");
            requireNonNull(clock, "clock");
            requireNonNull(monotonicNanos, "monotonicNanos");
            requireNonNull(eventSent, "eventSent");
        }

        private long now() {
            return monotonicNanos.getAsLong();
        }
    }

    /** @param share of the longest life, so that many that began at once do not end at once; above 0, at most 1 */
    EventStream(Exchange exchange, Terms terms, double share) {
        this.exchange = requireNonNull(exchange, "exchange");
        this.terms = requireNonNull(terms, "terms");
        this.sentNanos = terms.now();
        this.endNanos = sentNanos + (long) (share * terms.streams().age().toNanos());
    }

    /** Sends what comes before the first event. */
    void begin() {
        exchange.beginStream(200, MEDIA_TYPE);
        write(Buffer.buffer("retry: " + terms.streams().retry().toMillis() + "\n\n"));
    }

    @Override
    public void changed(Event event) {
        exchange.resume(() -> {
            waiting = event;
            send();
        });
    }

    @Override
    public void tick(boolean isWatched) {
        long now = terms.now();
        long quietNanos = terms.streams().quiet().toNanos();
        if (now - endNanos >= 0) {
            exchange.resume(this::endForNow);
        } else if (!isTaken && now - sentNanos >= QUIETS_UNTAKEN * quietNanos) {
            exchange.resume(this::cutOff);
        } else if (isWatched && now - sentNanos >= quietNanos) {
            exchange.resume(this::sayAlive);
        }
    }

    @Override
    public void end() {
        exchange.resume(this::endForNow);
    }

    /** A client that has not even taken what came before hears nothing more, and would keep the connection open. */
    private void endForNow() {
        if (isTaken) {
            exchange.endStream(Buffer.buffer());
        } else {
            cutOff();
        }
    }

    private void cutOff() {
        if (!isOver()) {
            exchange.cutShort();
        }
    }

    private void send() {
        Event event = waiting;
        if (event == null || !isTaken || isOver()) {
            return;
        }
        waiting = null;
        write("id: " + event.id() + "\nevent: change\n", out -> {
            out.writeStringField("alerts", event.versions().alerts());
            out.writeStringField("silences", event.versions().silences());
            out.writeStringField("status", event.versions().status());
        });
        terms.eventSent().run();
    }

    /** Tells a quiet server from a connection that is dead; it has no id, so that it changes nothing for whoever resumes. */
    private void sayAlive() {
        if (isTaken && !isOver()) {
            write("event: alive\n", out -> {});
        }
    }

    private boolean isOver() {
        HttpServerResponse response = exchange.response();
        return response.ended() || response.closed();
    }

    private void write(String head, GoJson.Body fields) {
        Buffer data = GoJson.buffer(
                out -> {
                    out.writeStartObject();
                    fields.writeTo(out);
                    out.writeStringField("now", ApiTime.format(terms.clock().instant()));
                    out.writeEndObject();
                },
                "\n\n");
        write(Buffer.buffer(head + "data: ").appendBuffer(data));
    }

    private void write(Buffer piece) {
        isTaken = false;
        sentNanos = terms.now();
        exchange.write(piece).onSuccess(taken -> {
            isTaken = true;
            send();
        });
    }
}
