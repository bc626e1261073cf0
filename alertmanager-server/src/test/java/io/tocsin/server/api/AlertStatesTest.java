package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.server.metrics.AlertMetrics.States;
import io.tocsin.server.router.StoredAlerts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts by state and by group, as the metrics tell them, over a real engine at a moment that never passes. */
final class AlertStatesTest {
    private final RunningApi running = new RunningApi();
    private final StoredAlerts alerts = new StoredAlerts(running.engine);

    @AfterEach
    void stop() {
        running.close();
    }

    private void post(String alert) {
        running.client.send("POST", "/api/v2/alerts", "[" + alert + "]", "Content-Type: application/json");
        // The groups have the alert once they have answered.
        RunningApi.await(running.engine.groups());
    }

    @Test
    void states_notFlushedYet_areUnprocessedAndCountedOnce() {
        post("{\"labels\":{\"alertname\":\"a\"}},{\"labels\":{\"alertname\":\"b\",\"x\":\"1\"}}");
        assertThat(alerts.states()).isEqualTo(new States(0, 0, 2));
    }

    @Test
    void states_resolved_areNotCounted() {
        post(
                "{\"labels\":{\"alertname\":\"a\"},\"startsAt\":\"2026-01-01T00:00:00Z\",\"endsAt\":\"2026-01-01T00:00:00Z\"}");
        assertThat(alerts.states()).isEqualTo(new States(0, 0, 0));
        assertThat(alerts.statesByGroup()).containsExactly(entry("{}:{alertname=\"a\"}", new States(0, 0, 0)));
    }

    @Test
    void statesByGroup_ofEqualSiblingRoutes_areAddedUp() {
        post("{\"labels\":{\"alertname\":\"a\"}},{\"labels\":{\"alertname\":\"b\",\"x\":\"1\"}}");
        assertThat(alerts.statesByGroup())
                .containsExactly(
                        entry("{}/{x=\"1\"}:{alertname=\"b\"}", new States(0, 0, 2)),
                        entry("{}:{alertname=\"a\"}", new States(0, 0, 1)));
    }
}
