package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a server, and what becomes of its answers. Messages were recorded from amtool 0.33.1. */
final class ServerConversationTest {
    private static final String STATUS = """
        {"cluster":{"name":"01ABC","peers":[{"address":"10.0.0.1:9094","name":"01ABC"},\
        {"address":"10.0.0.22:9094","name":"02"}],"status":"ready"},"config":{"original":"x: 1\\n"},\
        "uptime":"2026-11-23T04:37:23.525Z","versionInfo":{"branch":"b","buildDate":"d","buildUser":"u",\
        "goVersion":"g","revision":"r","version":"0.34.2"}}\
        """;

    private static final String CLUSTER = """
        {"status":"ready","name":"01ABC","digest":"00ff","configurationsDiffer":true,"secret":false,\
        "warnings":["no secret"],"members":[\
        {"name":"01ABC","address":"10.0.0.1:9094","self":true,"state":"ranked","version":"0.1.0","configHash":42,\
        "clockOffsetMillis":0,"queued":0},\
        {"name":"02","address":"10.0.0.2:9094","self":false,"state":"joining","version":"0.1.0","configHash":43,\
        "clockOffsetMillis":-250,"queued":7,"lastHeard":"2026-11-23T04:37:24.525Z",\
        "lastExchange":"2026-11-23T04:37:23.525Z"}]}
        """;

