package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/tocsin/v1/events} of a real server: what has changed is told soon, to few and to many, and keeps nothing from ending. */
@Timeout(120)
final class EventStreamIT {
    private static final String PATH = "/api/tocsin/v1/events";
    private static final String CONFIG = "route: {receiver: none}\nreceivers: [{name: none}]\n";
    private static final String SILENCE = """
            {"matchers":[{"name":"alertname","value":"Down","isRegex":false}],"startsAt":"2020-01-01T00:00:00Z",
             "endsAt":"2099-01-01T00:00:00Z","createdBy":"me","comment":"test"}""";

    /** A second or two, and a machine that has other things to do. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private AlertmanagerProcess start(String... flags) {
        return AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG, List.of(flags))
                .awaitReady();
    }

    /** Collects the lines of a stream on a thread of its own, until it ends. */
    private static final class Listening implements AutoCloseable {
        private final Socket socket;
        private final List<String> lines = new ArrayList<>();
        private boolean hasEnded;

        Listening(AlertmanagerProcess server, String... headers) {
            try {
                socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                String head = "GET " + PATH + " HTTP/1.1\r\nHost: test\r\n" + String.join("\r\n", headers)
                        + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread reader = new Thread(this::read, "stream");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    add(line);
                }
            } catch (IOException ignored) {
                // The test has closed it, or the server has.
            }
            end();
        }

        private synchronized void add(String line) {
            lines.add(line);
        }

        private synchronized void end() {
            hasEnded = true;
        }

        synchronized boolean hasEnded() {
            return hasEnded;
        }

        synchronized String status() {
            return lines.isEmpty() ? "" : lines.get(0);
        }

        synchronized List<String> ids() {
            return lines.stream().filter(line -> line.startsWith("id: ")).toList();
        }

        /** The versions of one kind that were told, each once. */
        synchronized List<String> versions(String kind) {
            Pattern version = Pattern.compile("\"" + kind + "\":\"([^\"]+)\"");
            return lines.stream()
                    .flatMap(line -> version.matcher(line).results())
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void post(AlertmanagerProcess server, String alertname) {
        HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"" + alertname + "\"}}]")
                .sendTo(server.address());
    }

    @Test
    void changes_areToldSoon_whileOneGetAtATimeIsAllowedAndTimeIsShort() throws Exception {
        try (var server = start("--web.get-concurrency=1", "--web.timeout=500ms");
                var client = new Listening(server)) {
            await().atMost(SOON).until(() -> client.ids().size() == 1);

            post(server, "Down");
            await().atMost(SOON).until(() -> client.versions("alerts").size() > 1);

            HttpExchange.post("/api/v2/silences", SILENCE).sendTo(server.address());
            await().atMost(SOON).until(() -> client.versions("silences").size() > 1);
            await("the version of the answer")
                    .atMost(SOON)
                    .until(() -> server.get("/api/tocsin/v1/silences")
                            .text()
                            .contains(client.versions("silences")
                                    .get(client.versions("silences").size() - 1)));

            server.signal("HUP");
            await().atMost(SOON).until(() -> client.versions("status").size() > 1);
            assertThat(client.hasEnded()).isFalse();
            // A busy machine may need more than half a second for one of them.
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(server.get("/metrics").text())
                            .contains(
                                    "tocsin_http_event_streams 1",
                                    "tocsin_http_event_streams_limit_exceeded_total{reason=\"share\"} 0")
                            .containsPattern("tocsin_http_events_sent_total [1-9]"));
        }
    }

    @Test
    void resume_tellsNothingAgain_andMissesNothing() throws Exception {
        try (var server = start()) {
            String id;
            try (var client = new Listening(server)) {
                await().atMost(SOON).until(() -> client.ids().size() == 1);
                id = client.ids().get(0);
            }
            try (var client = new Listening(server, "Last-Event-ID: " + id.substring("id: ".length()))) {
                await().atMost(SOON).until(() -> !client.status().isEmpty());
                post(server, "Down");
                await().atMost(SOON).until(() -> !client.ids().isEmpty());
                assertThat(client.ids()).doesNotContain(id);
            }
            try (var client = new Listening(server, "Last-Event-ID: of-another-life")) {
                await().atMost(SOON).until(() -> !client.ids().isEmpty());
            }
        }
    }

    @Test
    void limit_isCounted_andAPlaceComesBack() throws Exception {
        try (var server = start("--web.max-event-streams=1")) {
            try (var first = new Listening(server)) {
                await().atMost(SOON).until(() -> !first.ids().isEmpty());
                HttpAnswer refused = server.get(PATH);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(server.get("/metrics").text())
                        .contains("tocsin_http_event_streams_limit_exceeded_total{reason=\"limit\"} 1");
            }
            await().atMost(SOON).until(() -> server.get("/metrics").text().contains("tocsin_http_event_streams 0"));
            try (var next = new Listening(server)) {
                await().atMost(SOON).until(() -> next.status().contains(" 200 "));
            }
        }
    }

    @Test
    void stop_withOpenStreams_endsThemAndDoesNotWait() throws Exception {
        List<Listening> clients = new ArrayList<>();
        try (var server = start()) {
            for (int i = 0; i < 20; i++) {
                clients.add(new Listening(server));
            }
            await().atMost(SOON)
                    .until(() ->
                            clients.stream().noneMatch(client -> client.ids().isEmpty()));

            server.signal("TERM");
            assertThat(server.exitStatus(Duration.ofSeconds(60))).isZero();
            assertThat(server.log()).doesNotContain("Shutdown does not wait any longer");
            await().atMost(SOON).until(() -> clients.stream().allMatch(Listening::hasEnded));
        } finally {
            clients.forEach(Listening::close);
        }
    }
}
