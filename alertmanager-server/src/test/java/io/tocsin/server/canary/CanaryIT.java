package io.tocsin.server.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that the real server and the real amtool say shows a secret, whatever goes wrong. */
@Tag("waits")
final class CanaryIT {
    private static final String CANARY = CanaryFile.CANARY;

    /** Sections that a webhook can have: with them every way to fail is walked. */
    private static final Set<String> OF_WEBHOOKS = Set.of(
            "webhook_configs",
            "http_config",
            "basic_auth",
            "authorization",
            "oauth2",
            "tls_config",
            "proxy_connect_header",
            "*");

    private static final List<String> ASKED = List.of(
            "/metrics",
            "/api/v2/status",
            "/api/v2/receivers",
            "/api/v2/alerts",
            "/api/v2/alerts/groups",
            "/api/v2/silences",
            "/api/tocsin/v1/explain?limit=1000",
            "/api/tocsin/v1/explain?filter=alertname%3D%22none%22",
            "/api/tocsin/v1/history?limit=1000",
            "/api/tocsin/v1/status",
            "/api/tocsin/v1/silences?state=active&state=pending&state=expired",
            "/api/tocsin/v1/me",
            "/");

    /** Each receiver fails in another way; ECHO repeats what it is sent, NOBODY listens nowhere. */
    private static final String CONFIG = """
            route:
              receiver: all
              group_wait: 0s
              group_interval: 1s
            receivers:
            - name: all
              webhook_configs:
              - url: http://NOBODY/CANARY01
              - url: http://CANARY02.invalid/CANARY02
              - url: http://ECHO/500/CANARY03?key=CANARY03
              - url: http://ECHO/400/CANARY04#CANARY04
              - url: http://ECHO/307/CANARY05?key=CANARY05
              - url: http://ECHO/302/CANARY06
                http_config: {follow_redirects: false}
              - url: http://user:CANARY07@ECHO/500/
              - url: https://ECHO/500/CANARY08
              - url_file: url
              - url_file: missing
              - url: http://ECHO/500/
                http_config: {basic_auth: {username: user, password: CANARY09}}
              - url: http://ECHO/500/
                http_config: {basic_auth: {username: user, password_file: secret}}
              - url: http://ECHO/500/
                http_config: {authorization: {credentials: CANARY10}}
              - url: http://ECHO/500/
                http_config: {authorization: {credentials_file: secret}}
              - url: http://ECHO/500/
                http_config: {bearer_token: CANARY11}
              - url: http://ECHO/500/
                http_config: {http_headers: {X-Key: {secrets: [CANARY12], files: [secret]}}}
              - url: http://ECHO/500/
                http_config: {http_headers: {X-Key: {secrets: ["CANARY13\\r\\nX: CANARY13"]}}}
              - url: http://ECHO/500/
                http_config: {oauth2: {client_id: id, client_secret: CANARY14, token_url: "http://ECHO/500/token"}}
              - url: http://ECHO/500/
                http_config: {oauth2: {client_id: id, client_secret: CANARY15, token_url: "http://NOBODY/token"}}
              - url: http://ECHO/500/
                http_config: {oauth2: {client_id: id, client_secret_file: secret, token_url: "http://ECHO/200/token"}}
              - url: http://ECHO/500/
                http_config:
                  oauth2:
                    client_id: id
                    token_url: http://ECHO/500/token
                    grant_type: urn:ietf:params:oauth:grant-type:jwt-bearer
                    client_certificate_key: CANARY16
              - url: http://ECHO/500/
                http_config:
                  oauth2:
                    client_id: id
                    client_secret: CANARY17
                    token_url: http://ECHO/500/token
                    proxy_url: http://user:CANARY18@NOBODY
              - url: https://ECHO/500/
                http_config: {tls_config: {cert_file: missing, key: CANARY19}}
              - url: https://ECHO/500/
                http_config: {tls_config: {cert_file: secret, key_file: secret, ca_file: secret}}
              - url: http://ECHO/500/
                http_config: {proxy_url: "http://user:CANARY20@NOBODY"}
              - url: https://ECHO/500/
                http_config: {proxy_url: "http://user:CANARY21@ECHO", proxy_connect_header: {X-Key: [CANARY22]}}
              - url: https://ECHO/500/
                http_config: {proxy_url: "socks5://user:CANARY23@ECHO"}
              - url: http://ECHO/500/CANARY24/{{ .Status }}
              - url: http://CANARY25.invalid/{{ .Nope }}
              - url_file: template
              slack_configs:
              - api_url: http://ECHO/500/CANARY26
              - api_url: http://ECHO/400/CANARY27?key=CANARY27
              - api_url: http://ECHO/200/CANARY28
              - api_url_file: url
              - api_url_file: missing
              - {app_token: CANARY29, app_url: "http://ECHO/400/"}
              - {app_token: CANARY30, app_url: "http://ECHO/200/"}
              - {app_token_file: secret, app_url: "http://ECHO/500/"}
              - {api_url: "http://ECHO/500/CANARY31", text: "{{ .Nope }}"}
            """;

