package io.tocsin.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.server.durability.NotificationBook.Arrival;
import io.tocsin.server.http.VertxFactory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears the members' notifications, thousands at once if need be, and answers them 200 at once; knows which run of which
 * member sent each. Thread-safe.
 */
final class TeamReceiver implements AutoCloseable {
    private static final String SCHEME = "Bearer ";
    private static final int LIFE = 1;
    private static final int BACKLOG = 4_096;

    private final List<Arrival> arrivals = new ArrayList<>();
    private final Listener listener;
    private final Vertx vertx = VertxFactory.create();
    private final String url;

    /** Told of each notification before it is answered, of one after the other; must be quick. */
    @FunctionalInterface
    interface Listener {
        void arrived(Arrival arrival);
    }

    TeamReceiver() {
        this(InetAddress.getLoopbackAddress(), arrival -> {});
    }

    /** @param address of this machine, which the members reach */
    TeamReceiver(InetAddress address, Listener listener) {
        this.listener = listener;
        var options = new HttpServerOptions().setAcceptBacklog(BACKLOG);
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.bodyHandler(body -> receive(request, body)))
                .listen(0, address.getHostAddress())
                .await();
        url = "http://" + address.getHostAddress() + ":" + server.actualPort();
    }

    /** The base URL, without a slash at the end. */
    String url() {
        return url;
    }

    private void receive(HttpServerRequest request, Buffer body) {
        String credentials = request.getHeader("Authorization");
        String sender = credentials == null ? "" : credentials.substring(SCHEME.length());
        Arrival arrival = Arrival.of(LIFE, sender, request.path(), body.toString(UTF_8), Instant.now());
        synchronized (arrivals) {
            arrivals.add(arrival);
        }
        listener.arrived(arrival);
        request.response().end();
    }

    /** What has arrived so far, in the order of arrival. */
    List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** How much has arrived so far. */
    int count() {
        synchronized (arrivals) {
            return arrivals.size();
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
