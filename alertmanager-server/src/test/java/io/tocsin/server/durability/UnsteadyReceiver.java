package io.tocsin.server.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.server.durability.Moments.Moment;
import io.tocsin.server.durability.NotificationBook.Arrival;
import io.tocsin.server.process.LoopbackServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Receives notifications and answers them 200 after a short while; some 500, some not at all. Paths begin with the life of
 * the server that sends, as {@link #url} makes them. Thread-safe.
 */
final class UnsteadyReceiver implements AutoCloseable {
    private static final int PAUSE_MAX_MILLIS = 40;
    private static final int LONG_PAUSE_MAX_MILLIS = 300;

    private final NotificationBook book;
    private final Moments moments;
    private final Random random;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Whether everything is answered 200 at once. Volatile: set by the run, read by the server's threads. */
    private volatile boolean isSteady;

    UnsteadyReceiver(NotificationBook book, Moments moments, long seed) {
        this.book = book;
        this.moments = moments;
        this.random = new Random(seed);
        server = LoopbackServer.start(threads, this::receive);
    }

    /** The base of the URLs for one life of the server, without a slash at the end. */
    String url(int life) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + life;
    }

    void steady(boolean steady) {
        isSteady = steady;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Arrival arrival = arrival(exchange.getRequestURI().getPath(), body, Instant.now());
            book.arrived(arrival);
            moments.reached(Moment.NOTIFICATION_ARRIVED);
            int dice = isSteady ? 100 : random.nextInt(100);
            if (!isSteady) {
                Thread.sleep(random.nextInt(dice % 10 == 0 ? LONG_PAUSE_MAX_MILLIS : PAUSE_MAX_MILLIS));
            }
            if (dice < 7) {
                exchange.sendResponseHeaders(500, -1);
            } else if (dice >= 12) {
                // Before it is written: what comes next must find it in the book.
                book.answered(arrival, Instant.now());
                exchange.sendResponseHeaders(200, -1);
                moments.reached(Moment.NOTIFICATION_ANSWERED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // The sender was killed.
        }
    }

    private static Arrival arrival(String path, String body, Instant now) {
        int slash = path.indexOf('/', 1);
        return Arrival.of(Integer.parseInt(path.substring(1, slash)), "", path.substring(slash), body, now);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
