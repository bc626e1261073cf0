package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.EventFeed.Event;
import io.tocsin.server.api.EventFeed.Versions;
import io.tocsin.server.http.Endpoint;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.FrontDoor;
import io.tocsin.server.http.FrontDoor.Observation;
import io.tocsin.server.http.HttpListeners;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Streams;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.RequestObserver;
import io.tocsin.server.http.Routes;
import io.tocsin.server.http.VertxFactory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of events to clients that do not read. */
@Timeout(60)
final class SlowClientTest {
    private static final InstantSource CLOCK = InstantSource.fixed(RunningApi.NOW);
    private static final int EVENTS = 1_000;

    /** A thousand of these are more than any buffer holds. */
    private static final String LARGE = "x".repeat(50_000);

    private final Vertx vertx = VertxFactory.create();
    private final AtomicInteger sent = new AtomicInteger();
    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    private final CompletableFuture<EventStream> stream = new CompletableFuture<>();
    private HttpListeners listeners;
    private WireClient client;

    private void begin(Exchange asked) {
        Streams streams = new Streams(9, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(2));
        EventStream begun = new EventStream(
                asked, new EventStream.Terms(streams, CLOCK, System::nanoTime, sent::incrementAndGet), 1);
        begun.begin();
        exchange.complete(asked);
        stream.complete(begun);
    }

    @BeforeEach
    void listen() {
        Routes routes = new Routes("")
                .add("/events", new Endpoint("/events").streams(HttpMethod.GET, Permission.OPEN, this::begin));
        Observation observation = new Observation(RequestObserver.NONE, CLOCK, System::nanoTime);
        listeners = new HttpListeners(vertx, new FrontDoor(vertx, HttpSettings.DEFAULT, routes, routes, observation));
        client = new WireClient(RunningApi.await(
                listeners.listen("127.0.0.1", 0, Optional.empty()).toCompletionStage()));
        listeners.open();
    }

    @AfterEach
    void close() {
        RunningApi.await(listeners.close(Duration.ZERO).toCompletionStage());
        RunningApi.await(vertx.close().toCompletionStage());
    }

    private void tellAll() {
        for (int i = 1; i <= EVENTS; i++) {
            stream.join().changed(new Event(String.valueOf(i), new Versions(LARGE, "s", "t")));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        exchange.join().resume(() -> done.complete(null));
        RunningApi.await(done);
    }

    @Test
    void events_notTaken_areDroppedButForTheNewest() throws IOException {
        try (EventClient slow = EventClient.open(client, "/events")) {
            RunningApi.await(stream);
            tellAll();
            assertThat(sent).hasValueLessThan(EVENTS);

            List<Integer> ids = new ArrayList<>();
            while (ids.isEmpty() || ids.get(ids.size() - 1) < EVENTS) {
                ids.add(Integer.parseInt(EventClient.id(slow.nextChange())));
            }
            assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeLessThan(EVENTS);
        }
    }
}
