package io.tocsin.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A running Prometheus with its own folder and port, which says the same outside name whatever the machine. */
final class PrometheusProcess implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;
    private final Path log;

    private PrometheusProcess(Process process, InetSocketAddress address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts Prometheus and waits until it is ready. It sends firing alerts again every three seconds; they end twelve
     * seconds after the last time, which a busy machine must not be late by.
     */
    static PrometheusProcess start(Path program, Path folder, String config, String rules) {
        try {
            Files.writeString(folder.resolve("prometheus.yml"), config);
            Files.writeString(folder.resolve("rules.yml"), rules);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.pick());
            Path log = folder.resolve("stderr.txt");
            Process process = new ProcessBuilder(
                            program.toString(),
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + address.getPort(),
                            "--web.external-url=http://prometheus.test:9090",
                            "--rules.alert.resend-delay=3s")
                    .redirectOutput(folder.resolve("stdout.txt").toFile())
                    .redirectError(log.toFile())
                    .start();
            var started = new PrometheusProcess(process, address, log);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await("start of Prometheus, see " + log)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> get("/-/ready").status() == 200);
    }

    HttpAnswer get(String target) {
        return HttpExchange.get(target).sendTo(address);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
