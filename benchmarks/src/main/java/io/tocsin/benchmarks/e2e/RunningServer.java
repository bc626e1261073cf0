package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A started program that is ready. {@link #close} ends it and removes its files. */
final class RunningServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration END_WITHIN = Duration.ofSeconds(15);

    /** A field that every silence has once. */
    private static final Pattern CREATOR = Pattern.compile("\"createdBy\"");

    private static final String READY_REQUEST = "GET /-/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final ServerProgram program;
    private final Process process;
    private final InetSocketAddress address;
    private final Path folder;
    private final Thread endWithUs;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private double secondsUntilReady;

    private RunningServer(ServerProgram program, Process process, InetSocketAddress address, Path folder) {
        this.program = program;
        this.process = process;
        this.address = address;
        this.folder = folder;
        this.endWithUs = new Thread(process::destroyForcibly, "end " + program.name());
    }

    static RunningServer start(ServerProgram program, ProcessBuilder command, InetSocketAddress address, Path folder)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        RunningServer server = new RunningServer(program, command.start(), address, folder);
        Runtime.getRuntime().addShutdownHook(server.endWithUs);
        try {
            server.awaitReady(began);
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private void awaitReady(long began) throws IOException, InterruptedException {
        while (!isReady()) {
            double seconds = secondsSince(began);
            if (!process.isAlive() || seconds > READY_WITHIN.toSeconds()) {
                throw new IOException(
                        "%s: not ready after %.1f s:%n%s".formatted(program.executable(), seconds, log()));
            }
            Thread.sleep(2);
        }
        secondsUntilReady = secondsSince(began);
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** A plain connection first: an HTTP client's own first request costs more than what is measured. */
    private boolean isReady() {
        try (SocketChannel probe = SocketChannel.open(address)) {
            probe.write(ByteBuffer.wrap(READY_REQUEST.getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = probe.socket().getInputStream().readNBytes(12);
            return new String(answer, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException ignored) {
            // Not listening yet, or not ready to answer: asked again until the deadline.
            return false;
        }
    }

    ServerProgram program() {
        return program;
    }

    InetSocketAddress address() {
        return address;
    }

    String host() {
        return address.getHostString() + ":" + address.getPort();
    }

    /** From the start of the process to the first 200 of {@code /-/ready}. */
    double secondsUntilReady() {
        return secondsUntilReady;
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    /** Bytes of live heap, after a full collection. */
    long liveHeapBytes() throws IOException, InterruptedException {
        return switch (program.platform()) {
            case JVM -> LiveHeap.ofJvm(process.pid());
            case GO -> LiveHeap.ofGo(get("/debug/pprof/heap?gc=1&debug=1"));
        };
    }

    /** How many alerts the server says it has received, from its metrics. */
    long alertsReceived() throws IOException, InterruptedException {
        return metric("alertmanager_alerts_received_total");
    }

    /** The sum of all series of a metric, rounded down; 0 if there is none. */
    long metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether it sees so many members, itself included, and sends notifications. */
    boolean isSettledAmong(int members) throws IOException, InterruptedException {
        return metric("alertmanager_cluster_members") == members
                && get("/api/v2/status").contains("\"status\":\"ready\"");
    }

    /** How many silences it lists. */
    int silencesKnown() throws IOException, InterruptedException {
        return (int) CREATOR.matcher(get("/api/v2/silences")).results().count();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host() + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + response.statusCode() + " (expected: 200)");
        }
        return response.body();
    }

    /** Bytes in its storage folder. */
    long storedBytes() throws IOException {
        return ServerProgram.storedBytes(folder);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /**
     * Ends it at once, as kill -9 and a lost machine do, and keeps its files.
     *
     * @return its folder, to {@linkplain ServerProgram#startAgain start again} with
     */
    Path kill() {
        process.destroyForcibly();
        ended();
        return folder;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        ended();
        delete(folder);
    }

    private void ended() {
        awaitEnd();
        Runtime.getRuntime().removeShutdownHook(endWithUs);
    }

    private void awaitEnd() {
        try {
            if (process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /** Removes a folder and what is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
