package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.core.tls.TestCertificates;
import io.tocsin.core.tls.TestCertificates.Pair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, client certificates and passwords with the programs that people have: curl, Prometheus, amtool. */
@Tag("waits")
final class WebAccessIT {
    private static final String PASSWORD = "canary-password";
    private static final String HASH = "$2y$04$QOauhQNbBCuQDKes6eFzPeWeoYnQxCn.8/5Q/1idLfV8CScnqVxYC";
    private static final String TLS = "tls_server_config: {cert_file: server.pem, key_file: server.key}\n";
    private static final String MUTUAL = """
            tls_server_config:
              cert_file: server.pem
              key_file: server.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: ca.pem
              client_allowed_sans: [prometheus]
            """;
    private static final String USERS = "basic_auth_users: {prometheus: '" + HASH + "', alice: '" + HASH + "'}\n";
    private static final String ALERT = "[{\"labels\":{\"alertname\":\"Posted\"}}]";

    private static final String RULES = """
            groups: [{name: always, rules: [{alert: Always, expr: vector(1)}]}]
            """;
    /** A start, two evaluations, a notification, and a machine that has other things to do. */
    private static final Duration NOTIFIED_MAX = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final WebhookReceiver receiver = new WebhookReceiver();
    private Pair client;

    @BeforeEach
    void makeCertificates() {
        var certificates = new TestCertificates(folder);
        certificates.server();
        certificates.authority("ca");
        client = certificates.issue("ca", "client", "-ext", "san=dns:prometheus");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private AlertmanagerProcess start(String webConfig, String... flags) throws Exception {
        Files.writeString(folder.resolve("web.yml"), webConfig);
        String config = """
                route: {receiver: team, group_wait: 0s}
                receivers: [{name: team, webhook_configs: [{url: %s/hook}]}]
                """.formatted(receiver.url());
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--web.config.file=" + folder.resolve("web.yml"));
        return AlertmanagerProcess.start(Programs.tocsin(), folder, config, all).awaitListening();
    }

    private static String url(AlertmanagerProcess server, String path) {
        return "https://127.0.0.1:" + server.address().getPort() + path;
    }

    // --- curl ---

    /** Status, protocol and body of what curl is told; {@code 000} is for no answer. */
    private String curl(AlertmanagerProcess server, String path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Programs.installed("curl", "tocsin.require.curl").toString(),
                "--silent",
                "--max-time",
                "20",
                "--write-out",
                "%{http_code} HTTP/%{http_version} ",
                "--cacert",
                folder.resolve("server.pem").toString()));
        command.addAll(List.of(options));
        command.add(url(server, path));
        return output(command);
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private String[] clientCertificate() {
        return new String[] {
            "--cert", client.certificate().toString(), "--key", client.key().toString()
        };
    }

    @Test
    void curl_tlsAndPassword_isServedWithItAndNotWithout() throws Exception {
        try (var server = start(TLS + USERS)) {
            assertThat(curl(server, "/-/healthy")).contains("401 HTTP/2", "Unauthorized");
            assertThat(curl(server, "/-/healthy", "--user", "alice:" + PASSWORD))
                    .contains("200 HTTP/2", "OK");
            assertThat(curl(server, "/-/healthy", "--http1.1", "--user", "alice:" + PASSWORD))
                    .contains("200 HTTP/1.1");
            assertThat(curl(server, "/api/v2/alerts", "--user", "alice:wrong")).contains("401");
            assertThat(post(server, "/api/v2/alerts", ALERT, "--user", "alice:" + PASSWORD))
                    .contains("200");
            assertThat(curl(server, "/api/v2/alerts", "--compressed", "--user", "alice:" + PASSWORD))
                    .contains("200 HTTP/2", "Posted");
            checkSecrets(server);
        }
        assertThat(receiver.received()).hasSize(1);
    }

    private String post(AlertmanagerProcess server, String path, String body, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--header", "Content-Type: application/json", "--data", body));
        all.addAll(List.of(options));
        return curl(server, path, all.toArray(String[]::new));
    }

    /** What must be seen by nobody: passwords, their hashes, keys. */
    private void checkSecrets(AlertmanagerProcess server) throws Exception {
        String keyLine = Files.readAllLines(folder.resolve("server.key")).get(1);
        StringBuilder everything = new StringBuilder(server.log());
        for (String path : List.of("/metrics", "/api/v2/status", "/api/v2/alerts", "/nowhere")) {
            everything.append(curl(server, path, "--user", "alice:" + PASSWORD));
        }
        assertThat(everything.toString()).contains("tocsin_build_info").doesNotContain(PASSWORD, HASH, keyLine);
    }

