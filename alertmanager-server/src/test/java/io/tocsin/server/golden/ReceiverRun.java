package io.tocsin.server.golden;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;

/**
 * Runs a {@link Sequence} whose receivers are HTTP and mail servers of ours, and writes down what those were sent.
 *
 * <p>In the configuration {@code HOOK} stands for the URL of the HTTP server, which is a proxy, too, {@code SMTP} for host
 * and port of the mail server, {@code FOLDER} for a folder with the files that the sequence brings along.
 */
final class ReceiverRun {
    private static final Duration LATE_MAX = Duration.ofSeconds(60);
    private static final String SLACK_MESSAGE = "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1503435956.000247\"}";

    private ReceiverRun() {}

    /**
     * The transcript.
     *
     * @param configEnd what is added to the configuration
     * @param expected how many deliveries there should be: a slow machine may take longer for them than the sequence says
     */
    static String run(Path program, Path folder, Sequence sequence, String configEnd, int expected)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        SSLSocketFactory tls = Connections.selfSigned(folder);
        try (var http = new RequestRecorder(tls, ReceiverRun::answer);
                var mail = new MailRecorder(tls)) {
            UnaryOperator<String> filledIn = text -> text.replace("HOOK", http.url())
                    .replace("SMTP", mail.address())
                    .replace("FOLDER", folder.toString());
            for (var file : sequence.files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), filledIn.apply(file.getValue()));
            }
            String config = filledIn.apply(sequence.config()) + configEnd;
            try (var process = AlertmanagerProcess.start(program, folder, config, sequence.flags())) {
                process.awaitReady();
                // The first time is always slow.
                HttpExchange.post("/api/v2/alerts", "[]").sendTo(process.address());
                doSteps(sequence, process);
                Instant latest = Instant.now().plus(LATE_MAX);
                while (http.requests().size() + mail.mails().size() < expected
                        && Instant.now().isBefore(latest)) {
                    sleepUntil(Instant.now().plusMillis(100));
                }
            }
            return ReceiverTranscript.of(http.requests(), mail.mails());
        }
    }

    private static void doSteps(Sequence sequence, AlertmanagerProcess process) throws InterruptedException {
        Instant origin = Instant.now();
        for (Sequence.Step step : sequence.steps()) {
            sleepUntil(origin.plus(step.at()));
            post(process, (Sequence.Step.Post) step);
        }
        sleepUntil(origin.plus(sequence.end()));
    }

    private static RequestRecorder.Answer answer(RequestRecorder.Request request) {
        return request.target().startsWith("/api/chat.")
                ? new RequestRecorder.Answer(200, "application/json; charset=utf-8", SLACK_MESSAGE)
                : new RequestRecorder.Answer(200, "text/plain", "ok");
    }

    private static void post(AlertmanagerProcess process, Sequence.Step.Post step) {
        String body = step.alerts().toString();
        int status = HttpExchange.post("/api/v2/alerts", body)
                .sendTo(process.address())
                .status();
        if (status != 200) {
            throw new IllegalStateException("the alerts at " + step.at() + " were answered " + status);
        }
    }

    private static void sleepUntil(Instant time) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
    }
}
