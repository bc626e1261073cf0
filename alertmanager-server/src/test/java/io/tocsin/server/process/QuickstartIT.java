package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first minute of a newcomer: one command, an alert about what was scraped, its notification, both on the page with the
 * rule, and nothing left behind.
 */
final class QuickstartIT {
    /** How long it takes depends on the machine, and is reported. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final String PAGE_TESTS = "quickstart.config.ts";

    @Test
    void run_untilStopped_showsANotificationAndLeavesNothing(@TempDir Path folder) throws Exception {
        // given
        Path output = folder.resolve("output");
        Path looked = folder.resolve("looked");
        int port = FreePorts.pick();
        long begin = System.nanoTime();
        Process run = run(output, port, FreePorts.pick());
        Optional<Process> page = look(looked, port);
        try {
            // when
            await().atMost(LONGEST).until(() -> text(output).contains("It works."));
            Duration told = since(begin);
            if (page.isPresent()) {
                boolean isOver = page.get().waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
                assertThat(isOver).as("looked at the page in time").isTrue();
            }
            Duration shown = since(begin);
            String rules = get(port, "/prometheus/api/v1/rules?rule_name[]=JobRestarted");
            String alerts = get(port, "/api/v2/alerts?filter=alertname%3DJobRestarted");
            List<ProcessHandle> started = run.descendants().toList();
            run.destroy();
            // then
            assertThat(run.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(text(output))
                    .contains(
                            "FIRING {alertname=\"JobRestarted\", instance=\"127.0.0.1:" + port + "\", job=\"tocsin\"");
            assertThat(rules).contains("\"state\":\"firing\"");
            assertThat(alerts).contains("\"job\":\"tocsin\"");
            assertThat(started).hasSizeGreaterThanOrEqualTo(2);
            await().atMost(LONGEST).untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
            System.out.println("quickstart: notified after " + told.toMillis() + " ms, on the page after "
                    + shown.toMillis() + " ms");
            // Says what is missing here.
            Process looker = page.orElseGet(() -> {
                throw new AssertionError(BrowserTests.runner(PAGE_TESTS));
            });
            assertThat(looker.exitValue()).as(text(looked)).isZero();
        } finally {
            page.ifPresent(QuickstartIT::end);
            end(run);
        }
    }

    @Test
    void run_whileAnotherAlertmanagerHasThePort_failsAndSendsItNothing(@TempDir Path folder) throws Exception {
        // given
        Queue<String> requests = new ConcurrentLinkedQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            int taken = other.getAddress().getPort();
            Path output = folder.resolve("output");
            // when
            Process run = run(output, taken, FreePorts.pick());
            // then
            assertThat(run.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).isEqualTo(1);
            assertThat(text(output))
                    .contains("address already in use")
                    .endsWith(
                            "quickstart: error: the server did not start; if port " + taken + " is taken, set PORT\n");
            assertThat(requests).isEmpty();
        } finally {
            other.stop(0);
        }
    }

    /** Looks at the page, as soon as there is one. */
    private static Optional<Process> look(Path output, int port) throws IOException {
        if (!BrowserTests.canRun()) {
            return Optional.empty();
        }
        ProcessBuilder runner = BrowserTests.runner(PAGE_TESTS).redirectOutput(output.toFile());
        runner.environment().put("TOCSIN_URL", "http://127.0.0.1:" + port);
        return Optional.of(runner.start());
    }

    private static Duration since(long beginNanos) {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static Process run(Path output, int port, int hookPort) throws IOException {
        Path script = Programs.tocsin().resolve("../../examples/quickstart/run").normalize();
        var builder = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("HOOK_PORT", String.valueOf(hookPort));
        builder.environment().put("NODE_PORT", String.valueOf(FreePorts.pick()));
        return builder.start();
    }

    private static String get(int port, String target) {
        return HttpExchange.get(target)
                .sendTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .text();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }
}
