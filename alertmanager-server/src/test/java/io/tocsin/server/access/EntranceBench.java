package io.tocsin.server.access;

import io.tocsin.core.tls.KeyPairReader;
import io.tocsin.core.tls.KeyPairReader.UnusableException;
import io.tocsin.core.tls.TestCertificates.Pair;
import io.tocsin.notifiers.http.PresentedKey;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.http.Gate.Verdict;
import io.tocsin.server.http.HttpListeners;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.metrics.ServerMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An entrance on a real port, behind which is nothing but an answer that says who came in. */
final class EntranceBench implements AutoCloseable {
    /** Header of the answer: where the request came from. */
    static final String ADDRESS = "X-Address";

    final Entrance entrance;
    final ServerMetrics metrics = new ServerMetrics(Set.<Feature>of());
    /** Of the rate limit's clock. */
    final AtomicLong nanos = new AtomicLong();

    private final Path file;
    private final Vertx vertx = VertxFactory.create();
    private final HttpListeners listeners;
    final int port;

    /** @param folder where the files are that the configuration names */
    EntranceBench(Path folder, String webConfig) throws ConfigurationException {
        this(folder, webConfig, Callers.NOT_PROXIED);
    }

    EntranceBench(Path folder, String webConfig, Callers callers) throws ConfigurationException {
        this(folder, webConfig, callers, new PasswordThread());
    }

    /** @param passwords computes passwords */
    EntranceBench(Path folder, String webConfig, Callers callers, Executor passwords) throws ConfigurationException {
        file = folder.resolve("web.yml");
        write(webConfig);
        entrance = new Entrance(
                file.toString(),
                new DiskFiles(),
                new Entrance.Parts(
                        callers,
                        passwords,
                        metrics.access(),
                        InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
                        nanos::get));
        listeners = new HttpListeners(vertx, this::answer);
        port = await(listeners.listen("127.0.0.1", 0, entrance.tls()));
        listeners.open();
    }

    private void answer(HttpServerRequest request) {
        entrance.ask(request).onSuccess(verdict -> {
            if (verdict instanceof Verdict.Admitted admitted) {
                request.response()
                        .putHeader(ADDRESS, admitted.address())
                        .end(admitted.identity().toString());
            } else if (verdict instanceof Verdict.Refused refused) {
                request.response().setStatusCode(refused.status()).end(refused.text());
            }
        });
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes the file, which is looked at when the entrance is told to. */
    void write(String webConfig) {
        try {
            Files.writeString(file, webConfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that has connected to nothing yet. */
    Client client() {
        return new Client();
    }

    /** One client; each has connections of its own. */
    final class Client {
        private final SSLParameters parameters = defaults();
        private @Nullable Pair certificate;
        private @Nullable HttpClient made;
        private @Nullable X509Certificate server;

        private static SSLParameters defaults() {
            try {
                return SSLContext.getDefault().getDefaultSSLParameters();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        Client with(Pair newCertificate) {
            certificate = newCertificate;
            return this;
        }

        Client with(Consumer<SSLParameters> change) {
            change.accept(parameters);
            return this;
        }

        /** @throws IOException if no connection can be made, or the server ends it */
        HttpResponse<String> get(String... headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create((entrance.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(20));
            if (headers.length > 0) {
                request.headers(headers);
            }
            if (made == null) {
                made = HttpClient.newBuilder()
                        .sslContext(context())
                        .sslParameters(parameters)
                        .build();
            }
            return made.send(request.build(), BodyHandlers.ofString());
        }

        /** The certificate that the server showed last. */
        Optional<X509Certificate> server() {
            return Optional.ofNullable(server);
        }

        private SSLContext context() throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), new TrustManager[] {new Credulous(seen -> server = seen)}, null);
            return context;
        }

        private KeyManager @Nullable [] keys() throws GeneralSecurityException {
            if (certificate == null) {
                return null;
            }
            try {
                return new KeyManager[] {
                    new PresentedKey(KeyPairReader.read(certificate.certificateText(), certificate.keyText()))
                };
            } catch (UnusableException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Trusts every server. */
    private static final class Credulous extends X509ExtendedTrustManager {
        private final Consumer<X509Certificate> seen;

        Credulous(Consumer<X509Certificate> seen) {
            this.seen = seen;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            seen.accept(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        await(listeners.close(Duration.ZERO));
        await(vertx.close());
    }
}