    private static final String ALONE = """
        {"status":"ready","name":"01ABC","digest":"00ff","configurationsDiffer":false,"secret":true,\
        "warnings":["alone"],"members":[{"name":"01ABC","address":"10.0.0.1:9094","self":true,"state":"ranked",\
        "version":"0.1.0","configHash":42,"clockOffsetMillis":0,"queued":0}]}
        """;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String credentials = exchange.getRequestHeaders().getFirst("Authorization");
            String target = exchange.getRequestURI().toString();
            requests.add(exchange.getRequestMethod() + " " + target + (credentials == null ? "" : " " + credentials)
                    + (body.isEmpty() ? "" : " " + body.strip()));
            int status = target.startsWith("/e") ? Integer.parseInt(target.substring(2, 5)) : 200;
            if (status == 307) {
                exchange.getResponseHeaders().set("Location", "/moved");
            }
            byte[] text = text(target).getBytes(UTF_8);
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private static String text(String target) {
        if (target.startsWith("/html")) {
            return "<html>hi</html>";
        }
        if (target.startsWith("/e")) {
            return "\"a <b> & ü \\n\"";
        }
        if (target.startsWith("/tocsin/api/tocsin/")) {
            return CLUSTER;
        }
        if (target.startsWith("/failed/api/tocsin/")) {
            return CLUSTER.replace("joining", "failed");
        }
        if (target.startsWith("/alone/api/tocsin/")) {
            return ALONE;
        }
        return target.contains("/old/")
                ? STATUS.replace("0.34.2", "0.33.9")
                : target.contains("status") ? STATUS : "[]";
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private AmtoolRun run(String path, String... words) {
        return AmtoolRun.of(concat("--alertmanager.url=" + url(path), words));
    }

    private static String[] concat(String first, String... rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    @Test
    void alertQuery_asksForTheVersionThenForAlerts() {
        AmtoolRun run = run("/am/", "alert", "query", "foo", "a=~\"b c\"", "c!~d&e*", "-s", "-r", "x y");
        assertThat(run).isEqualTo(new AmtoolRun(0, "Alertname  Starts At  Summary  State  \n", ""));
        assertThat(requests)
                .containsExactly(
                        "GET /am/api/v2/status",
                        "GET /am/api/v2/alerts?active=false&filter=alertname%3D%22foo%22&filter=a%3D~%22b+c%22"
                                + "&filter=c%21~d%26e%2A&inhibited=false&receiver=x+y&silenced=true&unprocessed=false");
    }

    @Test
    void alertAdd_postsAndPrintsNothing() {
        assertThat(run("", "--no-version-check", "alert", "add", "foo", "x=y")).isEqualTo(new AmtoolRun(0, "", ""));
        assertThat(requests)
                .containsExactly("POST /api/v2/alerts [{\"endsAt\":\"0001-01-01T00:00:00.000Z\","
                        + "\"startsAt\":\"0001-01-01T00:00:00.000Z\",\"labels\":{\"alertname\":\"foo\",\"x\":\"y\"}}]");
    }

    @Test
    void alertAdd_labelThatNeedsQuotes_isAdvisedOf_butNoAnnotation() {
        AmtoolRun run = run("", "alert", "add", "foo", "x=a,b", "--annotation=summary=two words");
        assertThat(run.status()).isZero();
        assertThat(run.err())
                .startsWith("Warning: x=a,b: ")
                .endsWith(": x=\"a,b\"\n")
                .hasLineCount(1);
    }

    @Test
    void userInfo_isSentAsBasicAuthentication() {
        String url = "http://user:p%40s+s@127.0.0.1:" + server.getAddress().getPort();
        AmtoolRun.of("--alertmanager.url=" + url, "cluster");
        assertThat(requests)
                .containsExactly(
                        "GET /api/v2/status Basic dXNlcjpwQHMrcw==",
                        "GET /api/tocsin/v1/cluster Basic dXNlcjpwQHMrcw==");
    }

    @Test
    void otherMinorVersion_isWarnedOfOnStandardError() {
        assertThat(run("/old", "config").err())
                .isEqualTo("Warning: amtool version (0.34.0) and alertmanager version (0.33.9) are different.\n");
        assertThat(run("/old", "config", "--no-version-check").err()).isEmpty();
        assertThat(run("", "config").err()).isEmpty();
    }

    @Test
    void configShow_everyFormat() {
        assertThat(run("", "config").out()).isEqualTo("x: 1\n\n");
        assertThat(run("", "config", "show", "-o", "json").out()).isEqualTo(STATUS + "\n");
        assertThat(run("", "config", "show", "-o", "extended").out()).isEqualTo("""
            x: 1

            buildUser u
            goVersion g
            revision r
            version 0.34.2
            branch b
            buildDate d
            uptime 2026-11-23T04:37:23.525Z
            """);
    }

    @Test
    void clusterShow_everyFormat() {
        assertThat(run("", "cluster").out()).isEqualTo("Cluster Status:  ready\nNode Name:       01ABC\n");
        assertThat(run("", "cluster", "-o", "extended").out()).isEqualTo("""
            Cluster Status:  ready
            Node Name:       01ABC

            Address         Name
            10.0.0.1:9094   01ABC \s
            10.0.0.22:9094  02    \s
            """);
        assertThat(run("", "cluster", "-o", "json").out())
                .isEqualTo("{\"name\":\"01ABC\",\"peers\":[{\"address\":\"10.0.0.1:9094\",\"name\":\"01ABC\"},"
                        + "{\"address\":\"10.0.0.22:9094\",\"name\":\"02\"}],\"status\":\"ready\"}\n");
    }

    @Test
    void clusterShow_ofSeveralTocsins_saysWhatTheyKnowOfOneAnother() {
        AmtoolRun simple = run("/tocsin", "cluster");
        assertThat(simple.out()).isEqualTo("""
            Cluster Status:  ready
            Node Name:       01ABC
            Members:         2, 1 of them take their turns
            State Digest:    00ff
            Secret:          no
            Configurations:  differ
            """);
        assertThat(simple.err()).isEqualTo("Warning: no secret\n");
        assertThat(run("/tocsin", "cluster", "-o", "extended").out()).endsWith("""

            Address        Name   State    Version  Configuration  Clock    Queued  Last Exchange           \s
            10.0.0.1:9094  01ABC  ranked   0.1.0    42             0 ms     0       -                       \s
            10.0.0.2:9094  02     joining  0.1.0    43             -250 ms  7       2026-11-23 04:37:23 UTC \s
            """);
        assertThat(run("/tocsin", "cluster", "-o", "json").out())
                .startsWith("{\"name\":\"01ABC\",\"peers\":[")
                .contains("\"status\":\"ready\",\"digest\":\"00ff\"", "\"members\":[{\"name\":\"01ABC\"");
    }

    @Test
    void clusterShow_memberThatFailed_isNamed_andNotCounted() {
        assertThat(run("/failed", "cluster").out()).contains("""
            Members:         1, 1 of them take their turns
            Not There:       02 at 10.0.0.2:9094 (failed)
            """);
    }

    @Test
    void clusterShow_memberThatIsAlone_saysAllTheSame() {
        AmtoolRun run = run("/alone", "cluster");

        assertThat(run.out()).isEqualTo("""
            Cluster Status:  ready
            Node Name:       01ABC
            Members:         1, 1 of them take their turns
            State Digest:    00ff
            Secret:          yes
            Configurations:  equal
            """);
        assertThat(run.err()).isEqualTo("Warning: alone\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/e400; alert; [GET /alerts][400] getAlertsBadRequest \"a \\u003cb\\u003e \\u0026 ü \\n\"",
                "/e500; alert; [GET /alerts][500] getAlertsInternalServerError \"a \\u003cb\\u003e \\u0026 ü \\n\"",
                "/e400; alert add x; [POST /alerts][400] postAlertsBadRequest \"a \\u003cb\\u003e \\u0026 ü \\n\"",
                "/e401; alert; [GET /alerts] getAlerts (status 401): {}",
                "/e422; alert add x; [POST /alerts] postAlerts (status 422): {}",
                "/e500; cluster; [GET /status] getStatus (status 500): {}"
            })
    void errorStatus_isShownAsTheOriginalShowsIt(String path, String command, String message) {
        AmtoolRun run = run(path, command.split(" "));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines().findFirst()).hasValue("amtool: error: " + message);
        assertThat(run.err()).endsWith("\n\n");
    }

    @Test
    void wrongPassword_isSaidToBeWrong() {
        assertThat(run("/e401", "alert").err()).contains("\n    hint: user or password is wrong or missing; ");
    }

    @Test
    void redirect_keepsTheMethodWhereTheStatusAsksForIt() {
        run("/e307", "--no-version-check", "alert", "add", "foo");
        assertThat(requests).hasSize(2).allMatch(request -> request.startsWith("POST /"));
        assertThat(requests.get(1)).startsWith("POST /moved [");
    }

    @Test
    void answerThatIsNoJson_isShown() {
        assertThat(run("/html", "cluster").err())
                .isEqualTo("amtool: error: Get \"" + url("/html") + "/api/v2/status\": the answer is not JSON,"
                        + " it begins with: <html>hi</html>; is --alertmanager.url right?\n\n");
    }

    @Test
    void verbose_namesRequests() {
        assertThat(run("", "-v", "cluster").err()).startsWith("GET " + url("/api/v2/status") + ": 200 after ");
    }

    @Test
    void noAnswerInTime_isTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            AmtoolRun run = AmtoolRun.of("--alertmanager.url=" + url, "--timeout=100ms", "cluster");
            assertThat(run.err())
                    .isEqualTo("amtool: error: Get \"" + url + "/api/v2/status\": context deadline exceeded\n\n");
        }
    }

    @Test
    void nobodyListening_isConnectionRefused() {
        String url = url("");
        String target = url.substring("http://".length());
        server.stop(0);
        assertThat(AmtoolRun.of("--alertmanager.url=" + url, "cluster").err())
                .isEqualTo("amtool: error: Get \"" + url + "/api/v2/status\": dial tcp " + target
                        + ": connect: connection refused\n\n");
    }
}
