package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A running Alertmanager, ours or the original: both take the same flags and print the same "Listening on" line, from
 * which the port is read. Unless a flag says otherwise, clustering is off and storage in the given folder; the external
 * URL is fixed.
 */
public final class AlertmanagerProcess implements AutoCloseable {
    /** The external URL that every started process is told, so that recorded notifications do not depend on the machine. */
    public static final String EXTERNAL_URL = "http://alertmanager.test:9093";

    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\" address=127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern OWN_NAME = Pattern.compile("^\\{\"cluster\":\\{\"name\":\"([^\"]*)\"");
    private static final Pattern PEER = Pattern.compile("\\{\"address\":\"([^\"]*:[1-9]\\d*)\",\"name\":\"([^\"]*)\"");
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private static final String STORAGE = "--storage.path=";
    private static final String CLUSTER = "--cluster.listen-address=";
    private static final String ROUTE_PREFIX = "--web.route-prefix=";

    private final Process process;
    private final Path log;
    private final String readyPath;
    private @Nullable InetSocketAddress address;

    private AlertmanagerProcess(Process process, Path log, String readyPath) {
        this.process = process;
        this.log = log;
        this.readyPath = readyPath;
    }

    /**
     * Starts {@code program} without waiting for it.
     *
     * @param folder where the configuration, the log and the storage are put; must exist
     * @param flags  flags beside the usual ones
     */
    public static AlertmanagerProcess start(Path program, Path folder, String config, List<String> flags) {
        return start(program, Map.of(), folder, config, flags);
    }

    /** As the other one, with environment variables beside those of this process. */
    public static AlertmanagerProcess start(
            Path program, Map<String, String> environment, Path folder, String config, List<String> flags) {
        try {
            Path configFile = folder.resolve("alertmanager.yml");
            Files.writeString(configFile, config);
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--config.file=" + configFile,
                    "--web.listen-address=127.0.0.1:0",
                    "--web.external-url=" + EXTERNAL_URL));
            addUnlessGiven(command, STORAGE, folder.resolve("data").toString(), flags);
            addUnlessGiven(command, CLUSTER, "", flags);
            command.addAll(flags);
            Path log = folder.resolve("stderr.txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("stdout.txt").toFile())
                    .redirectError(log.toFile());
            builder.environment().putAll(environment);
            return new AlertmanagerProcess(builder.start(), log, prefix(flags) + "/-/ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A flag may be given once only. */
    private static void addUnlessGiven(List<String> command, String flag, String value, List<String> flags) {
        if (flags.stream().noneMatch(given -> given.startsWith(flag))) {
            command.add(flag + value);
        }
    }

    private static String prefix(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.startsWith(ROUTE_PREFIX))
                // The Operator says "/" for none; "//-/ready" would be another path.
                .map(flag -> flag.substring(ROUTE_PREFIX.length()).replaceFirst("/$", ""))
                .findFirst()
                .orElse("");
    }

    /** Waits until {@code /-/ready} answers 200 and returns this; ends the process if that does not come. */
    public AlertmanagerProcess awaitReady() {
        return await(() -> listening() && get(readyPath).status() == 200);
    }

    /** Waits until it listens and returns this, as the other; for one that does not answer everybody. */
    public AlertmanagerProcess awaitListening() {
        return await(this::listening);
    }

    /** Waits until {@code /-/ready} answers 200, or the process has ended. */
    boolean isReadyInTheEnd() {
        Awaitility.await("start or end of " + log.getParent())
                .atMost(START_MAX)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> !process.isAlive() || listening() && get(readyPath).status() == 200);
        return process.isAlive();
    }

    private AlertmanagerProcess await(Callable<Boolean> started) {
        boolean isStarted = false;
        try {
            Awaitility.await("start of " + log.getParent())
                    .atMost(START_MAX)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(() -> assertThat(process.isAlive()).as(log()).isTrue())
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(started);
            isStarted = true;
            return this;
        } finally {
            // The caller has nothing to close yet.
            if (!isStarted) {
                close();
            }
        }
    }

    private boolean listening() {
        if (address == null) {
            var line = LISTENING.matcher(log());
            if (line.find()) {
                address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(line.group(1)));
            }
        }
        return address != null;
    }

    /** Where it listens; known once {@link #awaitReady} has returned. */
    public InetSocketAddress address() {
        if (address == null) {
            throw new IllegalStateException("not listening yet: " + log());
        }
        return address;
    }

    /** Where other members of its cluster reach it, when it has found that out. */
    public String clusterAddress() {
        return Awaitility.await("port for the cluster")
                .atMost(START_MAX)
                .until(
                        () -> PEER.matcher(get("/api/v2/status").text())
                                .results()
                                .filter(peer -> peer.group(2).equals(ownName()))
                                .map(peer -> peer.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String ownName() {
        var name = OWN_NAME.matcher(get("/api/v2/status").text());
        return name.find() ? name.group(1) : "";
    }

    /** The base URL of the process, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + address().getPort();
    }

    public HttpAnswer get(String target) {
        return HttpExchange.get(target).sendTo(address());
    }

    /** Everything that the process wrote to stderr so far. */
    public String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process id, which is the server's own: launchers replace themselves. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, named as {@code kill} names it: {@code HUP}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    }

    /** Waits for the end of the process and returns its exit status. */
    public int exitStatus(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "ended within " + atMost + ": " + log())
                .isTrue();
        return process.exitValue();
    }

    /** Kills the process, ready or not, and waits until it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to end, and kills it when it does not within ten seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