    /** Each job fails in another way, and holds a secret in another place; ECHO repeats what it is sent. */
    private static final String JOBS = """
            # password: CANARY01
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            remote_write: [{url: "http://u:CANARY02@h/?token=CANARY02", headers: {X: CANARY02}}]
            rule_files: [rules.yml]
            scrape_configs:
            - {job_name: a, basic_auth: {username: u, password: CANARY03}, STATIC}
            - {job_name: b, authorization: {credentials: CANARY04}, STATIC}
            - {job_name: c, bearer_token: CANARY05, STATIC}
            - {job_name: d, authorization: {credentials_file: secret}, STATIC}
            - {job_name: e, oauth2: {client_id: i, client_secret: CANARY06, token_url: "http://ECHO/500/token"}, STATIC}
            - {job_name: f, http_headers: {X-Key: {values: [CANARY07], secrets: [CANARY08], files: [secret]}}, STATIC}
            - {job_name: g, proxy_url: "http://u:CANARY09@127.0.0.1:1", STATIC}
            - {job_name: h, params: {token: [CANARY10], api_key: [CANARY11]}, STATIC}
            - {job_name: i, STATIC, relabel_configs: [{target_label: __param_secret, replacement: CANARY12}]}
            - job_name: j
              metrics_path: /500/
              static_configs: [{targets: [ECHO], labels: {__param_password: CANARY13}}, {targets: [gone], labels: {__param_key: CANARY14}}]
              relabel_configs: [{source_labels: [__address__], regex: gone, action: drop}]
            - {job_name: k, scheme: https, tls_config: {cert_file: missing, key: CANARY15}, STATIC}
            """;

    private final List<String> said = new ArrayList<>();

    @Test
    void config_ofThisTest_holdsEverySecretThatAWebhookCanHave() {
        Set<String> expected = CanaryFile.keysOfSecrets().stream()
                .filter(key -> OF_WEBHOOKS.contains(key.substring(0, key.indexOf('.'))))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(expected).hasSizeGreaterThan(9);
        assertThat(new CanaryFile(CONFIG.replace("CANARY", CANARY)).keysOfCanaries())
                .containsAll(expected);
    }

