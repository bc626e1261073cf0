package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /-/reload} with files that are missing, broken or name others that are: the old one runs on, and then a good one. */
final class ReloadIT {
    private static final Pattern HASH = Pattern.compile("\nalertmanager_config_hash (\\S+)\n");

    @TempDir
    private Path folder;

    private WebhookReceiver receiver;
    private AlertmanagerProcess server;

    @BeforeEach
    void start() {
        receiver = new WebhookReceiver();
        server = AlertmanagerProcess.start(
                        Programs.tocsin(), folder, config("url: " + receiver.url() + "/old"), List.of())
                .awaitReady();
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    private static String config(String webhook) {
        return "route: {receiver: team, group_wait: 0s, group_interval: 1s, group_by: [alertname]}\n"
                + "receivers: [{name: team, webhook_configs: [{" + webhook + "}]}]\n";
    }

    private HttpAnswer reload(String config) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), config);
        return reload();
    }

    private HttpAnswer reload() {
        return HttpExchange.post("/-/reload", "").sendTo(server.address());
    }

    private void post(String alertname) {
        HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"" + alertname + "\"}}]")
                .sendTo(server.address());
    }

    private String hash() {
        Matcher hash = HASH.matcher(server.get("/metrics").text());
        assertThat(hash.find()).isTrue();
        return hash.group(1);
    }

    private void assertReloadMetric(int value) {
        assertThat(server.get("/metrics").text()).contains("\nalertmanager_config_last_reload_successful " + value);
    }

    /** The receiver is told of a new alert under {@code path}. */
    private void assertNotified(String alertname, String path) {
        post(alertname);
        await().until(() -> receiver.received().stream()
                .anyMatch(one -> one.path().equals(path) && one.body().contains(alertname)));
    }

    @Test
    void reload_fileMissing_isRefusedAndTheOldOneRunsOnUntilItIsBack() throws IOException {
        String before = hash();
        Files.delete(folder.resolve("alertmanager.yml"));

        HttpAnswer refused = reload();

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text()).startsWith("failed to reload config: open ").contains("no such file or directory");
        assertReloadMetric(0);
        assertThat(hash()).isEqualTo(before);
        assertNotified("during", "/old");
        assertThat(reload(config("url: " + receiver.url() + "/new")).status()).isEqualTo(200);
        assertReloadMetric(1);
        assertThat(hash()).isNotEqualTo(before);
        assertNotified("after", "/new");
    }

    @Test
    void reload_fileNoText_isRefused() throws IOException {
        Files.write(folder.resolve("alertmanager.yml"), "route: {receiver: \u00e4}".getBytes(ISO_8859_1));
        assertThat(reload().status()).isEqualTo(500);
        assertReloadMetric(0);
        assertNotified("x", "/old");
    }

    @Test
    void reload_templatesThatCannotBeRead_areRefusedWithTheirPlace() throws IOException {
        Files.createDirectories(folder.resolve("templates/old.tmpl"));
        String config = config("url: " + receiver.url() + "/new") + "templates: ['templates/*.tmpl']\n";

        HttpAnswer refused = reload(config);

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text())
                .startsWith("failed to reload config: failed to parse templates: read ")
                .contains("is a directory\n", "alertmanager.yml:3:13: templates[0]: cannot read a template");
        assertReloadMetric(0);
        assertNotified("during", "/old");
        Files.delete(folder.resolve("templates/old.tmpl"));
        Files.writeString(
                folder.resolve("templates/new.tmpl"), "{{ define \"x\" }}\n{{ toUper .Status }}{{ end }}", UTF_8);
        assertThat(reload(config).text())
                .startsWith(
                        "failed to reload config: failed to parse templates: template: new.tmpl:2: function \"toUper\"")
                .contains(
                        "templates/new.tmpl:2:",
                        "function \"toUper\" not defined\n    hint: did you mean \"toUpper\"?");

        Files.writeString(folder.resolve("templates/new.tmpl"), "{{ define \"x\" }}y{{ end }}", UTF_8);
        assertThat(reload().status()).isEqualTo(200);
        assertNotified("after", "/new");
    }

    /** As in the original: secrets in files are read at each notification, so that they rotate without a reload. */
    @Test
    void reload_secretFileMissing_isTakenAndFailsNotificationsUntilTheFileIsThere() throws IOException {
        Path url = folder.resolve("url");

        assertThat(reload(config("url_file: " + url)).status()).isEqualTo(200);

        assertReloadMetric(1);
        post("x");
        await().until(() -> server.log().contains("no such file or directory"));
        Files.writeString(url, receiver.url() + "/from-file\n");
        await().until(() -> receiver.received().stream()
                .anyMatch(one -> one.path().equals("/from-file") && one.body().contains("\"x\"")));
    }
}
