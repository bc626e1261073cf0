package io.tocsin.server.amtool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rehearsal behind {@code bin/amtool --make-archive}: runs commands against answers of its own, so that the JVM,
 * which writes down what it has loaded when it ends, has met the classes of real ones.
 *
 * <p>The one argument is a folder that may be written to. Exit status 0 when every command did its work.
 */
final class Rehearsal {
    private static final String CONFIGURATION = """
            route: {receiver: a, group_by: [alertname], routes: [{matchers: ['b="c"', 'd=~"e.*"'], receiver: f}]}
            receivers: [{name: a}, {name: f, webhook_configs: [{url: "http://127.0.0.1:1/"}]}]
            """;
    private static final String SILENCE = """
            {"id":"0","status":{"state":"active"},"updatedAt":"2026-01-01T00:00:00.000Z","comment":"c",\
            "createdBy":"d","endsAt":"2126-01-01T00:00:00.000Z","matchers":[{"isEqual":true,"isRegex":false,\
            "name":"a","value":"b"}],"startsAt":"2026-01-01T00:00:00.000Z"}\
            """;
    private static final String ALERT = """
            {"annotations":{"summary":"c"},"endsAt":"2126-01-01T00:00:00.000Z","fingerprint":"0",\
            "receivers":[{"name":"a"}],"startsAt":"2026-01-01T00:00:00.000Z","status":{"inhibitedBy":[],\
            "silencedBy":[],"state":"active"},"updatedAt":"2026-01-01T00:00:00.000Z",\
            "generatorURL":"http://localhost/","labels":{"alertname":"a"}}\
            """;
    private static final List<String> COMMANDS = List.of(
            "--help",
            "alert",
            "alert query -o extended foo a=~b",
            "alert add foo a=b --annotation=c=d",
            "silence",
            "silence query -o json foo",
            "silence query -o extended --within 1d",
            "silence add foo a!=b -c c -d 1d --start 2026-01-01T00:00:00Z",
            "silence update 0 -d 2d",
            "silence expire 0",
            "silence import FOLDER/silences.json",
            "config",
            "config routes",
            "config routes test b=c d=e --tree",
            "cluster -o extended",
            "check-config FOLDER/alertmanager.yml",
            "--http.config.file=FOLDER/http.yml silence");

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION);
        Files.writeString(folder.resolve("silences.json"), "[" + SILENCE + "]");
        Files.writeString(folder.resolve("http.yml"), "authorization: {credentials: a}\n");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server), "answers");
            answering.setDaemon(true);
            answering.start();
            System.exit(failures(folder, "http://127.0.0.1:" + server.getLocalPort()));
        }
    }

    private static int failures(Path folder, String url) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                nowhere,
                System.err,
                new Terminal.Surroundings(List.of(), "a", Map.of(), InstantSource.system()));
        int failures = 0;
        for (String command : COMMANDS) {
            List<String> words = new ArrayList<>(List.of("--alertmanager.url=" + url));
            words.addAll(List.of(command.replace("FOLDER", folder.toString()).split(" ")));
            failures += Main.run(words, terminal);
        }
        return failures;
    }

    /** Answers one request per connection until the socket is closed. */
    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                String body = body(readRequest(socket.getInputStream()));
                String head =
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            } catch (IOException ignored) {
                // The command that asked says that it got no answer.
            }
        }
    }

    /** The first line; everything is read, so that closing the connection loses nothing. */
    private static String readRequest(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        String first = reader.readLine();
        int length = 0;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            reader.read();
        }
        return String.valueOf(first);
    }

    private static String body(String request) {
        if (request.startsWith("POST")) {
            return "{\"silenceID\":\"0\"}";
        } else if (request.contains("/silences")) {
            return "[" + SILENCE + "]";
        } else if (request.contains("/silence/")) {
            return SILENCE;
        } else if (request.contains("/alerts")) {
            return "[" + ALERT + "]";
        }
        return "{\"cluster\":{\"name\":\"a\",\"peers\":[],\"status\":\"ready\"},\"config\":{\"original\":"
                + new JsonValue.Text(CONFIGURATION).print()
                + "},\"uptime\":\"2026-01-01T00:00:00.000Z\",\"versionInfo\":{\"version\":\"0.34.0\"}}";
    }
}
