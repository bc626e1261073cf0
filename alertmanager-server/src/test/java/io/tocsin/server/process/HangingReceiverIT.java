package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.WebhookReceiver.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that does not answer, and another one on the same host and port. */
final class HangingReceiverIT {
    private static final int GROUPS = 100;
    private static final Answer NONE = new Answer(200, Duration.ofMinutes(5));

    /** Far less than the receiver hangs, and more than a busy machine takes. */
    private static final Duration NOT_DELAYED = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void receiverHangs_othersAndTheNextConfigurationAreNotDelayed() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver(Map.of("/hang", Collections.nCopies(GROUPS, NONE)));
                AlertmanagerProcess server = AlertmanagerProcess.start(
                                Programs.tocsin(), folder, config(receiver, "hang"), List.of())
                        .awaitReady()) {
            // given
            post(
                    server,
                    IntStream.range(0, GROUPS).mapToObj(i -> alert("many" + i)).collect(Collectors.joining(",")));
            await().atMost(NOT_DELAYED).until(() -> count(receiver, "/hang") == GROUPS);
            // when
            post(server, alert("other"));
            // then
            await().atMost(NOT_DELAYED).until(() -> count(receiver, "/other") == 1);
            awaitUnderWay(server, GROUPS);
            // when
            Files.writeString(folder.resolve("alertmanager.yml"), config(receiver, "next"));
            assertThat(HttpExchange.post("/-/reload", "")
                            .sendTo(server.address())
                            .status())
                    .isEqualTo(200);
            // then
            await().atMost(NOT_DELAYED).until(() -> count(receiver, "/next") == GROUPS);
            awaitUnderWay(server, 0);
        }
    }

    private static void awaitUnderWay(AlertmanagerProcess server, int requests) {
        String line = "\ntocsin_notification_requests_in_flight " + requests + ".0\n";
        await().atMost(NOT_DELAYED)
                .untilAsserted(() -> assertThat(server.get("/metrics").text()).contains(line));
    }

    private static String config(WebhookReceiver receiver, String name) {
        return "route:\n"
                + "  receiver: " + name + "\n"
                + "  group_wait: 0s\n"
                + "  group_by: [alertname]\n"
                + "  routes: [{receiver: other, matchers: [alertname=other]}]\n"
                + "receivers:\n"
                + "- {name: " + name + ", webhook_configs: [{url: '" + receiver.url() + "/" + name + "'}]}\n"
                + "- {name: other, webhook_configs: [{url: '" + receiver.url() + "/other'}]}\n";
    }

    private static String alert(String name) {
        return "{\"labels\":{\"alertname\":\"" + name + "\"}}";
    }

    private static void post(AlertmanagerProcess server, String alerts) {
        HttpExchange.post("/api/v2/alerts", "[" + alerts + "]").sendTo(server.address());
    }

    private static long count(WebhookReceiver receiver, String path) {
        return receiver.received().stream()
                .filter(each -> each.path().equals(path))
                .count();
    }
}
