package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --http.config.file} and the proxies of the environment do to requests. */
final class HttpClientFileTest {
    @TempDir
    private Path folder;

    private FakeServer server;

    @BeforeEach
    void start() {
        server = new FakeServer().answering("GET /api/v2/silences", 200, "[]").answering("POST /", 200, "{}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String file(String text) throws IOException {
        return "--http.config.file=" + Files.writeString(folder.resolve("http.yml"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "basic_auth: {username: u, password: p}; Authorization; Basic dTpw",
                "authorization: {credentials_file: token}; Authorization; Bearer secret",
                "bearer_token: t; Authorization; Bearer t",
                "http_headers: {X-Org: {values: [a]}}; X-Org; a"
            })
    void setting_showsInTheRequest(String text, String header, String value) throws IOException {
        Files.writeString(folder.resolve("token"), "secret\n");
        AmtoolRun run = server.run(file(text), "silence");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(server.header(header)).isEqualTo(value);
        assertThat(server.requests()).containsExactly("GET /api/v2/silences");
    }

    @Test
    void post_carriesItsBody() throws IOException {
        assertThat(server.run(file("{}"), "alert", "add", "foo").status()).isZero();
        assertThat(server.requests().get(0)).startsWith("POST /api/v2/alerts [{\"endsAt\"");
    }

    @Test
    void proxyUrl_isAskedForTheWholeUrl() throws IOException {
        AmtoolRun run = AmtoolRun.of(
                "--alertmanager.url=http://alerts.invalid:9093/am",
                "--no-version-check",
                file("proxy_url: " + server.url()),
                "silence");
        assertThat(run.err()).isEmpty();
        assertThat(server.requests()).containsExactly("GET http://alerts.invalid:9093/am/api/v2/silences");
    }

    @Test
    void proxyOfTheEnvironment_isUsed_withTheCredentialsOfTheUrl() {
        AmtoolRun run = AmtoolRun.in(
                Map.of("http_proxy", server.url()),
                "--alertmanager.url=http://u:p@alerts.invalid:9093",
                "--no-version-check",
                "silence");
        assertThat(run.err()).isEmpty();
        assertThat(server.requests()).containsExactly("GET http://alerts.invalid:9093/api/v2/silences");
        assertThat(server.header("Authorization")).isEqualTo("Basic dTpw");
    }

    @Test
    void proxyOfTheEnvironment_isNotAskedForLoopbackAddresses() {
        AmtoolRun run = AmtoolRun.in(
                Map.of("HTTP_PROXY", "http://127.0.0.1:1", "HTTPS_PROXY", "http://127.0.0.1:1"),
                "--alertmanager.url=" + server.url(),
                "silence",
                "-q");
        assertThat(run.status()).isZero();
    }

    @Test
    void redirect_isAnErrorWhereTheFileSaysSo() throws IOException {
        server.answering("GET /api/v2/silences", 307, "");
        assertThat(server.run(file("follow_redirects: false"), "silence").err())
                .isEqualTo("amtool: error: [GET /silences] getSilences (status 307): {}\n\n");
    }

    @Test
    void nobodyListening_isConnectionRefused() throws IOException {
        String url = server.url();
        server.close();
        AmtoolRun run = AmtoolRun.of("--alertmanager.url=" + url, file("{}"), "cluster");
        assertThat(run.err())
                .isEqualTo("amtool: error: Get \"" + url + "/api/v2/status\": connect: connection refused\n\n");
    }

    @Test
    void noAnswerInTime_isTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            AmtoolRun run = AmtoolRun.of("--alertmanager.url=" + url, "--timeout=300ms", file("{}"), "cluster");
            assertThat(run.err())
                    .isEqualTo("amtool: error: Get \"" + url + "/api/v2/status\": context deadline exceeded\n\n");
        }
    }

    @Test
    void userInTheUrlToo_isRefused() throws IOException {
        AmtoolRun run = AmtoolRun.of("--alertmanager.url=http://u:p@127.0.0.1:1", file("{}"), "cluster");
        assertThat(run.err())
                .startsWith("amtool: error: basic authentication and http.config.file are mutually exclusive\n");
    }

    @Test
    void badFile_isRefusedInTheOriginalsWordsAndWithItsPlace() throws IOException {
        AmtoolRun run = server.run(file("basic_auth: {username: u}\nbearer_token: canary\n"), "silence");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("amtool: error: failed to load HTTP config file: at most one of basic_auth, oauth2,"
                        + " bearer_token & bearer_token_file must be configured\n")
                .contains("http.yml:2:15: bearer_token: ")
                .doesNotContain("canary");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void missingFile_isRefused() {
        for (String name : List.of("missing.yml", "")) {
            for (String command : List.of("silence", "check-config")) {
                assertThat(server.run("--http.config.file=" + name, command).err())
                        .startsWith(
                                "amtool: error: path '" + name + "' does not exist\n    hint: --http.config.file: ");
            }
        }
    }
}
