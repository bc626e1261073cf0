package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.flags.ListenAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class WebhookListenerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private WebhookListener.Printing printing(boolean isRaw) {
        return new WebhookListener.Printing(
                isRaw,
                "15:04:05 MST",
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")));
    }

    private static int post(WebhookListener listener, byte[] body) throws IOException, InterruptedException {
        return answerTo(listener, body).statusCode();
    }

    private static HttpResponse<String> answerTo(WebhookListener listener, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/x"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void notification_isPrintedAndAnswered200() throws Exception {
        try (WebhookListener listener = WebhookListener.start(new ListenAddress("", 0), printing(false))) {
            int status = post(
                    listener,
                    "{\"receiver\":\"r\",\"status\":\"firing\",\"groupLabels\":{},\"alerts\":[]}".getBytes(UTF_8));

            assertThat(status).isEqualTo(200);
            assertThat(printed())
                    .isEqualTo("Listening on 127.0.0.1:" + listener.port()
                            + "; waiting for notifications\n"
                            + "03:04:05 UTC  FIRING  receiver=\"r\"  path=\"/x\"\n  group labels: {}\n\n");
        }
    }

    @Test
    void raw_bodiesAndNothingElse_goToStandardOutput() throws Exception {
        try (WebhookListener listener = WebhookListener.start(new ListenAddress("", 0), printing(true))) {
            post(listener, "{\"a\":\n1}\n".getBytes(UTF_8));
            post(listener, "nonsense".getBytes(UTF_8));

            assertThat(printed()).isEqualTo("{\"a\": 1}\nnonsense\n");
            assertThat(err.toString(UTF_8)).contains("Listening on", "the last body is not JSON");
        }
    }

    @Test
    void anything_isAnsweredAsSlackDoes() throws Exception {
        try (WebhookListener listener = WebhookListener.start(new ListenAddress("", 0), printing(true))) {
            assertThat(answerTo(listener, "{}".getBytes(UTF_8)).body()).isEqualTo("ok");
        }
    }

    @Test
    void bodyBeyondTheLimit_isAnswered413() throws Exception {
        try (WebhookListener listener = WebhookListener.start(new ListenAddress("", 0), printing(false))) {
            assertThat(post(listener, new byte[WebhookListener.BODY_MAX_BYTES + 1]))
                    .isEqualTo(413);
        }
    }

    @Test
    void takenPort_saysWhich() throws Exception {
        try (WebhookListener first = WebhookListener.start(new ListenAddress("", 0), printing(false))) {
            assertThatThrownBy(() -> WebhookListener.start(new ListenAddress("", first.port()), printing(false)))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port() + ": Address already in use");
        }
    }

    private String printed() {
        return out.toString(UTF_8);
    }
}