    @Test
    void server_everyWayToFail_showsNoSecret(@TempDir Path folder) throws Exception {
        // given
        try (var receiver = new EchoingReceiver()) {
            String config = CONFIG.replace("CANARY", CANARY)
                    .replace("ECHO", "127.0.0.1:" + receiver.port())
                    .replace("NOBODY", "127.0.0.1:1");
            Files.writeString(folder.resolve("secret"), CANARY + "-of-the-file\n");
            Files.writeString(folder.resolve("template"), "http://" + CANARY + ".invalid/{{ .Nope }}\n");
            Files.writeString(folder.resolve("url"), "http://127.0.0.1:" + receiver.port() + "/500/" + CANARY + "\n");
            List<String> flags = List.of(
                    "--log.level=debug",
                    "--log.silences",
                    "--enable-feature=receiver-name-in-metrics,alert-names-in-metrics,group-key-in-metrics");
            try (var server = AlertmanagerProcess.start(Programs.tocsin(), folder, config, flags)
                    .awaitReady()) {
                // when
                HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Down\"}}]")
                        .sendTo(server.address());
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> receiver.answered().containsAll(Set.of(307, 400, 500)));
                ask(server);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> quiet(server.log()).isEmpty());
                HttpExchange.post("/-/reload", "").sendTo(server.address());
                reloadWithMistakes(server, folder, config);
                reloadEveryIntegration(server, folder);
                ask(server);
                amtool(folder, "--alertmanager.url=" + server.url(), "config", "show");
                amtool(folder, "--alertmanager.url=" + server.url(), "explain");
                amtool(folder, "--alertmanager.url=" + server.url(), "history", "-o", "extended");
                said.add(server.log());
                // then
                assertThat(server.log()).contains("unexpected status code 500", "connection refused", "<redacted>");
                assertNothingSecret();
            }
        }
    }

    @Test
    void evaluator_everyWayToFail_showsNoSecret(@TempDir Path folder) throws Exception {
        // given
        try (var receiver = new EchoingReceiver()) {
            String jobs = JOBS.replace("STATIC", "metrics_path: /500/, static_configs: [{targets: [ECHO]}]")
                    .replace("CANARY", CANARY)
                    .replace("ECHO", "127.0.0.1:" + receiver.port());
            Path file = Files.writeString(folder.resolve("prometheus.yml"), jobs);
            Files.writeString(folder.resolve("secret"), CANARY + "-of-the-file\n");
            Files.writeString(folder.resolve("rules.yml"), "groups: [{name: a, rules: [{alert: A, expr: up == 0}]}]\n");
            String config = "route: {receiver: a}\nreceivers: [{name: a}]\n";
            try (var server = AlertmanagerProcess.start(
                            Programs.tocsin(),
                            folder,
                            config,
                            List.of("--prometheus.config.file=" + file, "--log.level=debug"))
                    .awaitReady()) {
                // when
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(server.get("/prometheus/api/v1/targets?state=active")
                                        .text())
                                .doesNotContain("\"health\":\"unknown\"")
                                .contains("server returned HTTP status 500"));
                for (String path :
                        List.of("status/config", "targets", "targets/metadata", "rules", "alerts", "status/flags")) {
                    said.add(server.get("/prometheus/api/v1/" + path).text());
                }
                said.add(server.get("/prometheus/api/v1/series?match[]=%7B__name__=~%22.%2B%22%7D")
                        .text());
                ask(server);
                for (String text : withMistakes(jobs)) {
                    Files.writeString(file, text);
                    said.add(HttpExchange.post("/-/reload", "")
                            .sendTo(server.address())
                            .text());
                }
                ask(server);
                said.add(server.log());
                // then
                assertThat(said.get(0)).contains("password: \\u003csecret\\u003e");
                assertThat(said.get(1)).contains("token=\\u003csecret\\u003e");
                assertThat(server.log()).contains("Scrape failed");
                assertNothingSecret();
            }
        }
    }

    @Test
    void cluster_secretThatFitsOrDoesNot_isNotShown(@TempDir Path folder) throws Exception {
        // given
        Path secret = Files.writeString(folder.resolve("secret"), CANARY + "-of-the-cluster\n");
        Path other = Files.writeString(folder.resolve("other"), "of-another-cluster-" + CANARY + "\n");
        try (var first = member(folder.resolve("first"), secret);
                var second = member(folder.resolve("second"), secret, first.clusterAddress());
                var stranger = member(folder.resolve("stranger"), other, first.clusterAddress())) {
            // when
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            first.log().contains("node refused") && first.log().contains("peer joined"));
            // then
            for (AlertmanagerProcess server : List.of(first, second, stranger)) {
                ask(server);
                amtool(folder, "--alertmanager.url=" + server.url(), "cluster", "-o", "json");
                said.add(server.log());
            }
            assertThat(first.get("/api/tocsin/v1/cluster").text()).contains("\"secret\":true");
            assertNothingSecret();
        }
    }

    private static AlertmanagerProcess member(Path folder, Path secret, String... peers) throws IOException {
        List<String> flags = new ArrayList<>(List.of(
                "--log.level=debug", "--cluster.listen-address=127.0.0.1:0", "--cluster.secret-file=" + secret));
        for (String peer : peers) {
            flags.add("--cluster.peer=" + peer);
        }
        String config = "route: {receiver: x}\nreceivers: [{name: x}]\n";
        return AlertmanagerProcess.start(Programs.tocsin(), Files.createDirectory(folder), config, flags)
                .awaitReady();
    }

    /** Files with the secret of a cluster, each of which stops the start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CANARY\nCANARY\nCANARY\nCANARY\nCANARY\nCANARY\nCANARY\nCANARY\nCANARY\n",
                "CANARY-of-the-cluster\nshort\n",
            })
    void clusterSecretFile_withMistakes_isNotShown(String text, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("secret"), text.replace("CANARY", CANARY));
        Files.writeString(folder.resolve("alertmanager.yml"), "route: {receiver: x}\nreceivers: [{name: x}]\n");

        int exit = run(
                folder,
                Programs.tocsin(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=127.0.0.1:0",
                "--cluster.secret-file=" + folder.resolve("secret"),
                "--log.level=debug");

        assertThat(exit).as(said.get(0)).isEqualTo(1);
        assertThat(said.get(0)).contains("level=ERROR", "--cluster.secret-file: ");
        assertNothingSecret();
    }

    @Test
    void checkConfig_everyIntegration_showsNoSecret(@TempDir Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of("check-config", "--strict"));
        int number = 0;
        for (CanaryFile file : CanaryFile.recorded()) {
            for (String text : withMistakes(file.withCanaries().text())) {
                Path written = folder.resolve("alertmanager-" + number++ + ".yml");
                Files.writeString(written, text);
                command.add(written.toString());
            }
        }

        amtool(folder, command.toArray(new String[0]));

        assertThat(said.get(0)).contains("SUCCESS", "FAILED", "undefined receiver");
        assertNothingSecret();
    }

    /** The integrations of which the log says nothing yet. */
    private static List<String> quiet(String log) {
        return Stream.concat(integrations("webhook", "- url"), integrations("slack", "- (\\{?api_url|\\{app_token)"))
                .filter(each -> !log.contains(each))
                .toList();
    }

    private static Stream<String> integrations(String name, String beginning) {
        int count = CONFIG.split(beginning, -1).length - 1;
        return IntStream.range(0, count).mapToObj(index -> "integration=" + name + "[" + index + "]");
    }

    /** Files with passwords of callers and a private key, each of which stops the start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth_users: {me: CANARY}",
                "basic_auth_users: {me: [CANARY]}",
                "basic_auth_users: {me: *CANARY}",
                "basic_auth_users: [CANARY]",
                "basic_auth_users: {me: \"CANARY}",
                "basic_auth_users: {me: $2y$10$CANARY}",
                "tls_server_config: {cert: x, key: CANARY}",
                "tls_server_config: {cert_file: secret, key_file: secret}",
                "tls_server_config: {cert: x, key: {CANARY: CANARY}}",
                "tls_server_config: {cert: x, key: |CANARY}",
                "tls_server_config: {cert: x, key: !CANARY}",
                "tls_server_config:\n\tkey: CANARY",
            })
    void webConfigFile_withMistakes_showsNoSecret(String text, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("secret"), CANARY + "-of-the-file\n");
        Files.writeString(folder.resolve("web.yml"), text.replace("CANARY", CANARY));
        Files.writeString(folder.resolve("alertmanager.yml"), "route: {receiver: x}\nreceivers: [{name: x}]\n");

        int exit = run(
                folder,
                Programs.tocsin(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--web.config.file=" + folder.resolve("web.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=",
                "--log.level=debug");

        assertThat(exit).as(said.get(0)).isEqualTo(1);
        assertThat(said.get(0)).contains("level=ERROR");
        assertNothingSecret();
    }

    /** What amtool itself sends with, from its file or in the URL, is not shown either, not even by {@code --verbose}. */
    @Test
    void amtool_ownSecrets_areNotShown(@TempDir Path folder) throws Exception {
        Path settings = folder.resolve("http.yml");
        for (String text : List.of(
                "basic_auth: {username: user, password: CANARY}",
                "authorization: {credentials: CANARY}",
                "http_headers: {X-Key: {secrets: [CANARY]}}",
                "proxy_url: http://user:CANARY@127.0.0.1:1",
                "tls_config: {cert: x, key: CANARY}",
                "basic_auth: {username: user, password: [CANARY]}")) {
            Files.writeString(settings, text.replace("CANARY", CANARY));
            amtool(folder, "--alertmanager.url=http://127.0.0.1:1", "-v", "--http.config.file=" + settings, "alert");
        }
        amtool(folder, "--alertmanager.url=http://user:" + CANARY + "@127.0.0.1:1", "-v", "alert");
        amtool(folder, "--alertmanager.url=user:" + CANARY + "@127.0.0.1:1", "-v", "alert");

        assertThat(said).allSatisfy(text -> assertThat(text).contains("amtool: error: "));
        assertNothingSecret();
    }

    private void ask(AlertmanagerProcess server) {
        for (String path : ASKED) {
            said.add(path + "\n" + server.get(path).text());
        }
        said.add(new HttpExchange("GET", "/metrics", Map.of("Accept", "application/openmetrics-text"), null)
                .sendTo(server.address())
                .text());
    }

    private void reloadWithMistakes(AlertmanagerProcess server, Path folder, String config) throws IOException {
        for (String text : withMistakes(config)) {
            reload(server, folder, text);
        }
    }

    private void reloadEveryIntegration(AlertmanagerProcess server, Path folder) throws IOException {
        for (CanaryFile file : CanaryFile.recorded()) {
            reload(server, folder, file.withCanaries().text());
        }
    }

    private void reload(AlertmanagerProcess server, Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), text);
        said.add(HttpExchange.post("/-/reload", "").sendTo(server.address()).text());
    }

    /** The text itself, and with mistakes before, behind, and in the line of a secret. */
    private static List<String> withMistakes(String text) {
        return List.of(
                text,
                text + "\nunknown_key: 1\n",
                text.replaceFirst("receiver: *\\S+", "receiver: nobody"),
                "a: [\n" + text,
                text + "\n  - {",
                text.replaceFirst("(\"?" + CANARY + ")", "x: $1"),
                text.replaceFirst("(\"?" + CANARY + ")", "\t$1"),
                text.replaceFirst("(\"?" + CANARY + ")", "[$1"),
                text.replaceFirst("(\"?" + CANARY + ")", "\"\" $1"));
    }

    private void amtool(Path home, String... words) throws IOException, InterruptedException {
        run(home, Programs.tocsinAmtool(), words);
    }

    private int run(Path home, Path program, String... words) throws IOException, InterruptedException {
        Path printed = home.resolve("printed.txt");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroy();
        }
        said.add(Files.readString(printed, UTF_8));
        return process.exitValue();
    }

    private void assertNothingSecret() {
        for (String text : said) {
            assertThat(text).doesNotContainIgnoringCase(CANARY);
            for (String before : List.of("user:", ":", "id:")) {
                // As in a header that somebody repeats; the last bytes would depend on what follows.
                String encoded = Base64.getEncoder().encodeToString((before + CANARY).getBytes(UTF_8));
                assertThat(text).doesNotContain(encoded.substring(0, encoded.length() - 4));
            }
        }
    }
}
