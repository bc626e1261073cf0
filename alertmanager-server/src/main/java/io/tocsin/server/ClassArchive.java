package io.tocsin.server;

import io.tocsin.server.flags.CommandLine;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.ServerFlags;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.log.Logging;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rehearsal behind {@code bin/alertmanager --make-archive}: a server that serves itself for a moment, so that the JVM,
 * which writes down what it has loaded when it ends, has met the classes of a real start.
 *
 * <p>Arguments: a folder that may be written to, and {@code member} for a member of a cluster. Exit status 0 when everything
 * answered.
 */
final class ClassArchive {
    private static final String CONFIGURATION = """
            route: { receiver: self, group_by: [alertname], group_wait: 0s, group_interval: 1s }
            receivers:
              - name: self
                webhook_configs: [{ url: "http://127.0.0.1:%d/-/ready" }]
            """;

    private static final String ALERTS = """
            [{"labels": {"alertname": "Rehearsal", "job": "a"}, "annotations": {"summary": "none"},
              "startsAt": "2026-01-01T00:00:00Z", "generatorURL": "http://localhost/graph"}]
            """;

    private static final List<String> PATHS = List.of(
            "/-/ready",
            "/",
            "/metrics",
            "/api/v2/status",
            "/api/v2/receivers",
            "/api/v2/alerts",
            "/api/v2/alerts?filter=job%3D~%22a.*%22",
            "/api/v2/alerts/groups",
            "/api/v2/silences");

    private static final List<String> MEMBER =
            List.of("--cluster.listen-address=127.0.0.1:0", "--cluster.settle-timeout=0s");

    private ClassArchive() {}

    public static void main(String[] args) throws IOException, FlagException, Server.StartException {
        Path folder = Path.of(args[0]);
        int port = freePort();
        Path file = Files.writeString(folder.resolve("rehearsal.yml"), CONFIGURATION.formatted(port));
        List<String> words = new ArrayList<>(List.of(
                "--config.file=" + file,
                "--storage.path=" + folder,
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=error"));
        if (args.length > 1) {
            words.addAll(MEMBER);
        }
        ServerOptions options = ServerFlags.options(CommandLine.parse(ServerFlags.program(), words));
        Logging.apply(options.log());
        options.check();
        Server server = Server.start(options, Feature.parseList(options.featureList()));
        server.joinCluster();
        String url = "http://127.0.0.1:" + port;
        for (int round = 0; round < 2; round++) {
            call(url + "/api/v2/alerts", ALERTS);
            for (String path : PATHS) {
                call(url + path, "");
            }
        }
        server.stop();
        System.exit(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** GETs, or POSTs {@code body} if there is one. */
    private static void call(String url, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (connection.getResponseCode() >= 500) {
            throw new IOException(url + " answered " + connection.getResponseCode());
        }
        connection.getInputStream().readAllBytes();
    }
}