    @Test
    void curl_mutualTls_isServedWithCertificateAlone() throws Exception {
        try (var server = start(MUTUAL)) {
            assertThat(curl(server, "/-/healthy")).startsWith("000");
            assertThat(curl(server, "/-/healthy", clientCertificate())).contains("200 HTTP/2", "OK");
            assertThat(output(List.of(
                            Programs.installed("curl", "tocsin.require.curl").toString(),
                            "--silent",
                            "--write-out",
                            "%{http_code}",
                            "http://127.0.0.1:" + server.address().getPort() + "/")))
                    .isEqualTo("000");
        }
    }

    /** What the heads of HTTP/2 do not tell: how long a body is, and under which name the host was asked. */
    @Test
    void curl_http2_isToldOfChanges_andAskedForItsPassword() throws Exception {
        try (var server = start(TLS + USERS)) {
            String path = "/api/tocsin/v1/events";
            // It has no end, and what comes within these seconds depends on how busy the machine is.
            await().atMost(NOTIFIED_MAX)
                    .untilAsserted(() -> assertThat(curl(
                                    server,
                                    path,
                                    "--http2",
                                    "--no-buffer",
                                    "--max-time",
                                    "5",
                                    "--user",
                                    "alice:" + PASSWORD))
                            .contains("event: change\ndata: {\"alerts\":")
                            .endsWith("200 HTTP/2 "));
            assertThat(curl(server, path, "--http2")).endsWith("401 HTTP/2 ");
        }
    }

    @Test
    void curl_http2_bodiesAndOriginsAreUnderstood() throws Exception {
        Path body = Files.writeString(folder.resolve("body.json"), ALERT);
        Path large = Files.writeString(folder.resolve("large.json"), " ".repeat(200_000));
        try (var server = start(TLS, "--web.max-body-bytes=100000")) {
            assertThat(stream(server, body, "application/json")).contains("200 HTTP/2");
            assertThat(stream(server, body, "text/plain")).contains("415 HTTP/2");
            assertThat(stream(server, large, "application/json")).contains("413 HTTP/2");
            assertThat(post(server, "/api/v2/alerts", ALERT, "--header", "Origin: " + url(server, "")))
                    .contains("200 HTTP/2");
            assertThat(post(server, "/api/v2/alerts", ALERT, "--header", "Origin: https://evil.example"))
                    .contains("403 HTTP/2");
            assertThat(curl(server, "/api/v2/alerts")).contains("200 HTTP/2", "Posted");
        }
    }

    /** Posts without saying how long the body is. */
    private String stream(AlertmanagerProcess server, Path body, String type) throws Exception {
        return curl(
                server,
                "/api/v2/alerts",
                "--request",
                "POST",
                "--header",
                "Content-Type: " + type,
                "--header",
                "Content-Length:",
                "--upload-file",
                body.toString());
    }

    // --- Prometheus ---

    @Test
    void installedPrometheus_tlsAndPassword_itsAlertIsNotified() throws Exception {
        checkPrometheus(Programs.installed("prometheus", "tocsin.require.prometheus"), TLS + USERS, """
                basic_auth: {username: prometheus, password: %s}
                      tls_config: {ca_file: %s/server.pem}
                """.formatted(
                        PASSWORD, folder));
    }

    @Test
    void installedPrometheus_mutualTls_itsAlertIsNotified() throws Exception {
        checkPrometheus(Programs.installed("prometheus", "tocsin.require.prometheus"), MUTUAL, mutualClient());
    }

    @Test
    @Tag("oracle")
    void newestPrometheus_mutualTls_itsAlertIsNotified() throws Exception {
        checkPrometheus(Programs.peer("prometheus"), MUTUAL, mutualClient());
    }

    private String mutualClient() {
        return "tls_config: {ca_file: %1$s/server.pem, cert_file: %1$s/client.pem, key_file: %1$s/client.key}"
                .formatted(folder);
    }

    private void checkPrometheus(Path program, String webConfig, String settings) throws Exception {
        try (var server = start(webConfig);
                var prometheus = PrometheusProcess.start(
                        program, Files.createDirectory(folder.resolve("p")), config(server, settings), RULES)) {
            assertThat(prometheus.get("/-/ready").status()).isEqualTo(200);
            await().atMost(NOTIFIED_MAX).until(() -> !receiver.received().isEmpty());

            assertThat(receiver.received().get(0).body()).contains("\"alertname\":\"Always\"");
        }
    }

