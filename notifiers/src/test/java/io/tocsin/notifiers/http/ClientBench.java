package io.tocsin.notifiers.http;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.TlsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Clients on a Vert.x instance of their own, and what tests need around them. */
final class ClientBench implements AutoCloseable {
    static final String USER_AGENT = "Alertmanager/0.34.0";
    /** On a busy machine as well: it is not for tests of what happens when it has passed. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    final InMemoryFiles files = new InMemoryFiles();
    final Map<String, String> variables = new HashMap<>();
    AddressPolicy policy = AddressPolicy.NONE;
    RequestSlots slots = RequestSlots.ofHeap(Long.MAX_VALUE);
    HostLookup lookup = HostLookup.of(vertx);
    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    HttpClients clients() {
        return new HttpClients(new ClientEnvironment(
                vertx,
                new SecretReader(files),
                () -> now,
                USER_AGENT,
                variables,
                new AddressGuard(policy, lookup),
                slots,
                RequestPurpose.NOTIFICATIONS));
    }

    HttpAnswer post(HttpConfig config, String url) {
        return send(config, HttpCall.postJson(Secret.of(url), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    HttpAnswer send(HttpConfig config, HttpCall call) {
        try (IntegrationHttpClient client = clients().open(config)) {
            return send(client, call);
        }
    }

    static HttpAnswer send(IntegrationHttpClient client, HttpCall call) {
        try {
            return client.send(call, LIMIT).toCompletableFuture().get(2 * LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the client must answer normally", e);
        }
    }

    static HttpAnswer post(IntegrationHttpClient client, String url) {
        return send(client, HttpCall.postJson(Secret.of(url), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    static int status(HttpAnswer answer) {
        if (answer instanceof HttpAnswer.Received received) {
            return received.status();
        }
        throw new AssertionError("no answer: " + answer);
    }

    static String failure(HttpAnswer answer) {
        if (answer instanceof HttpAnswer.Failed failed) {
            return failed.message();
        }
        throw new AssertionError("no failure: " + answer);
    }

    static SecretSource inline(String text) {
        return new SecretSource.Inline(Secret.of(text));
    }

    static SecretSource file(String path) {
        return new SecretSource.FromFile(path);
    }

    static HttpConfig with(Authentication authentication) {
        HttpConfig plain = HttpConfig.DEFAULT;
        return new HttpConfig(authentication, plain.tls(), true, true, plain.proxy(), List.of());
    }

    static HttpConfig with(HttpConfig.Header... headers) {
        HttpConfig plain = HttpConfig.DEFAULT;
        return new HttpConfig(plain.authentication(), plain.tls(), true, true, plain.proxy(), List.of(headers));
    }

    static HttpConfig with(TlsConfig tls) {
        return with(tls, ProxyConfig.NONE);
    }

    static HttpConfig with(ProxyConfig proxy) {
        return with(TlsConfig.DEFAULT, proxy);
    }

    static HttpConfig with(TlsConfig tls, ProxyConfig proxy) {
        return new HttpConfig(new Authentication.None(), tls, true, true, proxy, List.of());
    }

    static TlsConfig trusting(String ca) {
        return tls(inline(ca), null, null, "");
    }

    static TlsConfig tls(
            @Nullable SecretSource ca,
            @Nullable SecretSource certificate,
            @Nullable SecretSource key,
            String serverName) {
        return new TlsConfig(ca, certificate, key, serverName, false, Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
