package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code GET /}, as a browser shows it after its scripts have run against our server. */
final class WebPageIT {
    private static final String CONFIG = """
            route: {receiver: team-X, group_by: [alertname], group_wait: 1h}
            receivers: [{name: team-X}, {name: nobody}]
            """;
    private static final String ALERTS = """
            [{"labels": {"alertname": "TargetDown", "instance": "<b>a:9100</b>"},
              "annotations": {"runbook": "https://runbooks.test/down", "trap": "javascript:alert(1)"},
              "generatorURL": "javascript:alert(2)"}]
            """;

    @Test
    void page_withAlerts_showsThemAsTextWithSafeLinks(@TempDir Path folder) throws Exception {
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG, List.of())
                .awaitReady()) {
            assumeTrue(server.get("/").text().contains("id=\"groups\""), "built without the page (-Dweb-ui.skip)");
            assertThat(HttpExchange.post("/api/v2/alerts", ALERTS)
                            .sendTo(server.address())
                            .status())
                    .isEqualTo(200);
            await().until(() -> server.get("/api/v2/alerts/groups").text().contains("TargetDown"));

            String all = shown(folder, server.url() + "/");
            assertThat(all)
                    .contains("Connected", "0.34.0", "1 alert in 1 group.", "&lt;b&gt;a:9100&lt;/b&gt;")
                    .contains("href=\"https://runbooks.test/down\"")
                    .doesNotContain("href=\"javascript")
                    .doesNotContain("<b>a:9100");

            assertThat(shown(folder, server.url() + "/#/alerts?receiver=nobody"))
                    .contains("No alerts.", "Only receiver nobody.");
        }
    }

    /** The document after its scripts have run. */
    private static String shown(Path folder, String url) throws IOException, InterruptedException {
        Path chromium = Programs.installed("chromium", "tocsin.require.chromium");
        Path profile = Files.createTempDirectory(folder, "profile");
        Path document = folder.resolve("document.html");
        Process browser = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        url)
                .redirectOutput(document.toFile())
                .redirectError(folder.resolve("browser.txt").toFile())
                .start();
        try {
            assertThat(browser.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
                    .as("the browser ends within a minute")
                    .isTrue();
        } finally {
            browser.destroyForcibly();
        }
        return Files.readString(document);
    }
}