    private static String config(AlertmanagerProcess server, String settings) {
        return """
                global: {evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting:
                  alertmanagers:
                    - scheme: https
                      static_configs: [{targets: ['127.0.0.1:%d']}]
                      %s
                """.formatted(server.address().getPort(), settings);
    }

    // --- amtool ---

    @Test
    void ourAmtool_httpConfigFile_talksToIt() throws Exception {
        checkAmtool(Programs.tocsinAmtool());
    }

    @Test
    void installedAmtool_httpConfigFile_talksToIt() throws Exception {
        checkAmtool(Programs.installed("amtool", "tocsin.require.amtool"));
    }

    private void checkAmtool(Path amtool) throws Exception {
        Files.writeString(folder.resolve("http.yml"), """
                basic_auth: {username: alice, password: %s}
                %s
                """.formatted(PASSWORD, mutualClient()));
        try (var server = start(MUTUAL + USERS)) {
            List<String> base = List.of(
                    amtool.toString(),
                    "--http.config.file=" + folder.resolve("http.yml"),
                    "--alertmanager.url=" + url(server, ""));

            assertThat(output(with(base, "alert", "add", "FromAmtool", "a=b"))).isEmpty();
            assertThat(output(with(base, "alert", "query"))).contains("FromAmtool");
            assertThat(output(with(base, "silence", "add", "a=b", "--comment=c")))
                    .hasSize(37);
        }
    }

    private static List<String> with(List<String> base, String... more) {
        List<String> all = new ArrayList<>(base);
        all.addAll(List.of(more));
        return all;
    }

    // --- who may do what ---

    @Test
    void permissions_callers_mayDoWhatTheFlagsSay() throws Exception {
        String[] flags = {"--web.permit=user:prometheus=post", "--web.permit=user:alice=read,silence"};
        try (var server = start(TLS + USERS, flags)) {
            String[] prometheus = {"--user", "prometheus:" + PASSWORD};
            String[] alice = {"--user", "alice:" + PASSWORD};

            assertThat(post(server, "/api/v2/alerts", ALERT, prometheus)).contains("200");
            assertThat(curl(server, "/api/v2/alerts", prometheus))
                    .contains("403", "{\"code\":403,\"message\":\"\\\"user:prometheus\\\" has no permission to read");
            assertThat(curl(server, "/-/healthy", prometheus)).contains("200");
            assertThat(post(server, "/api/v2/alerts", ALERT, alice)).contains("403");
            assertThat(post(server, "/api/v2/silences", SilenceBody.of("a", "b").text(), alice))
                    .contains("200");
            assertThat(server.log())
                    .contains("msg=\"Silence changed\" component=api identity=user:alice action=create");
        }
    }

    // --- the file ---

    @Test
    void file_passwordReplaced_isInForceSoon() throws Exception {
        try (var server = start(TLS + USERS)) {
            Files.writeString(folder.resolve("web.yml"), TLS + USERS.replace("alice", "bob"));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> curl(server, "/-/healthy", "--user", "bob:" + PASSWORD)
                            .contains("200"));
            assertThat(curl(server, "/-/healthy", "--user", "alice:" + PASSWORD))
                    .contains("401");
        }
    }

    @Test
    void file_brokenLater_keepsTheOneBeforeAndSaysWhere() throws Exception {
        try (var server = start(TLS + USERS)) {
            Files.writeString(folder.resolve("web.yml"), "tls_server_cofig: {}\n");

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> curl(server, "/metrics", "--user", "alice:" + PASSWORD)
                            .contains("tocsin_web_config_last_reload_successful 0"));
            assertThat(server.log()).contains("web.yml:1:1: tls_server_cofig: unknown key", "did you mean");
        }
    }

    @Test
    void file_brokenAtStart_exitsWithOneAndSaysWhere() throws Exception {
        Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {alice: canary}\n");
        try (var server = AlertmanagerProcess.start(
                Programs.tocsin(),
                folder,
                "route: {receiver: a}\nreceivers: [{name: a}]\n",
                List.of("--web.config.file=" + folder.resolve("web.yml")))) {
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains("web.yml:1:27: basic_auth_users.alice: expected a bcrypt hash", "hint:")
                    .contains("msg=\"alertmanager exited with error\" err=\"error loading web configuration file: "
                            + "crypto/bcrypt: hashedSecret too short to be a bcrypted password\"")
                    .doesNotContain("canary");
        }
    }
}
