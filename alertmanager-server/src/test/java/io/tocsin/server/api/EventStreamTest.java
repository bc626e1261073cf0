package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Access;
import io.tocsin.server.http.HttpSettings.Streams;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of events over real connections. */
@Timeout(60)
final class EventStreamTest {
    private static final HttpSettings DEFAULT = HttpSettings.DEFAULT;
    private static final Duration LONG = Duration.ofMinutes(10);

    private static RunningApi with(Streams streams) {
        return new RunningApi(Options.DEFAULT.with(DEFAULT.with(streams)));
    }

    private static EventClient open(RunningApi running, String... headers) throws IOException {
        return EventClient.open(running.client, EventsEndpoint.PATH, headers);
    }

    private static String silence(RunningApi running) {
        SilenceRequest request = new SilenceRequest(
                "",
                List.of(List.of(new MatcherText(MatchType.EQUAL, "a", "1"))),
                SilenceRequest.NO_TIME,
                RunningApi.NOW.plusSeconds(60),
                "",
                "",
                Labels.EMPTY);
        return RunningApi.await(running.engine.silences().set(request, Requester.NONE))
                .toString();
    }

    @Test
    void connect_first_isToldThePresentVersions() throws IOException {
        try (RunningApi running = new RunningApi();
                EventClient client = open(running, "Accept-Encoding: gzip")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.headers())
                    .containsEntry("Content-Type", "text/event-stream")
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Accel-Buffering", "no")
                    .doesNotContainKey("Content-Encoding");
            assertThat(client.next()).isEqualTo("retry: 2000");
            String event = client.next();
            assertThat(event)
                    .matches("id: [0-9a-f]+-1\nevent: change\ndata: \\{\"alerts\":\".+\",\"silences\":\"[0-9a-f]{16}\","
                            + "\"status\":\"[0-9a-f]{16}\",\"now\":\"2026-01-01T00:00:00.000Z\"\\}");
            assertThat(running.client.get(SilenceListEndpoint.PATH).body())
                    .startsWith("{\"version\":\"" + EventClient.field(event, "silences") + "\"");
            assertThat(running.client.get(StatusEndpoint.PATH).body())
                    .startsWith("{\"token\":\"" + EventClient.field(event, "status") + "\"");
            assertThat(running.client.get("/api/tocsin/v1/alerts").body())
                    .startsWith("{\"version\":\"" + EventClient.field(event, "alerts") + "\"");
        }
    }

    @Test
    void change_isToldToAll_asTheVersionThatChanged() throws IOException {
        try (RunningApi running = new RunningApi();
                EventClient one = open(running);
                EventClient two = open(running)) {
            String before = one.nextChange();
            assertThat(two.nextChange()).isEqualTo(before);

            running.client.post("[{\"labels\":{\"a\":\"1\"}}]");
            String posted = one.nextChange();
            assertThat(two.nextChange()).isEqualTo(posted);
            assertThat(EventClient.field(posted, "alerts")).isNotEqualTo(EventClient.field(before, "alerts"));
            assertThat(EventClient.field(posted, "silences")).isEqualTo(EventClient.field(before, "silences"));

            silence(running);
            String silenced = one.nextChange();
            assertThat(EventClient.field(silenced, "silences")).isNotEqualTo(EventClient.field(posted, "silences"));
        }
    }

    @Test
    void refresh_thatChangesNothing_isNoEvent() throws IOException {
        Streams streams = new Streams(9, Duration.ofSeconds(2), LONG, Duration.ofSeconds(2));
        String post = "[{\"labels\":{\"a\":\"1\"}}]";
        try (RunningApi running = with(streams)) {
            running.client.post(post);
            try (EventClient client = open(running)) {
                String first = client.nextChange();
                // What its group makes of it may come a moment later.
                String last = client.lastChangeBeforeQuiet(first);
                running.client.post(post);

                assertThat(client.next()).as("after " + last).startsWith("event: alive\n");
            }
        }
    }

    @Test
    void quiet_saysAlive_withoutAnId() throws IOException {
        try (RunningApi running = with(new Streams(9, Duration.ofSeconds(1), LONG, Duration.ofSeconds(3)));
                EventClient client = open(running)) {
            assertThat(client.next()).isEqualTo("retry: 3000");
            assertThat(client.next()).startsWith("id: ");
            assertThat(client.next()).isEqualTo("event: alive\ndata: {\"now\":\"2026-01-01T00:00:00.000Z\"}");
        }
    }

    @Test
    void resume_nothingChanged_isToldNothingUntilSomethingDoes() throws IOException {
        try (RunningApi running = with(new Streams(9, Duration.ofSeconds(1), LONG, Duration.ofSeconds(2)))) {
            String id;
            try (EventClient client = open(running)) {
                id = EventClient.id(client.nextChange());
            }
            try (EventClient client = open(running, "Last-Event-ID: " + id)) {
                assertThat(client.next()).startsWith("retry: ");
                assertThat(client.next()).startsWith("event: alive\n");
                running.client.post("[{\"labels\":{\"a\":\"1\"}}]");
                assertThat(EventClient.id(client.nextChange())).isNotEqualTo(id);
            }
            try (EventClient client = open(running, "Last-Event-ID: " + id)) {
                assertThat(EventClient.id(client.nextChange()))
                        .as("missed meanwhile")
                        .isNotEqualTo(id);
            }
        }
    }

    @Test
    void age_endsTheStream_forTheClientToAskAnew() throws IOException {
        try (RunningApi running = with(new Streams(9, LONG, Duration.ofSeconds(1), Duration.ofSeconds(2)));
                EventClient client = open(running)) {
            client.nextChange();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void limit_oneMore_isTurnedAway_andLetInWhenOneHasGone() throws IOException {
        try (RunningApi running = with(Streams.DEFAULT.withMax(1))) {
            try (EventClient client = open(running)) {
                client.nextChange();
                Answer refused = running.client.get(EventsEndpoint.PATH);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isEqualTo("10");
                assertThat(refused.body())
                        .isEqualTo("{\"code\":503,\"message\":\"limit of event streams reached (1), try again later;"
                                + " --web.max-event-streams raises it\"}");
            }
            assertThat(running.observed(3)).contains("stream begun", "stream turned away: LIMIT", "stream ended");
            try (EventClient next = open(running)) {
                assertThat(next.nextChange()).startsWith("id: ");
            }
        }
    }

    @Test
    void limit_oneCallerHasItsShare_isTurnedAway() throws IOException {
        List<EventClient> clients = new ArrayList<>();
        try (RunningApi running = with(Streams.DEFAULT.withMax(10))) {
            for (int i = 0; i < 8; i++) {
                clients.add(open(running));
            }
            Answer refused = running.client.get(EventsEndpoint.PATH);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"code\":503,\"message\":\"limit of event streams of one caller reached (8 of 10, more only"
                                    + " while half are free), try again later; --web.max-event-streams raises it\"}");
            assertThat(running.observed(9)).contains("stream turned away: SHARE");
        } finally {
            for (EventClient each : clients) {
                each.close();
            }
        }
    }

    @Test
    void stream_takesNoSlotOfGets_andIsNotTimedOut() throws IOException {
        HttpSettings settings = new HttpSettings("", Duration.ofSeconds(2), 1, DEFAULT.bodyMaxBytes())
                .with(new Streams(9, Duration.ofSeconds(1), LONG, Duration.ofSeconds(4)));
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(settings));
                EventClient client = open(running)) {
            client.nextChange();
            assertThat(running.client.get("/api/v2/silences").status()).isEqualTo(200);
            assertThat(client.next()).as("later than the timeout").startsWith("event: alive\n");
            assertThat(running.client.get(StatusEndpoint.PATH).body())
                    .contains("\"name\":\"getRequests\",\"text\":\"GET requests at once\",\"used\":1,")
                    .contains("\"name\":\"eventStreams\",\"text\":\"Streams of events\",\"used\":1,\"max\":9,");
        }
    }

    @Test
    void callerWithoutPermission_isRefused_andTakesNoPlace() {
        Access access = new Access(
                DEFAULT.access().gate(),
                DEFAULT.access().origins(),
                Permissions.of(Map.of("*", Set.of(Permission.POST))));
        try (RunningApi running = new RunningApi(
                Options.DEFAULT.with(DEFAULT.with(Streams.DEFAULT.withMax(1)).with(access)))) {
            for (int i = 0; i < 3; i++) {
                Answer answer = running.client.get(EventsEndpoint.PATH);
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.body()).startsWith("{\"code\":403,");
            }
        }
    }

    @Test
    void close_streamIsOpen_endsItAtOnce() throws IOException {
        try (RunningApi running = new RunningApi();
                EventClient client = open(running)) {
            client.nextChange();
            long begun = System.nanoTime();
            RunningApi.await(running.api.close(Duration.ofSeconds(20)).toCompletionStage());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(client.rest()).isEmpty();
        }
    }
}
