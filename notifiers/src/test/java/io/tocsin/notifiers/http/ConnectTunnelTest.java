package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tunnel as other users of the machine see it; what it is for is in {@link ProxyTest}. */
final class ConnectTunnelTest {
    private final ClientBench bench = new ClientBench();
    private final TestProxy proxy = TestProxy.http(bench.vertx);
    private final Proxy target = Proxy.of(proxy.url()).orElseThrow();
    private final ConnectTunnel tunnel = new ConnectTunnel(
            bench.vertx,
            target,
            new AddressGuard(bench.policy, bench.lookup),
            Map.of(),
            new NetClientOptions(),
            target.host());
    private final NetClient stranger = bench.vertx.createNetClient();

    @AfterEach
    void close() {
        tunnel.close();
        proxy.close();
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT h:443 HTTP/1.1\r\n\r\n",
                "CONNECT h:443 HTTP/1.1\r\nProxy-Authorization: Basic dG9jc2luOg==\r\n\r\n",
                "GET http://h/ HTTP/1.1\r\n\r\n",
                "\r\n\r\n",
            })
    void connect_withoutThePassword_isRefused(String request) throws Exception {
        assertThat(ask(request)).startsWith("HTTP/1.1 407 ");
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void open_twice_isOnePortAndOnePassword() {
        ProxyOptions first = tunnel.open().await();

        assertThat(tunnel.open().await().toJson()).isEqualTo(first.toJson());
        assertThat(first.getHost()).isEqualTo("127.0.0.1");
        assertThat(first.getPassword()).hasSize(64);
    }

    @Test
    void close_opened_closesThePort() {
        int port = tunnel.open().await().getPort();

        tunnel.close();

        // The port is closed on an event loop, soon.
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        bench.vertx.setPeriodic(
                10, ignored -> stranger.connect(port, "127.0.0.1").onFailure(refused::complete));
        assertThat(refused.orTimeout(60, TimeUnit.SECONDS).join()).hasMessageContaining("refused");
    }

    private String ask(String request) throws Exception {
        int port = tunnel.open().await().getPort();
        var answer = new CompletableFuture<String>();
        NetSocket socket = stranger.connect(port, "127.0.0.1").await();
        Buffer received = Buffer.buffer();
        socket.handler(received::appendBuffer);
        socket.closeHandler(ignored -> answer.complete(received.toString()));
        socket.write(request);
        return answer.get(60, TimeUnit.SECONDS);
    }
}
