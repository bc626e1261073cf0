package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of events to clients that do not read. */
@Timeout(60)
final class SlowClientTest {
    private static final InstantSource CLOCK = InstantSource.fixed(RunningApi.NOW);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int EVENTS = 1_000;

    /** A thousand of these are more than any buffer holds. */
    private static final String LARGE = "x".repeat(50_000);

    private final Vertx vertx = VertxFactory.create();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    private final CompletableFuture<EventStream> stream = new CompletableFuture<>();
    private HttpListeners listeners;
    private WireClient client;

    private void begin(Exchange asked) {
        Streams streams = new Streams(9, QUIET, Duration.ofHours(1), Duration.ofSeconds(2));
        EventStream begun =
                new EventStream(asked, new EventStream.Terms(streams, CLOCK, nanos::get, sent::incrementAndGet), 1);
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
        settle();
    }

    /** Sends more than all buffers take. */
    private static void fill(EventStream stream) {
        stream.changed(new Event("1", new Versions(LARGE.repeat(EVENTS), "s", "t")));
    }

    /** Until the event loop has done what it was told. */
    private void settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        exchange.join().resume(() -> done.complete(null));
        RunningApi.await(done);
    }

    private CompletableFuture<Void> whenOver() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        exchange.join().resume(() -> exchange.join().whenOver(() -> over.complete(null)));
        return over;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void tick_quiet_saysAlive_unlessNobodyLooks() throws IOException {
        try (EventClient reader = EventClient.open(client, "/events")) {
            EventStream begun = RunningApi.await(stream);
            assertThat(reader.next()).startsWith("retry: ");
            pass(QUIET);
            begun.tick(false);
            begun.changed(new Event("1", new Versions("a", "s", "t")));
            assertThat(reader.next()).startsWith("id: 1\n");

            pass(QUIET.minusNanos(1));
            begun.tick(true);
            settle();
            begun.changed(new Event("2", new Versions("a", "s", "t")));
            assertThat(reader.next()).as("too early to say alive").startsWith("id: 2\n");

            pass(QUIET);
            begun.tick(true);
            assertThat(reader.next()).startsWith("event: alive\n");
        }
    }

    @Test
    void tick_clientTakesNothingForTwoQuietPeriods_isCutOff() throws IOException {
        try (EventClient slow = EventClient.open(client, "/events")) {
            EventStream begun = RunningApi.await(stream);
            CompletableFuture<Void> over = whenOver();
            fill(begun);
            settle();
            pass(QUIET.multipliedBy(2).minusNanos(1));
            begun.tick(true);
            settle();
            assertThat(over).isNotDone();

            pass(Duration.ofNanos(1));
            begun.tick(true);
            RunningApi.await(over);
            assertThatThrownBy(slow::rest).as("not a whole answer").isInstanceOf(IOException.class);
        }
    }

    @Test
    void end_clientHasNotTakenWhatCameBefore_isCutOff() throws IOException {
        try (EventClient slow = EventClient.open(client, "/events")) {
            EventStream begun = RunningApi.await(stream);
            CompletableFuture<Void> over = whenOver();
            fill(begun);
            begun.end();

            RunningApi.await(over);
            assertThatThrownBy(slow::rest).as("not a whole answer").isInstanceOf(IOException.class);
        }
    }

    @Test
    void end_clientHasTakenEverything_endsTheAnswer() throws IOException {
        try (EventClient reader = EventClient.open(client, "/events")) {
            EventStream begun = RunningApi.await(stream);
            begun.changed(new Event("1", new Versions("a", "s", "t")));
            assertThat(reader.nextChange()).startsWith("id: 1\n");
            begun.end();

            assertThat(reader.rest()).isEmpty();
        }
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
