package io.tocsin.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.process.HttpAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The probes of the Prometheus Operator and of the Helm chart, and the sidecars that reload after the configuration has
 * changed.
 *
 * @see "prometheus-operator: pkg/alertmanager statefulset.go; helm-charts: charts/alertmanager"
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubernetesProbesIT {
    private static final Map<String, String> KUBELET =
            Map.of("User-Agent", "kube-probe/1.31", "Accept", "*/*", "Connection", "close");
    private static final String CONFIG = "route: {receiver: x}\nreceivers: [{name: x}]\n";

    private ClientServer server;
    private Path configFile = Path.of("");

    @BeforeAll
    void start(@TempDir Path folder) {
        configFile = folder.resolve("alertmanager.yml");
        server = ClientServer.start(folder, CONFIG, "--web.route-prefix=/am");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void operator_probesBelowThePrefix_succeed() {
        for (String probe : new String[] {"/am/-/healthy", "/am/-/ready"}) {
            HttpAnswer answer = server.send("GET", probe, KUBELET, "");
            assertThat(answer.status()).as(probe).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("OK");
            assertThat(server.send("HEAD", probe, KUBELET, "").status()).isEqualTo(200);
        }
    }

    /** The chart's probes ask for the root of the prefix, and take 200 to 399. */
    @Test
    void chart_probesOfTheRoot_succeed() {
        assertThat(server.send("GET", "/am/", KUBELET, "").status()).isEqualTo(200);
        assertThat(server.send("GET", "/am", KUBELET, "").status()).isBetween(200, 399);
        assertThat(server.send("GET", "/", KUBELET, "").status()).isBetween(200, 399);
    }

    /** {@code helm test} fetches the root of the service, which has no prefix unless the values set one. */
    @Test
    void chart_testOfAServerWithoutPrefix_succeeds(@TempDir Path folder) {
        try (var plain = ClientServer.start(folder, CONFIG)) {
            assertThat(plain.send("GET", "/", KUBELET, "").status()).isEqualTo(200);
        }
    }

    @Test
    void reloader_goodThenBadThenGoodConfiguration_isTold() throws IOException {
        assertThat(reload().status()).isEqualTo(200);
        Files.writeString(configFile, "route: {receiver: nobody}\nreceivers: [{name: x}]\n");
        HttpAnswer bad = reload();
        assertThat(bad.status()).isEqualTo(500);
        assertThat(bad.text()).startsWith("failed to reload config: ").contains("nobody");
        assertThat(server.get("/am/metrics").text()).contains("\nalertmanager_config_last_reload_successful 0");
        assertThat(server.send("GET", "/am/-/ready", KUBELET, "").status()).isEqualTo(200);
        Files.writeString(configFile, CONFIG);
        assertThat(reload().status()).isEqualTo(200);
        assertThat(server.get("/am/metrics").text()).contains("\nalertmanager_config_last_reload_successful 1");
    }

    private HttpAnswer reload() {
        return server.send("POST", "/am/-/reload", Map.of(), "");
    }
}
