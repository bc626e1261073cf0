package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every route there is, with the permission that it asks for. A new one has to be added here, and to docs/web.md. */
final class RoutePermissionsTest {
    @Test
    void routes_all_askForThePermissionThatTheirEffectNeeds() {
        try (RunningApi running = new RunningApi()) {
            assertThat(running.api.list())
                    .containsExactlyInAnyOrder(
                            "GET /api/v2/status READ",
                            "GET /api/v2/receivers READ",
                            "GET /api/v2/alerts READ",
                            "POST /api/v2/alerts POST",
                            "GET /api/v2/alerts/groups READ",
                            "GET /api/v2/silences READ",
                            "POST /api/v2/silences SILENCE",
                            "GET /api/v2/silence/{silenceID} READ",
                            "DELETE /api/v2/silence/{silenceID} SILENCE",
                            "GET / READ",
                            "HEAD / READ",
                            "GET /favicon.ico READ",
                            "HEAD /favicon.ico READ",
                            "GET /assets/*path READ",
                            "HEAD /assets/*path READ",
                            "GET /ui/*path READ",
                            "HEAD /ui/*path READ",
                            "GET /-/healthy OPEN",
                            "HEAD /-/healthy OPEN",
                            "GET /-/ready OPEN",
                            "HEAD /-/ready OPEN",
                            "POST /-/reload ADMIN",
                            "GET /metrics READ",
                            "GET /api/tocsin/v1/alerts READ",
                            "GET /api/tocsin/v1/alert-groups READ",
                            "GET /api/tocsin/v1/completions READ",
                            "GET /api/tocsin/v1/explain READ",
                            "GET /api/tocsin/v1/history READ",
                            "GET /api/tocsin/v1/cluster READ",
                            "GET /api/tocsin/v1/events READ",
                            "GET /api/tocsin/v1/me READ",
                            "GET /api/tocsin/v1/silences READ",
                            "GET /api/tocsin/v1/status READ",
                            "GET /api/tocsin/v1/state/silences READ",
                            "GET /api/tocsin/v1/state/nflog READ",
                            "POST /api/tocsin/v1/receivers/:name/test TEST",
                            "GET /api/v1/status OPEN",
                            "GET /api/v1/receivers OPEN",
                            "GET /api/v1/alerts OPEN",
                            "POST /api/v1/alerts OPEN",
                            "GET /api/v1/silences OPEN",
                            "POST /api/v1/silences OPEN",
                            "GET /api/v1/silence/:sid OPEN",
                            "DELETE /api/v1/silence/:sid OPEN");
        }
    }
}
