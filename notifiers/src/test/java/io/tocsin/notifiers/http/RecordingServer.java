package io.tocsin.notifiers.http;

import io.tocsin.notifiers.http.TestCertificates.Identity;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An HTTP server for tests that remembers what it was asked. */
public final class RecordingServer implements AutoCloseable {
    private final HttpServer server;
    private final boolean tls;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Consumer<HttpServerRequest>> handlers = new ConcurrentHashMap<>();

    /** @param peer common name of the client's certificate; null for none */
    public record Asked(
            String method,
            String uri,
            Map<String, List<String>> headers,
            String body,
            String protocol,
            @Nullable String peer) {
        /** The values of a header, joined by a bar; the empty string for none. */
        public String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    public static RecordingServer plain(Vertx vertx) {
        return new RecordingServer(vertx, new HttpServerOptions(), false);
    }

    public static RecordingServer tls(Vertx vertx, Identity identity) {
        return new RecordingServer(vertx, tlsOptions(identity), true);
    }

    /** Asks its clients for certificates that {@code ca} signed. */
    public static RecordingServer mutualTls(Vertx vertx, Identity identity, String ca) {
        HttpServerOptions options = tlsOptions(identity)
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(ca)));
        return new RecordingServer(vertx, options, true);
    }

    static HttpServerOptions tlsOptions(Identity identity) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(identity.certificate()))
                        .setKeyValue(Buffer.buffer(identity.key())));
    }

    RecordingServer(Vertx vertx, HttpServerOptions options, boolean tls) {
        this(vertx, options, tls, "127.0.0.1");
    }

    RecordingServer(Vertx vertx, HttpServerOptions options, boolean tls, String listenHost) {
        this.tls = tls;
        this.server = vertx.createHttpServer(options.setHost(listenHost).setPort(0))
                .connectionHandler(connections::add)
                .requestHandler(this::handle)
                .listen()
                .await();
    }

    /** Answers requests for {@code path} so; all others get an empty 200. */
    public RecordingServer on(String path, Consumer<HttpServerRequest> handler) {
        handlers.put(path, handler);
        return this;
    }

    public RecordingServer redirect(String path, int status, String location) {
        return on(
                path,
                request -> request.response()
                        .setStatusCode(status)
                        .putHeader("location", location)
                        .end());
    }

    public RecordingServer answer(String path, int status, String body) {
        return on(path, request -> request.response().setStatusCode(status).end(body));
    }

    public String url(String path) {
        return url("127.0.0.1", path);
    }

    public String url(String host, String path) {
        return (tls ? "https://" : "http://") + host + ":" + port() + path;
    }

    public int port() {
        return server.actualPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked last() {
        return asked.get(asked.size() - 1);
    }

    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        server.close().await();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new ConcurrentHashMap<String, List<String>>();
            request.headers()
                    .names()
                    .forEach(name -> headers.put(
                            name.toLowerCase(java.util.Locale.ROOT),
                            request.headers().getAll(name)));
            if (request.authority() != null) {
                headers.put("host", List.of(request.authority().toString()));
            }
            asked.add(new Asked(
                    request.method().name(),
                    request.uri(),
                    headers,
                    body.toString(),
                    request.version().name(),
                    peer(request)));
            handlers.getOrDefault(request.path(), other -> other.response().end())
                    .accept(request);
        });
    }

    private static @Nullable String peer(HttpServerRequest request) {
        try {
            var session = request.sslSession();
            return session == null ? null : session.getPeerPrincipal().getName();
        } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
            return null;
        }
    }
}
