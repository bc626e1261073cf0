package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.WebhookReceiver.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates that take all that they may, at many groups, and receivers beside them. */
final class SlowTemplatesIT {
    private static final Map<String, String> SMALL_HEAP = Map.of("TOCSIN_JAVA_OPTS", "-Xmx256m");
    private static final int BAD_GROUPS = 64;
    private static final int GOOD_ALERTS = 8;

    /** On a busy machine; one after the other the bad ones would take far longer. */
    private static final Duration DELAY_MAX = Duration.ofSeconds(15);

    private static final String ENDLESS =
            "{{ range 100000000 }}{{ match \"(a|b|c|d|e)*(a|b|c)*(a|b|c)*$\" \"" + "abc".repeat(30) + "x\" }}{{ end }}";
    private static final String VAST = "{{ $l := list }}{{ range 60 }}{{ $l = list $l $l }}{{ end }}{{ $l }}";

    @TempDir
    private Path folder;

    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void webhookTemplatesNeverEnd_othersAreNotDelayed() throws InterruptedException {
        check("webhook_configs: [{url: '" + receiver.url() + "/bad', payload: {x: '" + ENDLESS + "'}}]");
    }

    @Test
    void mailTemplatesMakeVastValues_othersAreNotDelayedAndTheProcessLives() throws InterruptedException {
        // Nobody listens there: a mail is rendered first.
        check("email_configs: [{to: a@example.org, from: b@example.org, smarthost: '127.0.0.1:1', html: '" + VAST
                + "'}]");
    }

    private void check(String bad) throws InterruptedException {
        try (AlertmanagerProcess server = AlertmanagerProcess.start(
                        Programs.tocsin(), SMALL_HEAP, folder, config(bad), List.of())
                .awaitReady()) {
            // given
            post(
                    server,
                    IntStream.range(0, BAD_GROUPS)
                            .mapToObj(i -> alert("bad", i))
                            .collect(Collectors.joining(",")));
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            server.get("/metrics").text().contains("tocsin_notification_renderings_in_flight 1.0"));
            // when
            for (int i = 0; i < GOOD_ALERTS; i++) {
                Instant posted = Instant.now();
                post(server, alert("good", i));
                // then
                for (String path : List.of("/plain" + i, "/templated" + i)) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> arrived(path) != null);
                    assertThat(Duration.between(posted, arrived(path)))
                            .describedAs(path)
                            .isLessThan(DELAY_MAX);
                }
            }
            assertThat(server.log())
                    .containsPattern("exceeded maximum (work of a rendering|size of a text)")
                    .doesNotContain("receiver=good");
            assertThat(server.get("/-/healthy").status()).isEqualTo(200);
        }
    }

    private @Nullable Instant arrived(String path) {
        return receiver.received().stream()
                .filter(each -> each.path().equals(path))
                .map(Received::at)
                .findFirst()
                .orElse(null);
    }

    private String config(String bad) {
        String plain = IntStream.range(0, GOOD_ALERTS)
                .mapToObj(i -> "  - {receiver: good" + i + ", matchers: [alertname=good, i=\"" + i + "\"]}\n")
                .collect(Collectors.joining());
        String receivers = IntStream.range(0, GOOD_ALERTS)
                .mapToObj(i -> "- {name: good" + i + ", webhook_configs: [{url: '" + receiver.url() + "/plain" + i
                        + "'}, {url: '" + receiver.url() + "/templated{{ .CommonLabels.i }}'}]}\n")
                .collect(Collectors.joining());
        return "route:\n"
                + "  receiver: bad\n"
                + "  group_wait: 0s\n"
                + "  group_by: ['...']\n"
                + "  routes:\n" + plain
                + "receivers:\n" + receivers
                + "- {name: bad, " + bad + "}\n";
    }

    private static String alert(String name, int i) {
        return "{\"labels\":{\"alertname\":\"" + name + "\",\"i\":\"" + i + "\"}}";
    }

    private static void post(AlertmanagerProcess server, String alerts) {
        HttpExchange.post("/api/v2/alerts", "[" + alerts + "]").sendTo(server.address());
    }
}
