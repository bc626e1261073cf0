package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpListenersTest {
    private final Vertx vertx = VertxFactory.create();

    @AfterEach
    void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static HttpResponse<String> post(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /** The server may still find that it cannot start, and then nothing may have been acknowledged. */
    @Test
    void listen_beforeItIsOpen_answersThatItStarts() throws Exception {
        var listeners = new HttpListeners(vertx, request -> request.response().end("served"));
        int port = listeners
                .listen("127.0.0.1", 0, Optional.empty())
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        HttpResponse<String> early = post(port);
        listeners.open();

        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.body()).isEqualTo("the server is starting\n");
        assertThat(post(port).body()).isEqualTo("served");
    }
}
