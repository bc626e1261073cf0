package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several {@code --web.listen-address}; the first of them is always {@code 127.0.0.1:0}. */
final class ListenAddressesIT {
    private static final String CONFIG = """
            route: {receiver: team}
            receivers: [{name: team}]
            """;
    private static final Pattern LISTENING = Pattern.compile("level=INFO \\S+ msg=\"Listening on\" address=(\\S+)\\n");
    private static final Pattern SECOND = Pattern.compile("\\[::1]:([1-9]\\d*)");

    @Test
    void secondAddressIsIpv6_bothServeTheSameAlerts(@TempDir Path folder) throws IOException {
        InetAddress loopback = ipv6Loopback();
        try (var server = start(folder, "[::1]:0").awaitReady()) {
            // given
            await().until(() -> listening(server).size() == 2);
            var second = SECOND.matcher(listening(server).get(1));
            assertThat(second.matches()).as(server.log()).isTrue();
            var ipv6 = new InetSocketAddress(loopback, Integer.parseInt(second.group(1)));

            // when
            HttpAnswer posted = HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"posted to ipv6\"}}]")
                    .sendTo(ipv6);

            // then
            assertThat(posted.status()).isEqualTo(200);
            for (InetSocketAddress address : List.of(server.address(), ipv6)) {
                assertThat(HttpExchange.get("/-/ready").sendTo(address).status())
                        .isEqualTo(200);
                assertThat(HttpExchange.get("/api/v2/alerts").sendTo(address).text())
                        .contains("posted to ipv6");
            }
            assertThat(server.log())
                    .contains("msg=\"TLS is disabled.\" http2=false address=127.0.0.1:")
                    .contains("msg=\"TLS is disabled.\" http2=false address=" + second.group());
        }
    }

    @Test
    void secondAddressTaken_exitsWithOneAndTheFirstDoesNotServe(@TempDir Path folder) throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(folder, "127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void secondAddressTaken_onIpv6_exitsWithOneAndTheFirstDoesNotServe(@TempDir Path folder) throws Exception {
        try (var other = new ServerSocket(0, 1, ipv6Loopback())) {
            refused(folder, "[::1]:" + other.getLocalPort());
        }
    }

    private static void refused(Path folder, String taken) throws IOException, InterruptedException {
        var free = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.pick());
        try (var server = start(folder, "127.0.0.1:" + free.getPort(), taken)) {
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains(
                            "level=ERROR",
                            "msg=\"alertmanager exited with error\" err=\"listen tcp " + taken + ": bind:"
                                    + " address already in use; another process has this port")
                    .contains("choose another one with --web.listen-address");
            assertThat(listening(server)).isEmpty();
            assertThatThrownBy(() -> HttpExchange.get("/-/ready").sendTo(free))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("refused");
        }
    }

    private static AlertmanagerProcess start(Path folder, String... further) {
        List<String> flags =
                Stream.of(further).map(each -> "--web.listen-address=" + each).toList();
        return AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG, flags);
    }

    private static List<String> listening(AlertmanagerProcess server) {
        return LISTENING
                .matcher(server.log())
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    /** Skips the test on a machine that cannot listen there. */
    private static InetAddress ipv6Loopback() throws IOException {
        InetAddress loopback = InetAddress.getAllByName("::1")[0];
        try (var listener = new ServerSocket(0, 1, loopback)) {
            return listener.getInetAddress();
        } catch (IOException ignored) {
            return abort("this machine has no IPv6 loopback address (::1)");
        }
    }
}
