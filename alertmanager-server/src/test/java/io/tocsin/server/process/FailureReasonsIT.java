package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.WebhookReceiver.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a receiver can refuse, as the metrics and the log of a real server tell it. */
final class FailureReasonsIT {
    /** By receiver, the status that it answers for good; 0 for a template that fails. */
    private static final Map<String, Integer> STATUSES =
            new TreeMap<>(Map.of("gone", 404, "limited", 429, "locked", 403, "moved", 304, "broken", 500, "untold", 0));

    private static final Map<String, String> REASONS = Map.of(
            "clientError", "1",
            "rateLimited", "1",
            "authError", "1",
            "other", "2",
            "contextDeadlineExceeded", "0");

    @Test
    void notify_receiversThatRefuse_areCountedByReason(@TempDir Path folder) throws Exception {
        Map<String, List<Answer>> answers = STATUSES.entrySet().stream()
                .flatMap(entry -> List.of("/slack/" + entry.getKey(), "/webhook/" + entry.getKey()).stream()
                        .map(path -> Map.entry(path, always(entry.getValue()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        try (var receiver = new WebhookReceiver(answers);
                var server = AlertmanagerProcess.start(
                                Programs.tocsin(), folder, configuration(receiver.url()), List.of())
                        .awaitReady()) {
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Down\"}}]")
                    .sendTo(server.address());

            for (String integration : List.of("slack", "webhook")) {
                REASONS.forEach((reason, count) -> await().atMost(Duration.ofSeconds(60))
                        .until(
                                () -> server.get("/metrics").text(),
                                page -> page.contains("alertmanager_notifications_failed_total{integration=\""
                                        + integration + "\",reason=\"" + reason + "\"} " + count)));
                // What may work later is tried again, and has not failed yet.
                assertThat(server.get("/metrics").text())
                        .contains("alertmanager_notifications_failed_total{integration=\"" + integration
                                + "\",reason=\"serverError\"} 0");
                await().atMost(Duration.ofSeconds(60)).until(() -> requests(receiver, integration, "broken") > 1);
                assertThat(requests(receiver, integration, "limited")).isEqualTo(1);
                assertThat(requests(receiver, integration, "untold")).isZero();
            }
            assertThat(server.log())
                    .contains("unexpected status code 429", "can't evaluate field Nope in type *template.Data");
        }
    }

    private static List<Answer> always(int status) {
        return Collections.nCopies(1_000, new Answer(status, Duration.ZERO));
    }

    private static long requests(WebhookReceiver receiver, String integration, String name) {
        return receiver.received().stream()
                .filter(received -> received.path().equals("/" + integration + "/" + name))
                .count();
    }

    private static String configuration(String url) {
        String routes = STATUSES.keySet().stream()
                .map(name -> "{receiver: " + name + ", continue: true}")
                .collect(Collectors.joining(", "));
        String receivers = STATUSES.keySet().stream()
                .map(name -> receiver(name, url, name.equals("untold") ? "{{ .Nope }}" : "text"))
                .collect(Collectors.joining());
        return "route: {receiver: gone, group_wait: 0s, group_interval: 1h, routes: [" + routes + "]}\nreceivers:\n"
                + receivers;
    }

    private static String receiver(String name, String url, String text) {
        return """
                - name: NAME
                  slack_configs: [{api_url: 'URL/slack/NAME', channel: '#c', text: 'TEXT'}]
                  webhook_configs: [{url: 'URL/webhook/NAME', payload: {text: 'TEXT'}}]
                """.replace("NAME", name).replace("URL", url).replace("TEXT", text);
    }
}
