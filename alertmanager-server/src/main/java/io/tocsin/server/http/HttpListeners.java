package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses that the server listens on, each served by every event loop. Thread-safe. */
public final class HttpListeners {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListeners.class);

    /** Go's limit for a request's head, so that long filters pass. */
    private static final int HEAD_MAX_BYTES = 1 << 20;

    private final Vertx vertx;
    private final Handler<HttpServerRequest> handler;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    // Set once by the starting thread, read by event loops.
    private volatile boolean isOpen;

    public HttpListeners(Vertx vertx, Handler<HttpServerRequest> handler) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.handler = requireNonNull(handler, "handler");
    }

    /**
     * Begins to listen. Requests are answered 503 until {@link #open}: where another address cannot be had the server does
     * not start, and nothing may have been acknowledged by then.
     *
     * @param host name or address; empty for every address of the machine
     * @param port 0 for any free one
     * @param tls empty for connections that are not encrypted
     * @return the real port; fails with a {@link ListenException}
     */
    public Future<Integer> listen(String host, int port, Optional<LiveTls> tls) {
        String bindHost = host.isEmpty() ? "0.0.0.0" : host;
        HttpServerOptions options = options();
        tls.ifPresent(settings -> settings.applyTo(options));
        return deploy(bindHost, port, options)
                .compose(first ->
                        deployRest(bindHost, first.actualPort(), options).map(first.actualPort()))
                .recover(failure -> Future.failedFuture(explain(host, port, failure)));
    }

    /** Begins to serve, on all addresses. */
    public void open() {
        isOpen = true;
    }

    private void serve(HttpServerRequest request) {
        if (isOpen) {
            handler.handle(request);
        } else {
            request.response().setStatusCode(503).end("the server is starting\n");
        }
    }

    private Future<Void> deployRest(String host, int port, HttpServerOptions options) {
        List<Future<HttpServer>> rest = new ArrayList<>();
        for (int i = 1; i < VertxFactory.eventLoops(); i++) {
            rest.add(deploy(host, port, options));
        }
        return Future.all(rest).mapEmpty();
    }

    /** Each deployment gets the next event loop; servers of one address share its connections. */
    private Future<HttpServer> deploy(String host, int port, HttpServerOptions options) {
        Listener listener = new Listener(host, port, options);
        return vertx.deployVerticle(listener).map(id -> listener.server());
    }

    private final class Listener extends VerticleBase {
        private final String host;
        private final int port;
        private final HttpServerOptions options;
        private final List<HttpServer> started = new ArrayList<>();

        Listener(String host, int port, HttpServerOptions options) {
            this.host = host;
            this.port = port;
            this.options = options;
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(HttpListeners.this::serve)
                    .exceptionHandler(HttpListeners::logFailure)
                    .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
            return server.listen(port, host).onSuccess(listening -> {
                started.add(listening);
                servers.add(listening);
            });
        }

        HttpServer server() {
            return started.get(0);
        }
    }

    /** Such as a handshake that failed. Anybody can make them, so that they are not worth a line by default. */
    private static void logFailure(Throwable failure) {
        LOG.atDebug().addKeyValue("err", failure.toString()).log("Connection ended before a request came");
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(HEAD_MAX_BYTES)
                .setMaxHeaderSize(HEAD_MAX_BYTES)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                // Nobody speaks WebSocket here: their extensions would look at the head of every request and answer.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpKeepAlive(true)
                .setAcceptBacklog(1024);
    }

    private static ListenException explain(String host, int port, Throwable failure) {
        String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return new ListenException("listen tcp " + address + ": " + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return "no such host; give an address of this machine, or none for all of them";
        }
        if (message.contains("permission denied")) {
            return "bind: permission denied; ports below 1024 are reserved, choose a higher one";
        }
        if (failure instanceof BindException && message.contains("in use")) {
            return "bind: address already in use; another process has this port,"
                    + " choose another one with --web.listen-address or stop it";
        }
        return "bind: " + failure.getMessage();
    }

    /**
     * Stops accepting and closes each connection when the request it serves is answered.
     *
     * @param grace how long requests may take before their connections are cut
     */
    public Future<Void> close(Duration grace) {
        List<Future<Void>> closing =
                servers.stream().map(server -> server.shutdown(grace)).toList();
        servers.clear();
        return Future.join(closing).mapEmpty();
    }
}
