package io.tocsin.server.prometheus;

import io.tocsin.server.http.FrontDoor;
import io.tocsin.server.http.FrontDoor.Observation;
import io.tocsin.server.http.HttpListeners;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.RequestObserver;
import io.tocsin.server.http.Routes;
import io.tocsin.server.http.VertxFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The paths below {@code /prometheus/} behind the door through which all requests come. */
final class RunningPrometheusApi {
    private final Vertx vertx = VertxFactory.create();
    private final HttpListeners listeners;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    RunningPrometheusApi(Consumer<Routes> added, InstantSource clock) throws Exception {
        Routes routes = new Routes("");
        added.accept(routes);
        listeners = new HttpListeners(
                vertx,
                new FrontDoor(
                        vertx,
                        HttpSettings.DEFAULT,
                        routes,
                        routes,
                        new Observation(RequestObserver.NONE, clock, System::nanoTime)));
        port = listeners
                .listen("127.0.0.1", 0, Optional.empty())
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        listeners.open();
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void stop() throws Exception {
        listeners.close(Duration.ZERO).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
