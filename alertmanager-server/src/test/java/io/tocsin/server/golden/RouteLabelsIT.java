package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import io.tocsin.server.process.WebhookReceiver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The members that 0.34 has added. Not confirmed by a running original: the newest that can be asked is 0.33.1, so the
 * recordings leave them out and this test pins what is documented.
 */
final class RouteLabelsIT {
    @Test
    void routeLabels_ofRouteWithoutLabels_areEmptyObjectsInTheirPlaces(@TempDir Path folder) {
        try (var receiver = new WebhookReceiver();
                var process = AlertmanagerProcess.start(Programs.tocsin(), folder, config(receiver, ""), List.of())
                        .awaitReady()) {
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                    .sendTo(process.address());
            await().until(() -> !receiver.received().isEmpty());

            assertThat(receiver.received().get(0).body())
                    .contains("\"commonAnnotations\":{},\"routeLabels\":{},\"externalURL\":\"");
            assertThat(process.get("/api/v2/alerts/groups").text())
                    .endsWith("\"labels\":{},\"receiver\":{\"name\":\"team\"},\"routeLabels\":{}}]\n");
        }
    }

    @Test
    void routeLabels_ofRouteWithLabels_areMergedOverThoseOfItsParents(@TempDir Path folder) {
        String labels = "labels: {team: infra, tier: '1'}, routes: [{labels: {team: oncall, empty: ''}}]";
        try (var receiver = new WebhookReceiver();
                var process = AlertmanagerProcess.start(Programs.tocsin(), folder, config(receiver, labels), List.of())
                        .awaitReady()) {
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                    .sendTo(process.address());
            await().until(() -> !receiver.received().isEmpty());

            String expected = "\"routeLabels\":{\"empty\":\"\",\"team\":\"oncall\",\"tier\":\"1\"}";
            assertThat(receiver.received().get(0).body()).contains(expected + ",\"externalURL\":\"");
            assertThat(process.get("/api/v2/alerts/groups").text()).endsWith(expected + "}]\n");
        }
    }

    @Test
    void routeLabels_thatAreTemplates_areRenderedForTheGroup(@TempDir Path folder) {
        String labels =
                "group_by: [alertname], labels: {tier: '{{ .CommonLabels.tier }}', both: '{{ routeLabels \"tier\" }}"
                        + "-{{ .GroupLabels.alertname }}', broken: '{{ .Nope }}'}";
        try (var receiver = new WebhookReceiver();
                var process = AlertmanagerProcess.start(Programs.tocsin(), folder, config(receiver, labels), List.of())
                        .awaitReady()) {
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\",\"tier\":\"1\"}}]")
                    .sendTo(process.address());
            await().until(() -> !receiver.received().isEmpty());

            String expected = "\"routeLabels\":{\"both\":\"1-x\",\"tier\":\"1\"}";
            assertThat(receiver.received().get(0).body()).contains(expected + ",\"externalURL\":\"");
            assertThat(process.get("/api/v2/alerts/groups").text()).endsWith(expected + "}]\n");
            assertThat(process.log())
                    .contains("route.labels.broken: fails for a firing alert")
                    .contains("msg=\"Label of a route cannot be rendered\" receiver=team label=broken err=");
        }
    }

    private static String config(WebhookReceiver receiver, String route) {
        return """
                route: {receiver: team, group_wait: 0s, %s}
                receivers:
                - name: team
                  webhook_configs: [{url: %s/hook}]
                """.formatted(route, receiver.url());
    }
}
